using System.Globalization;
using CrossRiver.Emulator.Errors;
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
            PartnerId = query.Read("partnerId", "must be a GUID", text => Guid.TryParseExact(text, "D", out var id) ? id : null as Guid?),
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

    private sealed class QueryReader(IQueryCollection query)
    {
        private readonly List<string> _faults = [];

        public string? Text(string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

        public T? Read<T>(string name, string must, Func<string, T?> parse)
            where T : struct
        {
            if (Text(name) is not { } text)
            {
                return null;
            }

            var value = parse(text);
            if (value is null)
            {
                _faults.Add($"{char.ToUpperInvariant(name[0])}{name[1..]} {must}");
            }

            return value;
        }

        public T? OneOf<T>(string name)
            where T : struct, Enum => Read(
                name,
                $"must be one of {string.Join(", ", Enum.GetNames<T>())}",
                text => Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<T>(text, ignoreCase: true) : null as T?);

        // As in the bank's other lists, the time of a moment is ignored.
        public DateOnly? Day(string name) => Read(
            name,
            "must be a date, YYYY-MM-DD",
            text => DateOnly.TryParseExact(text.Split('T')[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null as DateOnly?);

        public void ThrowIfFaulty()
        {
            if (_faults is not [])
            {
                throw RefusedException.Invalid(_faults);
            }
        }
    }
}
