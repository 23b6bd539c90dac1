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
    public static BankModule? BankModule(this HttpContext context) => context switch
    {
        _ when context.GetEndpoint() is null => null,
        _ when context.Request.Path.StartsWithSegments("/core", StringComparison.OrdinalIgnoreCase) => Calls.BankModule.Customers,
        _ when context.Request.Path.StartsWithSegments("/webhooks", StringComparison.OrdinalIgnoreCase) => Calls.BankModule.Webhooks,
        _ => null,
    };
}
