using CrossRiver.Emulator.Modules.Customers.Requests;
using CrossRiver.Emulator.Platform.Bodies;

namespace CrossRiver.Emulator.Modules.Customers;

/// <summary>The name of a customer. A person has a first and a last name, a business an entity name.</summary>
internal sealed record CustomerName : IRequestBody
{
    public string? Prefix { get; init; }

    public string? FirstName { get; init; }

    public string? MiddleName { get; init; }

    public string? LastName { get; init; }

    public string? Suffix { get; init; }

    public string? PreferredName { get; init; }

    public string? EntityName { get; init; }

    /// <summary>First and last name, or the entity name.</summary>
    /// <remarks>Source: the onboarding tutorial, for first and last name. Assumed: the omission of the other parts, and the business case.</remarks>
    public string FullName => string.IsNullOrEmpty(FirstName) && string.IsNullOrEmpty(LastName) ? EntityName ?? "" : $"{FirstName} {LastName}";

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => CustomerFields.For(classification: null).Name;
}

/// <summary>A customer's banking profile. Members that were not sent are absent.</summary>
/// <remarks>
/// The order is that of the bank's samples of persons and businesses. Source: a partner's client, for <c>dateOfDeath</c> and <c>parentEntityId</c>. Assumed:
/// the place of these two.
/// </remarks>
internal sealed record CustomerProfile : IRequestBody
{
    /// <summary>True for an insider of the bank (Regulation O).</summary>
    public bool? RegO { get; init; }

    /// <summary>Two letters, ISO 3166.</summary>
    public string? CitizenshipCountryCode { get; init; }

    public bool? PoliticallyExposedPerson { get; init; }

    public bool? EnableBackupWithholding { get; init; }

    /// <summary>0 to 100.</summary>
    public decimal? BackupWithholdingPercent { get; init; }

    public TaxIdType? TaxIdType { get; init; }

    /// <summary>9 digits. The bank answers it whole.</summary>
    public string? TaxId { get; init; }

    public DateOnly? BirthDate { get; init; }

    public DateOnly? DateOfDeath { get; init; }

    public DateOnly? DateFormed { get; init; }

    public string? EntityType { get; init; }

    public RiskRating? RiskRating { get; init; }

    public bool? PrivacyOptOut { get; init; }

    public string? OwnershipType { get; init; }

    /// <summary>The owner of a business, a Personal customer.</summary>
    public Guid? PrimaryOwnerCustomerId { get; init; }

    /// <summary>The identifier of a parent entity, which is only kept.</summary>
    public Guid? ParentEntityId { get; init; }

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => CustomerFields.For(classification: null).Profile;

    /// <summary>Gets the owner of the business, or null if there is none or the identifier has only zeros.</summary>
    [JsonIgnore]
    public Guid? NamedOwner => PrimaryOwnerCustomerId == Guid.Empty ? null : PrimaryOwnerCustomerId;

    /// <summary>Returns the profile as the bank keeps it.</summary>
    /// <remarks>Source: the onboarding tutorial, for the withholding. The bank's sample of a business has an owner of all zeros, which means none.</remarks>
    public CustomerProfile Normalized() => this with { EnableBackupWithholding = EnableBackupWithholding ?? false, PrimaryOwnerCustomerId = NamedOwner };
}

/// <summary>The register of a tax id.</summary>
/// <remarks>Source: Ssn and Ein from the bank's samples. Assumed: Itin and Vat, from an intermediary's page.</remarks>
internal enum TaxIdType
{
    Ssn,
    Ein,
    Itin,
    Vat,
}

/// <summary>The risk that the partner sees in a customer.</summary>
internal enum RiskRating
{
    Low,
    Medium,
    High,
}

/// <summary>The work and the income of a person.</summary>
internal sealed record DueDiligence
{
    public string? EmploymentStatus { get; init; }

    public string? Occupation { get; init; }

    public string? OccupationDescription { get; init; }

    public string? Industry { get; init; }

    public string? IncomeSource { get; init; }

    public string? IncomeState { get; init; }

    public string? IncomeCountryCode { get; init; }

    public decimal? AnnualIncome { get; init; }

    public string? EmployerName { get; init; }

    public string? EmployerState { get; init; }

    public string? EmployerCountryCode { get; init; }

    public string? WealthSource { get; init; }

    public string? WealthSourceDescription { get; init; }

    public string? SourceOfFunds { get; init; }
}

/// <summary>The activities of a business.</summary>
internal sealed record BusinessDueDiligence
{
    public string? NatureOfBusiness { get; init; }

    public string? Naics { get; init; }

    public string? MerchantCategoryCode { get; init; }

    public string? BusinessUrl { get; init; }

    public DateOnly? RelationshipFormationDate { get; init; }
}
