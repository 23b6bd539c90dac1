using CrossRiver.Emulator.Platform.Queries;

namespace CrossRiver.Emulator.Modules.Customers.Requests;

/// <summary>The conditions for the customers of a list. An absent member is no condition.</summary>
/// <remarks>Assumed: all of it. The names are from the filters in the bank's web interface.</remarks>
internal sealed record CustomerFilter : IQuery<CustomerFilter>
{
    public Guid? PartnerId { get; private init; }

    public string? CifNumber { get; private init; }

    public string? TaxId { get; private init; }

    public string? ClientIdentifier { get; private init; }

    public Classification? Classification { get; private init; }

    public CustomerStatus? Status { get; private init; }

    public ScanStatus? Ofac { get; private init; }

    public ScanStatus? PepScan { get; private init; }

    /// <summary>Gets the first day of creation, in the bank's time zone.</summary>
    public DateOnly? From { get; private init; }

    /// <summary>Gets the last day of creation, in the bank's time zone.</summary>
    public DateOnly? To { get; private init; }

    /// <summary>Gets whether there is no condition but the partner.</summary>
    public bool TakesAll => this with { PartnerId = null } == new CustomerFilter();

    public static CustomerFilter Read(QueryReader query) => new()
    {
        PartnerId = query.Id("partnerId", "Only customers of this partner."),
        CifNumber = query.Text("cifNumber", "Only the customer of this CIF number."),
        TaxId = query.Text("taxId", "Only customers of this tax id."),
        ClientIdentifier = query.Text("clientIdentifier", "Only customers with this identifier of the partner."),
        Classification = query.OneOf<Classification>("classification", "Only people, or only businesses."),
        Status = query.OneOf<CustomerStatus>("status", "Only active customers, or only deactivated ones."),
        Ofac = query.OneOf<ScanStatus>("ofac", "Only customers with this result of the OFAC scan."),
        PepScan = query.OneOf<ScanStatus>("pepScan", "Only customers with this result of the PEP scan."),
        From = query.Day("from", "Only customers made on this day or later, Eastern time."),
        To = query.Day("to", "Only customers made on this day or earlier, Eastern time."),
    };

    public bool Accepts(Customer customer) =>
        (CifNumber is null || CifNumber == customer.CifNumber)
        && (TaxId is null || TaxId == customer.Profile.TaxId)
        && (ClientIdentifier is null || ClientIdentifier == customer.ClientIdentifier)
        && (Classification is null || Classification == customer.Classification)
        && (Status is null || Status == customer.Status)
        && (Ofac is null || Ofac == customer.Ofac)
        && (PepScan is null || PepScan == customer.PepScan)
        && (From is null || From <= EasternTime.DayOf(customer.CreatedAt))
        && (To is null || To >= EasternTime.DayOf(customer.CreatedAt));
}
