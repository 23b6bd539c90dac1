namespace CrossRiver.Emulator.Modules.Customers;

/// <summary>Provides the bank's events about customers.</summary>
/// <remarks>Source: the bank's table of event names.</remarks>
internal static class CustomerEvents
{
    public const string Onboarded = "Core.Customer.Onboarded";

    public const string ProfileChanged = "Core.Customer.Profile.Changed";

    public const string NameChanged = "Core.Customer.Name.Changed";

    public const string CifNumberChanged = "Core.Customer.CifNumber.Changed";

    public const string OfacChanged = "Core.Customer.Ofac.Changed";

    public const string PepScanChanged = "Core.Customer.PepScan.Changed";

    /// <summary>Gets all event types, in the order of the bank's table.</summary>
    public static IReadOnlyList<EventType> Types { get; } =
    [
        new(Onboarded, "A customer was onboarded."),
        new(ProfileChanged, "A customer's profile was changed."),
        new(NameChanged, "A customer's name was changed."),
        new(CifNumberChanged, "A customer was given another CIF number."),
        new("Core.Customer.Address.Added", "An address was added to a customer."),
        new("Core.Customer.Address.Changed", "An address of a customer was changed."),
        new("Core.Customer.Address.Removed", "An address was removed from a customer."),
        new("Core.Customer.Phone.Added", "A phone was added to a customer."),
        new("Core.Customer.Phone.Changed", "A phone of a customer was changed."),
        new("Core.Customer.Phone.Removed", "A phone was removed from a customer."),
        new("Core.Customer.Identification.Added", "An identification was added to a customer."),
        new("Core.Customer.Identification.Changed", "An identification of a customer was changed."),
        new("Core.Customer.Identification.Removed", "An identification was removed from a customer."),
        new("Core.Customer.Email.Added", "An e-mail address was added to a customer."),
        new("Core.Customer.Email.Changed", "An e-mail address of a customer was changed."),
        new("Core.Customer.Email.Removed", "An e-mail address was removed from a customer."),
        new(OfacChanged, "The OFAC scan of a customer has another result."),
        new(PepScanChanged, "The PEP scan of a customer has another result."),
    ];

    private static readonly Dictionary<string, EventType> ByName = Types.ToDictionary(type => type.Name, StringComparer.Ordinal);

    public static IReadOnlyList<string> All { get; } = [.. Types.Select(type => type.Name)];

    public static EventType Of(string name) => ByName[name];

    /// <summary>Returns the details of an Extended event about a customer itself, in the bank's order.</summary>
    /// <param name="name">The name of the event, or null if there is none.</param>
    /// <remarks>Source: payloads of a partner for Onboarded and the scans. Assumed: all others.</remarks>
    public static IReadOnlyList<KeyValuePair<string, string?>> DetailsOf(string? name, Customer before, Customer after)
    {
        KeyValuePair<string, string?> customerId = new("customerId", after.Resource.Id);
        KeyValuePair<string, string?> clientIdentifier = new("clientIdentifier", after.ClientIdentifier);
        return name switch
        {
            Onboarded => [customerId, clientIdentifier],
            OfacChanged => [customerId, new("ofacBefore", before.Ofac.ToString()), new("ofacAfter", after.Ofac.ToString()), clientIdentifier],
            PepScanChanged => [customerId, new("pepScanBefore", before.PepScan.ToString()), new("pepScanAfter", after.PepScan.ToString()), clientIdentifier],
            _ => [customerId],
        };
    }
}
