using CrossRiver.Emulator.Errors;
using CrossRiver.Emulator.Paging;
using CrossRiver.Emulator.Time;

namespace CrossRiver.Emulator.Customers;

/// <summary>Which customers a list shows; a member that is absent excludes none.</summary>
/// <remarks>Assumed: all of it. The names are those of the filters in the bank's web interface (contract: customers 2).</remarks>
internal sealed record CustomerFilter
{
    public Guid? PartnerId { get; private init; }

    public string? CifNumber { get; private init; }

    public string? TaxId { get; private init; }

    public string? ClientIdentifier { get; private init; }

    public Classification? Classification { get; private init; }

    public CustomerStatus? Status { get; private init; }

    public ScanStatus? Ofac { get; private init; }

    public ScanStatus? PepScan { get; private init; }

    /// <summary>The first day of making, at the bank.</summary>
    public DateOnly? From { get; private init; }

    /// <summary>The last day of making, at the bank.</summary>
    public DateOnly? To { get; private init; }

    /// <summary>Whether it excludes nobody of a partner.</summary>
    public bool TakesAll => this with { PartnerId = null } == new CustomerFilter();

    /// <summary>Reads the query of a request; minimal APIs call this for a handler's parameter.</summary>
    /// <exception cref="RefusedException">A member has not the form of its field.</exception>
    public static ValueTask<CustomerFilter> BindAsync(HttpContext context)
    {
        var query = new QueryReader(context.Request.Query);
        var filter = new CustomerFilter
        {
            PartnerId = query.Id("partnerId"),
            CifNumber = query.Text("cifNumber"),
            TaxId = query.Text("taxId"),
            ClientIdentifier = query.Text("clientIdentifier"),
            Classification = query.OneOf<Classification>("classification"),
            Status = query.OneOf<CustomerStatus>("status"),
            Ofac = query.OneOf<ScanStatus>("ofac"),
            PepScan = query.OneOf<ScanStatus>("pepScan"),
            From = query.Day("from"),
            To = query.Day("to"),
        };
        query.ThrowIfFaulty();

        return ValueTask.FromResult(filter);
    }

    /// <summary>Whether the list shows a customer.</summary>
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
