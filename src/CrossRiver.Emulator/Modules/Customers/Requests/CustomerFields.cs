using CrossRiver.Emulator.Modules.Customers.Children;
using CrossRiver.Emulator.Platform.Bodies;
using static CrossRiver.Emulator.Platform.Bodies.Field;
using static CrossRiver.Emulator.Platform.Bodies.FieldType;

namespace CrossRiver.Emulator.Modules.Customers.Requests;

/// <summary>Provides the fields of customer management with their rules: the only table of validation.</summary>
/// <remarks>
/// Source: the bank's pages, for the fields and the requirements of a create. If the bank's list of values is unknown, any text is valid. Assumed: all lengths
/// but that of <c>clientIdentifier</c>, and the required fields of children and owners. Assumed from the bodies of a partner's client: an address abroad needs
/// no city and no postal code, and a primary child without any value is taken as not sent.
/// </remarks>
internal static class CustomerFields
{
    private const int LongestState = 255;
    private const int LongestMailAddress = 254;

    private static readonly FieldType Country =
        OfText("must be a country code of two letters", Regions.IsCountry, new FieldFormat { Pattern = "^[A-Za-z]{2}$", IsPartial = true });

    private static readonly FieldType State = new("must be a state of two letters", IsState, new FieldFormat { Longest = LongestState, IsPartial = true });

    // Some countries have no postal codes or cities.
    private static readonly Requirement InUnitedStates = new("if `countryCode` is `US`", address => CountryOf(address) is null || IsAmerican(address));

    private static readonly FieldType MailAddress =
        OfText("must be an e-mail address", IsMailAddress, new FieldFormat { Format = "email", Longest = LongestMailAddress, IsPartial = true });

    private static readonly ByClassification OfUnclassified = new(classification: null);
    private static readonly ByClassification OfPersonal = new(Classification.Personal);
    private static readonly ByClassification OfBusiness = new(Classification.Business);

    public static IReadOnlyList<Field> Address { get; } =
    [
        Of("addressType", OneOf<AddressType>()).Required(),
        Of("classification", OneOf<AddressClassification>()).Required(),
        Of("isPrimary", Flag),
        Of("street1", Text()).Required(),
        Of("street2", Text()),
        Of("street3", Text()),
        Of("city", Text()).RequiredIf(InUnitedStates),
        Of("state", State),
        Of("postalCode", Text()).RequiredIf(InUnitedStates),
        Of("countryCode", Country).Required(),
    ];

    public static IReadOnlyList<Field> Phone { get; } =
    [
        Of("isPrimary", Flag),
        Of("phoneType", Text()).Required(),
        Of("phoneNumber", Digits(10)).Required(),
        Of("extension", Text()),
        Of("notes", Text()),
    ];

    public static IReadOnlyList<Field> Email { get; } =
    [
        Of("isPrimary", Flag),
        Of("emailType", Text()).Required(),
        Of("emailAddress", MailAddress).Required(),
    ];

    public static IReadOnlyList<Field> Identification { get; } =
    [
        Of("isPrimary", Flag),
        Of("idNumber", Text()).Required(),
        Of("idType", Text()).Required(),
        Of("issuedDate", Date),
        Of("expDate", Date),
        Of("verifiedDate", Date),
        Of("issuingAuthority", Text()).Required(),
        Of("issuingStateOrProvince", Text()),
        Of("issuingCountryCode", Country).Required(),
    ];

    public static IReadOnlyList<Field> Owner { get; } =
    [
        Of("ownerCustomerId", Id).Required(),
        Of("ownerTitle", Text()),
        Of("ownershipPercentage", NumberOrText(0, 100)).Required(),
    ];

    /// <summary>Returns the fields of a customer with a classification, or of a body without one.</summary>
    public static ByClassification For(Classification? classification) => classification switch
    {
        Classification.Personal => OfPersonal,
        Classification.Business => OfBusiness,
        _ => OfUnclassified,
    };

    private static bool IsState(FieldValue value) =>
        value.Json.TextOrNull() is { } state && (IsAmerican(value.Section) ? Regions.IsState(state) : state.Length <= LongestState);

    private static bool IsAmerican(JsonElement address) => string.Equals(CountryOf(address), "US", StringComparison.OrdinalIgnoreCase);

    private static string? CountryOf(JsonElement address) => address.FindMember("countryCode")?.TextOrNull();

    // The form that every provider accepts: a name, one @, and a domain with a dot.
    private static bool IsMailAddress(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var domain = text[(at + 1)..];
        return at is >= 1 and <= 64 && text.Length <= LongestMailAddress
            && !domain.Contains('@', StringComparison.Ordinal)
            && domain.Split('.') is { Length: >= 2 } labels && labels.All(label => label.Length > 0)
            && !text.Any(character => char.IsWhiteSpace(character) || char.IsControl(character));
    }

    /// <summary>The fields that depend on the classification of a customer.</summary>
    internal sealed class ByClassification(Classification? classification)
    {
        private readonly bool _personal = classification is Classification.Personal;
        private readonly bool _business = classification is Classification.Business;

        public IReadOnlyList<Field> Name => field ??=
        [
            Of("prefix", Text()),
            Of("firstName", Text()).RequiredIf(_personal).InWords("First name"),
            Of("middleName", Text()),
            Of("lastName", Text()).RequiredIf(_personal).InWords("Last name"),
            Of("suffix", Text()),
            Of("preferredName", Text()),
            Of("entityName", Text()).RequiredIf(_business).InWords("Entity name"),
        ];

        public IReadOnlyList<Field> Profile => field ??=
        [
            Of("regO", Flag).RequiredIf(_personal),
            Of("citizenshipCountryCode", Country),
            Of("politicallyExposedPerson", Flag).RequiredIf(_personal),
            Of("enableBackupWithholding", Flag),
            Of("backupWithholdingPercent", Number(0, 100)),
            Of("taxIdType", OneOf<TaxIdType>()).Required(),
            Of("taxId", Digits(9)).Required(),
            Of("birthDate", PastDate),
            Of("dateOfDeath", PastDate),
            Of("dateFormed", PastDate),
            Of("entityType", Text()),
            Of("riskRating", OneOf<RiskRating>()).Required(),
            Of("privacyOptOut", Flag),
            Of("ownershipType", Text()),
            Of("primaryOwnerCustomerId", Id),
            Of("parentEntityId", Id),
        ];

        public IReadOnlyList<Field> Create => field ??=
        [
            Of("partnerId", Id).Required(),
            Section("name", Name).Required(),
            Of("classification", OneOf<Classification>()).Required(),
            Section("profile", Profile).Required(),
            Of("clientIdentifier", Text(50)),
            Section(
                "dueDiligence",
                Of("employmentStatus", Text()),
                Of("occupation", Text()),
                Of("occupationDescription", Text()),
                Of("industry", Text()),
                Of("incomeSource", Text()),
                Of("incomeState", Text()),
                Of("incomeCountryCode", Country),
                Of("annualIncome", Number(0, 1_000_000_000_000)),
                Of("employerName", Text()),
                Of("employerState", Text()),
                Of("employerCountryCode", Country),
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
            Section("primaryAddress", Address).AbsentIfEmpty(),
            Section("primaryPhone", Phone).AbsentIfEmpty(),
            Section("primaryEmail", Email).AbsentIfEmpty(),
            Section("primaryIdentification", Identification).AbsentIfEmpty(),
        ];
    }
}
