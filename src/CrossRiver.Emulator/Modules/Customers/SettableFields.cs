using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Modules.Customers;

/// <summary>Provides the fields of a customer that scenarios and testers set.</summary>
internal static class SettableFields
{
    private static readonly Decision<ScanStatus> Scan = new(FieldType.OneOf<ScanStatus>(), ScanTransitions.From, ScanTransitions.IsFinal);

    public static SettableField<Customer, ScanStatus> PepScan { get; } = new(
        "pepScan", "The result of the PEP scan.", Values.Enum<ScanStatus>("status of a scan"),
        customer => customer.PepScan, (customer, status) => customer with { PepScan = status })
    {
        EventName = CustomerEvents.PepScanChanged,
        Decision = Scan,
    };

    public static SettableField<Customer, ScanStatus> Ofac { get; } = new(
        "ofac", "The result of the OFAC scan.", Values.Enum<ScanStatus>("status of a scan"),
        customer => customer.Ofac, (customer, status) => customer with { Ofac = status })
    {
        EventName = CustomerEvents.OfacChanged,
        Decision = Scan,
    };

    /// <summary>Gets the screening against the bank's internal list. The bank is not known to have an event for it.</summary>
    public static SettableField<Customer, ScanStatus> InternalList { get; } = new(
        "internalList", "The result of the screening against the bank's internal list.", Values.Enum<ScanStatus>("status of a scan"),
        customer => customer.InternalList, (customer, status) => customer with { InternalList = status });

    /// <summary>Gets whether the customer is in use. The bank has no event for it.</summary>
    public static SettableField<Customer, CustomerStatus> Status { get; } = new(
        "status", "Whether the customer is in use.", Values.Enum<CustomerStatus>("status of a customer"),
        customer => customer.Status, (customer, status) => customer with { Status = status });

    public static SettableField<Customer, string> CifNumber { get; } = new(
        "cifNumber", "The CIF number.",
        new TextSchema<string>(
            "CIF number", "write 11 digits", IsCifNumber, number => number,
            """{ "type": ["string", "integer"], "pattern": "^[0-9]{11}$", "minimum": 0, "maximum": 99999999999 }""")
        { IsFree = true },
        customer => customer.CifNumber, (customer, number) => customer with { CifNumber = number })
    {
        EventName = CustomerEvents.CifNumberChanged,
        IsSetFirst = true,
    };

    /// <summary>Gets all fields, in the order of files and answers.</summary>
    public static IReadOnlyList<SettableField<Customer>> All { get; } = [PepScan, Ofac, InternalList, Status, CifNumber];

    public static IReadOnlyList<SettableField<Customer, ScanStatus>> Scans { get; } = [PepScan, Ofac];

    private static bool IsCifNumber(string text, out string value)
    {
        value = text;
        return text.Length == 11 && text.All(char.IsAsciiDigit);
    }
}
