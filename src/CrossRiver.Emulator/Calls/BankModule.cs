namespace CrossRiver.Emulator.Calls;

/// <summary>A part of the bank's API.</summary>
internal enum BankModule
{
    /// <summary>Customer management, <c>/core</c>.</summary>
    Customers,

    /// <summary>Registrations and events, <c>/webhooks</c>.</summary>
    Webhooks,
}

/// <summary>Tells the bank's operations from all others.</summary>
internal static class BankModules
{
    /// <summary>The module of the operation that a request reaches, or <see langword="null"/> when it reaches none of the bank's.</summary>
    public static BankModule? BankModule(this HttpContext context) => context.GetEndpoint() is null ? null : Of(context.Request.Path);

    /// <summary>The module that a path belongs to, or <see langword="null"/> when it is none of the bank's.</summary>
    public static BankModule? Of(PathString path) => path switch
    {
        _ when path.StartsWithSegments("/core", StringComparison.OrdinalIgnoreCase) => Calls.BankModule.Customers,
        _ when path.StartsWithSegments("/webhooks", StringComparison.OrdinalIgnoreCase) => Calls.BankModule.Webhooks,
        _ => null,
    };
}
