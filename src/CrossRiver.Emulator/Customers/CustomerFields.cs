using CrossRiver.Emulator.Bodies;
using static CrossRiver.Emulator.Bodies.Field;
using static CrossRiver.Emulator.Bodies.FieldType;

namespace CrossRiver.Emulator.Customers;

/// <summary>Every field of customer management, and what it must look like.</summary>
/// <remarks>
/// Source: which fields there are, and which of a create are required, from the bank's pages (contract: customers 1.1 to
/// 1.5). Assumed: all lengths but that of <c>clientIdentifier</c>, and what is required of an address and a phone.
/// </remarks>
internal static class CustomerFields
{
    private static readonly FieldType TaxId = OfText("must be 9 digits", text => text.Length == 9 && text.All(char.IsAsciiDigit));
    private static readonly FieldType PhoneNumber = OfText("must be 10 digits", text => text.Length == 10 && text.All(char.IsAsciiDigit));
    private static readonly FieldType Country = OfText("must be a country code of two letters", text => text.Length == 2 && text.All(char.IsAsciiLetter));

    private static readonly IReadOnlyList<Field> CreateUnclassified = CreateFor(null);
    private static readonly IReadOnlyList<Field> CreatePersonal = CreateFor(Classification.Personal);
    private static readonly IReadOnlyList<Field> CreateBusiness = CreateFor(Classification.Business);

    /// <summary>An address.</summary>
    public static IReadOnlyList<Field> Address { get; } =
    [
        Of("addressType", OneOf<AddressType>()).Required(),
        Of("classification", OneOf<AddressClassification>()).Required(),
        Of("isPrimary", Flag),
        Of("street1", Text()).Required(),
        Of("street2", Text()),
        Of("city", Text()).Required(),
        Of("state", Text()),
        Of("postalCode", Text()).Required(),
        Of("countryCode", Country).Required(),
    ];

    /// <summary>A phone.</summary>
    public static IReadOnlyList<Field> Phone { get; } =
    [
        Of("isPrimary", Flag),
        Of("phoneType", Text()).Required(),
        Of("phoneNumber", PhoneNumber).Required(),
        Of("extension", Text()),
    ];

    /// <summary>A new customer.</summary>
    /// <param name="classification">What it is to be, or <see langword="null"/> while the body does not say.</param>
    public static IReadOnlyList<Field> Create(Classification? classification) => classification switch
    {
        Classification.Personal => CreatePersonal,
        Classification.Business => CreateBusiness,
        _ => CreateUnclassified,
    };

    private static IReadOnlyList<Field> CreateFor(Classification? classification)
    {
        var personal = classification is Classification.Personal;
        var business = classification is Classification.Business;

        return
        [
            Of("partnerId", Id).Required(),
            Section(
                "name",
                Of("prefix", Text()),
                Of("firstName", Text()).RequiredIf(personal).InWords("First name"),
                Of("middleName", Text()),
                Of("lastName", Text()).RequiredIf(personal).InWords("Last name"),
                Of("suffix", Text()),
                Of("preferredName", Text()),
                Of("entityName", Text()).RequiredIf(business).InWords("Entity name")).Required(),
            Of("classification", OneOf<Classification>()).Required(),
            Section(
                "profile",
                Of("regO", Flag).RequiredIf(personal),
                Of("citizenshipCountryCode", Country),
                Of("politicallyExposedPerson", Flag).RequiredIf(personal),
                Of("enableBackupWithholding", Flag),
                Of("backupWithholdingPercent", Number(0, 100)),
                Of("taxIdType", OneOf<TaxIdType>()).Required(),
                Of("taxId", TaxId).Required(),
                Of("birthDate", Date),
                Of("dateFormed", Date),
                Of("entityType", Text()),
                Of("riskRating", OneOf<RiskRating>()).Required(),
                Of("privacyOptOut", Flag),
                Of("ownershipType", Text()),
                Of("primaryOwnerCustomerId", Id)).Required(),
            Of("clientIdentifier", Text(50)),
            Section(
                "dueDiligence",
                Of("employmentStatus", Text()),
                Of("occupation", Text()),
                Of("occupationDescription", Text()),
                Of("industry", Text()),
                Of("incomeSource", Text()),
                Of("incomeState", Text()),
                Of("incomeCountryCode", Text()),
                Of("annualIncome", Number(0, 1_000_000_000_000)),
                Of("employerName", Text()),
                Of("employerState", Text()),
                Of("employerCountryCode", Text()),
                Of("wealthSource", Text()),
                Of("wealthSourceDescription", Text()),
                Of("sourceOfFunds", Text())),
            Section(
                "businessDueDiligence",
                Of("natureOfBusiness", Text()),
                Of("naics", Text()),
                Of("merchantCategoryCode", Text()),
                Of("businessUrl", Text()),
                Of("relationshipFormationDate", Date)),
        ];
    }
}
