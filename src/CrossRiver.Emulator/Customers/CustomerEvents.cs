namespace CrossRiver.Emulator.Customers;

/// <summary>The names of the bank's events about customers.</summary>
/// <remarks>Source: the bank's table of event names.</remarks>
internal static class CustomerEvents
{
    public const string Onboarded = "Core.Customer.Onboarded";

    public const string ProfileChanged = "Core.Customer.Profile.Changed";

    public const string NameChanged = "Core.Customer.Name.Changed";

    public const string CifNumberChanged = "Core.Customer.CifNumber.Changed";

    public const string OfacChanged = "Core.Customer.Ofac.Changed";

    public const string PepScanChanged = "Core.Customer.PepScan.Changed";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Onboarded,
        ProfileChanged,
        NameChanged,
        CifNumberChanged,
        "Core.Customer.Address.Added",
        "Core.Customer.Address.Changed",
        "Core.Customer.Address.Removed",
        "Core.Customer.Phone.Added",
        "Core.Customer.Phone.Changed",
        "Core.Customer.Phone.Removed",
        "Core.Customer.Identification.Added",
        "Core.Customer.Identification.Changed",
        "Core.Customer.Identification.Removed",
        "Core.Customer.Email.Added",
        "Core.Customer.Email.Changed",
        "Core.Customer.Email.Removed",
        OfacChanged,
        PepScanChanged,
    ];
}
