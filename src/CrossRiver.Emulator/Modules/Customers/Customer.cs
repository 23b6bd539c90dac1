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

    /// <summary>Gets the key of the customer in events and in the journal.</summary>
    [JsonIgnore]
    public ResourceKey Resource { get; private init; }

    /// <summary>Gets a name within the world that does not depend on the order of calls. It is the seed of random choices about the customer.</summary>
    public required string Key { get; init; }

    public required Guid PartnerId { get; init; }

    /// <summary>Gets the bank's Customer Identification File number, 11 digits.</summary>
    public required string CifNumber { get; init; }

    public required Classification Classification { get; init; }

    /// <summary>Gets whether the customer is in use. It is from the start: the bank does not wait for the scans.</summary>
    public CustomerStatus Status { get; init; } = CustomerStatus.Active;

    public ScanStatus Ofac { get; init; } = ScanStatus.Pending;

    public ScanStatus PepScan { get; init; } = ScanStatus.Pending;

    /// <summary>Gets the result of the screening against the bank's internal list.</summary>
    /// <remarks>Assumed: the result stays Pending. Source: a partner's client, for Pending after the onboarding.</remarks>
    public ScanStatus InternalList { get; init; } = ScanStatus.Pending;

    /// <summary>Gets the result of the OFAC scan before its silent changes, or null if there was none since its last event.</summary>
    public ScanStatus? AnnouncedOfac { get; init; }

    /// <summary>Gets the result of the PEP scan before its silent changes, or null if there was none since its last event.</summary>
    public ScanStatus? AnnouncedPepScan { get; init; }

    public required CustomerName Name { get; init; }

    public required CustomerProfile Profile { get; init; }

    /// <summary>Gets the partner's own identifier, up to 50 characters.</summary>
    public string? ClientIdentifier { get; init; }

    public DueDiligence? DueDiligence { get; init; }

    public BusinessDueDiligence? BusinessDueDiligence { get; init; }

    // Children and owners are in the order in which they were added.
    public IReadOnlyList<Address> Addresses { get; init; } = [];

    public IReadOnlyList<Phone> Phones { get; init; } = [];

    public IReadOnlyList<Email> Emails { get; init; } = [];

    public IReadOnlyList<Identification> Identifications { get; init; } = [];

    public IReadOnlyList<BeneficialOwner> Owners { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset LastModifiedAt { get; init; }

    /// <summary>Gets the number of changes and events so far, including the creation.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Gets whether the customer is active and has a scan without a final result.</summary>
    [JsonIgnore]
    public bool IsUnsettled => Status is CustomerStatus.Active && !(ScanTransitions.IsFinal(Ofac) && ScanTransitions.IsFinal(PepScan));

    // Without details, because a tax id must not be logged.
    public override string ToString() => $"{nameof(Customer)} {Id}";

    /// <summary>Returns the customer as scenarios see it.</summary>
    public Subject ToSubject() => new(Id, Key, ClientIdentifier, CreatedAt, Status is CustomerStatus.Active);
}

/// <summary>The kind of a customer.</summary>
internal enum Classification
{
    Personal,
    Business,
}

/// <summary>The state of a customer.</summary>
internal enum CustomerStatus
{
    Active,

    /// <summary>Deactivated. Assumed: the bank's word for it is not documented.</summary>
    Inactive,
}

/// <summary>The result of a scan so far. The names are the bank's.</summary>
/// <remarks>Source: the bank's pages on OFAC results, for OFAC. Assumed: PEP results have the same names, beyond Pending and Clear.</remarks>
internal enum ScanStatus
{
    Pending,

    /// <summary>Nothing found; accounts may be opened.</summary>
    Clear,

    /// <summary>Something was found and is not reviewed yet.</summary>
    Failed,

    /// <summary>A person at the bank reviews the result, for up to 48 hours.</summary>
    Reviewing,

    /// <summary>Confirmed: the partner must decline the customer.</summary>
    Positive,
}
