using CrossRiver.Emulator.Modules.Customers.Children;
using CrossRiver.Emulator.Modules.Customers.Owners;
using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Modules.Customers;

/// <summary>A person or business that a partner has asked the bank to onboard.</summary>
internal sealed record Customer
{
    public required Guid Id
    {
        get;
        init => (field, Resource) = (value, ResourceKey.OfCustomer(value));
    }

    /// <summary>Gets what names the customer in events and in the journal.</summary>
    [JsonIgnore]
    public ResourceKey Resource { get; private init; }

    /// <summary>Names the customer within its world whatever the order of the calls; random choices about it start from this.</summary>
    public required string Key { get; init; }

    public required Guid PartnerId { get; init; }

    /// <summary>The bank's Customer Identification File number: 11 digits.</summary>
    public required string CifNumber { get; init; }

    public required Classification Classification { get; init; }

    /// <summary>Active from the start: the bank does not wait for the scans.</summary>
    public CustomerStatus Status { get; init; } = CustomerStatus.Active;

    public ScanStatus Ofac { get; init; } = ScanStatus.Pending;

    public ScanStatus PepScan { get; init; } = ScanStatus.Pending;

    public required CustomerName Name { get; init; }

    public required CustomerProfile Profile { get; init; }

    /// <summary>The partner's own identifier, up to 50 characters.</summary>
    public string? ClientIdentifier { get; init; }

    public DueDiligence? DueDiligence { get; init; }

    public BusinessDueDiligence? BusinessDueDiligence { get; init; }

    /// <summary>In the order in which they were added.</summary>
    public IReadOnlyList<Address> Addresses { get; init; } = [];

    /// <summary>In the order in which they were added.</summary>
    public IReadOnlyList<Phone> Phones { get; init; } = [];

    /// <summary>In the order in which they were added.</summary>
    public IReadOnlyList<Email> Emails { get; init; } = [];

    /// <summary>In the order in which they were added.</summary>
    public IReadOnlyList<Identification> Identifications { get; init; } = [];

    /// <summary>Who owns a business, in the order in which they were added.</summary>
    public IReadOnlyList<BeneficialOwner> Owners { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset LastModifiedAt { get; init; }

    /// <summary>How many changes and events the customer has had, its creation included.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Its name only: tax ids never go to a log.</summary>
    public override string ToString() => $"{nameof(Customer)} {Id}";

    /// <summary>Returns the customer as scenarios see it.</summary>
    public Subject ToSubject() => new(Id, Key, ClientIdentifier, CreatedAt, Status is CustomerStatus.Active);
}

/// <summary>What a customer is.</summary>
internal enum Classification
{
    Personal,
    Business,
}

/// <summary>Whether a customer is in use.</summary>
internal enum CustomerStatus
{
    Active,

    /// <summary>Deactivated. Assumed: the bank's word for it is not documented.</summary>
    Inactive,
}

/// <summary>How far a scan has come. The names are the bank's.</summary>
/// <remarks>
/// Source: the bank's pages on OFAC results. They give the names for OFAC; that PEP results
/// use them too, beyond Pending and Clear, is assumed.
/// </remarks>
internal enum ScanStatus
{
    /// <summary>Not answered yet.</summary>
    Pending,

    /// <summary>Nothing found; accounts may be opened.</summary>
    Clear,

    /// <summary>Something was found and nobody has looked at it.</summary>
    Failed,

    /// <summary>A person at the bank is looking; up to 48 hours.</summary>
    Reviewing,

    /// <summary>Confirmed: the partner must decline the customer.</summary>
    Positive,
}
