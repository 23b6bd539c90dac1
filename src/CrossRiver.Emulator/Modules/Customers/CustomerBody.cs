using CrossRiver.Emulator.Modules.Customers.Children;

namespace CrossRiver.Emulator.Modules.Customers;

/// <summary>A customer as the bank answers it.</summary>
/// <remarks>
/// Source: the onboarding tutorial. The answer to a create has the members of the request, and moments with seven decimals. A later GET has the bank's
/// additions (citizenship, income), and <c>createdAt</c> with three. Assumed: the place of <c>clientIdentifier</c>, of <c>internalList</c> and of the
/// children, which no sample shows.
/// </remarks>
internal sealed record CustomerBody
{
    private const string DefaultCountry = "US";

    private static readonly DueDiligence DefaultDueDiligence = new() { AnnualIncome = 0 };

    public required Guid Id { get; init; }

    public required string CifNumber { get; init; }

    public required Classification Classification { get; init; }

    public required CustomerStatus Status { get; init; }

    public required ScanStatus Ofac { get; init; }

    public required ScanStatus PepScan { get; init; }

    /// <summary>The result of the screening against the bank's internal list, if a setting shows it.</summary>
    public ScanStatus? InternalList { get; init; }

    public required CustomerName Name { get; init; }

    public required CustomerProfile Profile { get; init; }

    public required string CreatedAt { get; init; }

    public required string LastModifiedAt { get; init; }

    public required Guid PartnerId { get; init; }

    public required string? ClientIdentifier { get; init; }

    public required DueDiligence? DueDiligence { get; init; }

    public required BusinessDueDiligence? BusinessDueDiligence { get; init; }

    public required Address? PrimaryAddress { get; init; }

    public required Phone? PrimaryPhone { get; init; }

    public required Email? PrimaryEmail { get; init; }

    public required Identification? PrimaryIdentification { get; init; }

    /// <summary>Returns the answer to the call that created the customer.</summary>
    public static CustomerBody Fresh(Customer customer, CustomerOptions options) => new()
    {
        Id = customer.Id,
        CifNumber = customer.CifNumber,
        Classification = customer.Classification,
        Status = customer.Status,
        Ofac = customer.Ofac,
        PepScan = customer.PepScan,
        InternalList = options.InternalList ? customer.InternalList : null,
        Name = customer.Name,
        Profile = customer.Profile,
        CreatedAt = EasternTime.ToTicks(customer.CreatedAt),
        LastModifiedAt = EasternTime.ToTicks(customer.LastModifiedAt),
        PartnerId = customer.PartnerId,
        ClientIdentifier = customer.ClientIdentifier,
        DueDiligence = customer.DueDiligence,
        BusinessDueDiligence = customer.BusinessDueDiligence,
        PrimaryAddress = customer.Addresses.FirstOrDefault(address => address.IsPrimary),
        PrimaryPhone = customer.Phones.FirstOrDefault(phone => phone.IsPrimary),
        PrimaryEmail = customer.Emails.FirstOrDefault(email => email.IsPrimary),
        PrimaryIdentification = customer.Identifications.FirstOrDefault(identification => identification.IsPrimary),
    };

    /// <summary>Returns the answer to every other call.</summary>
    public static CustomerBody Stored(Customer customer, CustomerOptions options) => Fresh(customer, options) with
    {
        CreatedAt = EasternTime.ToMilliseconds(customer.CreatedAt),
        Profile = customer.Profile with { CitizenshipCountryCode = customer.Profile.CitizenshipCountryCode ?? DefaultCountry },
        DueDiligence = customer is { Classification: Classification.Personal, DueDiligence: var known }
            ? known is null ? DefaultDueDiligence : known with { AnnualIncome = known.AnnualIncome ?? 0 }
            : customer.DueDiligence,
    };
}
