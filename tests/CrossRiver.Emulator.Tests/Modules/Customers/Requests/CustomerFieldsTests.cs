using System.Text.Json;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Modules.Customers.Requests;

/// <summary>The bodies of requests about customers are checked, field by field.</summary>
public sealed class CustomerFieldsTests
{
    private static readonly DateOnly Today = new(2021, 11, 22);

    [Theory]
    [InlineData("Personal", "First name required", "Last name required", "Profile.RegO required", "Profile.PoliticallyExposedPerson required")]
    [InlineData("Business", "Entity name required")]
    [InlineData(null)]
    public void The_classification_decides_about_required_fields(string? classification, params string[] messages)
    {
        Classification? known = classification is null ? null : Enum.Parse<Classification>(classification);
        var fields = new CustomerFields.ByClassification(known).Create;
        var body = $$"""
            {
                "partnerId": "{{TestCustomers.Partner}}", "classification": "Personal", "name": {},
                "profile": { "taxId": "119988776", "taxIdType": "Ssn", "riskRating": "Low" }
            }
            """;

        Assert.Equal(messages, FaultsOf(fields, body));
        Assert.Equal(["PartnerId required", "Name required", "Classification required", "Profile required"], FaultsOf(fields, "{}"));
        Assert.Equal(messages, FaultsOf(CustomerFields.For(known).Create, body));
        Assert.Same(CustomerFields.For(known).Create, CustomerFields.For(known).Create);
        Assert.Same(CustomerFields.For(known).Name, CustomerFields.For(known).Name);
        Assert.Same(CustomerFields.For(known).Profile, CustomerFields.For(known).Profile);
    }

    [Theory]
    [InlineData("personal", 2)]
    [InlineData("BUSINESS", 1)]
    [InlineData("other", 0)]
    public void A_create_is_checked_by_the_classification_in_it(string classification, int namesNeeded)
    {
        var body = JsonSerializer.SerializeToElement(new { Classification = classification });

        Assert.Equal(namesNeeded, CreateCustomerRequest.FieldsFor(body).Single(field => field.Name == "name").Members.Count(name => name.IsRequired));
        Assert.Equal("classification", CreateCustomerRequest.DecidingMember);
    }

    [Fact]
    public void Each_field_of_a_create_has_its_form() => Assert.Equal(
        [
            "PartnerId must be a GUID",
            "Name.Prefix must be text of at most 255 characters",
            "First name must be text of at most 255 characters",
            "Name.MiddleName must be text of at most 255 characters",
            "Last name must be text of at most 255 characters",
            "Name.Suffix must be text of at most 255 characters",
            "Name.PreferredName must be text of at most 255 characters",
            "Entity name must be text of at most 255 characters",
            "Classification must be one of Personal, Business",
            "Profile.RegO must be true or false",
            "Profile.CitizenshipCountryCode must be a country code of two letters",
            "Profile.PoliticallyExposedPerson must be true or false",
            "Profile.EnableBackupWithholding must be true or false",
            "Profile.BackupWithholdingPercent must be a number from 0 to 100",
            "Profile.TaxIdType must be one of Ssn, Ein, Itin, Vat",
            "Profile.TaxId must be 9 digits",
            "Profile.BirthDate must be a date, YYYY-MM-DD, not in the future",
            "Profile.DateOfDeath must be a date, YYYY-MM-DD, not in the future",
            "Profile.DateFormed must be a date, YYYY-MM-DD, not in the future",
            "Profile.EntityType must be text of at most 255 characters",
            "Profile.RiskRating must be one of Low, Medium, High",
            "Profile.PrivacyOptOut must be true or false",
            "Profile.OwnershipType must be text of at most 255 characters",
            "Profile.PrimaryOwnerCustomerId must be a GUID",
            "Profile.ParentEntityId must be a GUID",
            "ClientIdentifier must be text of at most 50 characters",
            "DueDiligence.EmploymentStatus must be text of at most 255 characters",
            "DueDiligence.Occupation must be text of at most 255 characters",
            "DueDiligence.OccupationDescription must be text of at most 255 characters",
            "DueDiligence.Industry must be text of at most 255 characters",
            "DueDiligence.IncomeSource must be text of at most 255 characters",
            "DueDiligence.IncomeState must be text of at most 255 characters",
            "DueDiligence.IncomeCountryCode must be a country code of two letters",
            "DueDiligence.AnnualIncome must be a number from 0 to 1000000000000",
            "DueDiligence.EmployerName must be text of at most 255 characters",
            "DueDiligence.EmployerState must be text of at most 255 characters",
            "DueDiligence.EmployerCountryCode must be a country code of two letters",
            "DueDiligence.WealthSource must be text of at most 255 characters",
            "DueDiligence.WealthSourceDescription must be text of at most 255 characters",
            "DueDiligence.SourceOfFunds must be text of at most 255 characters",
            "BusinessDueDiligence.NatureOfBusiness must be text of at most 255 characters",
            "BusinessDueDiligence.Naics must be text of at most 255 characters",
            "BusinessDueDiligence.MerchantCategoryCode must be text of at most 255 characters",
            "BusinessDueDiligence.BusinessUrl must be text of at most 255 characters",
            "BusinessDueDiligence.RelationshipFormationDate must be a date, YYYY-MM-DD",
            "PrimaryAddress must be an object",
            "PrimaryPhone must be an object",
            "PrimaryEmail must be an object",
            "PrimaryIdentification must be an object",
        ],
        FaultsOf(New().Create, Wrong(New().Create)));

    [Fact]
    public void Each_field_of_a_child_has_its_form()
    {
        Assert.Equal(
            [
                "AddressType must be one of Home, Work, Other",
                "Classification must be one of Residential, Business, PoBox, Rural, Military, Other",
                "IsPrimary must be true or false",
                "Street1 must be text of at most 255 characters",
                "Street2 must be text of at most 255 characters",
                "Street3 must be text of at most 255 characters",
                "City must be text of at most 255 characters",
                "State must be a state of two letters",
                "PostalCode must be text of at most 255 characters",
                "CountryCode must be a country code of two letters",
            ],
            FaultsOf(CustomerFields.Address, Wrong(CustomerFields.Address)));
        Assert.Equal(
            [
                "IsPrimary must be true or false",
                "PhoneType must be text of at most 255 characters",
                "PhoneNumber must be 10 digits",
                "Extension must be text of at most 255 characters",
                "Notes must be text of at most 255 characters",
            ],
            FaultsOf(CustomerFields.Phone, Wrong(CustomerFields.Phone)));
        Assert.Equal(
            ["IsPrimary must be true or false", "EmailType must be text of at most 255 characters", "EmailAddress must be an e-mail address"],
            FaultsOf(CustomerFields.Email, Wrong(CustomerFields.Email)));
        Assert.Equal(
            [
                "IsPrimary must be true or false",
                "IdNumber must be text of at most 255 characters",
                "IdType must be text of at most 255 characters",
                "IssuedDate must be a date, YYYY-MM-DD",
                "ExpDate must be a date, YYYY-MM-DD",
                "VerifiedDate must be a date, YYYY-MM-DD",
                "IssuingAuthority must be text of at most 255 characters",
                "IssuingStateOrProvince must be text of at most 255 characters",
                "IssuingCountryCode must be a country code of two letters",
            ],
            FaultsOf(CustomerFields.Identification, Wrong(CustomerFields.Identification)));
        Assert.Equal(
            ["OwnerCustomerId must be a GUID", "OwnerTitle must be text of at most 255 characters", "OwnershipPercentage must be a number from 0 to 100"],
            FaultsOf(CustomerFields.Owner, Wrong(CustomerFields.Owner)));
    }

    [Fact]
    public void An_empty_child_lacks_what_is_required()
    {
        Assert.Equal(
            ["AddressType required", "Classification required", "Street1 required", "City required", "PostalCode required", "CountryCode required"],
            FaultsOf(CustomerFields.Address, "{}"));
        Assert.Equal(["PhoneType required", "PhoneNumber required"], FaultsOf(CustomerFields.Phone, "{}"));
        Assert.Equal(["EmailType required", "EmailAddress required"], FaultsOf(CustomerFields.Email, "{}"));
        Assert.Equal(["IdNumber required", "IdType required", "IssuingAuthority required", "IssuingCountryCode required"], FaultsOf(CustomerFields.Identification, "{}"));
        Assert.Equal(["OwnerCustomerId required", "OwnershipPercentage required"], FaultsOf(CustomerFields.Owner, "{}"));
    }

    [Fact]
    public void A_primary_child_without_a_value_is_taken_as_not_sent()
    {
        var children = New().Create.Where(field => field.Name.StartsWith("primary", StringComparison.Ordinal)).ToList();

        Assert.Equal(4, children.Count);
        Assert.Empty(FaultsOf(children, """{"primaryAddress":{"city":null},"primaryPhone":{},"primaryEmail":{"isPrimary":null},"primaryIdentification":{"other":null}}"""));
        Assert.Equal(
            [6, 2, 2, 4],
            children.Select(child => FaultsOf([child], $$$"""{"{{{child.Name}}}":{"isPrimary":true}}""").Count));
    }

    [Theory]
    [InlineData("US", "NY", "")]
    [InlineData("us", "ny", "")]
    [InlineData("US", "ZZ", "State")]
    [InlineData("US", "New York", "State")]
    [InlineData("DE", "Bayern", "")]
    [InlineData("XX", "NY", "CountryCode")]
    [InlineData("USA", "NY", "CountryCode")]
    [InlineData("US", "AE", "")]
    [InlineData("FM", "DE", "")]
    public void A_state_is_checked_in_the_United_States_only(string country, string state, string wrong) => Assert.Equal(
        wrong,
        string.Join(' ', FaultsOf(CustomerFields.Address, AddressOf(country, state)).Select(fault => fault.Split(' ')[0])));

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void A_state_abroad_has_255_letters_at_most(int length, bool isTaken) =>
        Assert.Equal(isTaken ? [] : ["State must be a state of two letters"], FaultsOf(CustomerFields.Address, AddressOf("DE", new string('x', length))));

    [Theory]
    [InlineData("US", "City required", "PostalCode required")]
    [InlineData("us", "City required", "PostalCode required")]
    [InlineData("HK")]
    [InlineData(null, "City required", "PostalCode required", "CountryCode required")]
    public void City_and_postal_code_are_required_in_the_United_States(string? country, params string[] messages) => Assert.Equal(
        messages,
        FaultsOf(CustomerFields.Address, JsonSerializer.Serialize(new { addressType = "Home", classification = "Other", street1 = "1", countryCode = country })));

    [Theory]
    [InlineData("a@b.c", true)]
    [InlineData("peter.griffin+loan@mail.example.test", true)]
    [InlineData("@b.c", false)]
    [InlineData("b.c", false)]
    [InlineData("a@b", false)]
    [InlineData("a@b.", false)]
    [InlineData("a@.c", false)]
    [InlineData("a@b..c", false)]
    [InlineData("a@@b.c", false)]
    [InlineData("a@b@c.d", false)]
    [InlineData("a b@c.d", false)]
    [InlineData("a@c\u0007.d", false)]
    [InlineData("a\t@c.d", false)]
    [InlineData("a@c.d\n", false)]
    public void A_mail_address_is_a_name_and_a_domain_with_a_dot(string text, bool isTaken) => Assert.Equal(isTaken, IsMailAddress(text));

    [Theory]
    [InlineData(1, 5, true)]
    [InlineData(64, 189, true)]
    [InlineData(65, 189, false)]
    [InlineData(64, 190, false)]
    [InlineData(10, 243, true)]
    [InlineData(10, 244, false)]
    public void A_mail_address_has_254_characters_at_most_and_64_before_the_at(int before, int after, bool isTaken) =>
        Assert.Equal(isTaken, IsMailAddress($"{new string('a', before)}@{new string('b', after - 2)}.c"));

    [Theory]
    [InlineData("2021-11-22", true)]
    [InlineData("2021-11-23", false)]
    public void A_birth_is_not_in_the_future(string date, bool isTaken) => Assert.Equal(
        isTaken,
        FaultsOf([.. New().Profile.Where(field => field.Name is "birthDate")], $$"""{"birthDate":"{{date}}"}""") is []);

    [Fact]
    public void Codes_of_countries_and_states_are_known_in_any_casing()
    {
        var letters = Enumerable.Range('A', 26).Select(letter => (char)letter).ToList();
        var codes = letters.SelectMany(first => letters.Select(second => $"{first}{second}")).ToList();

        Assert.Equal((249, 63), (codes.Count(Regions.IsCountry), codes.Count(Regions.IsState)));
        Assert.All(["AD", "ZW", "GF", "GG", "KN", "KP", "NA", "NC", "SI", "SJ", "VI", "VN", "us", "Gb"], code => Assert.True(Regions.IsCountry(code)));
        Assert.All(["AL", "SC", "SD", "AP", "ny", "Pr", "DC"], code => Assert.True(Regions.IsState(code)));
        Assert.All(["", "U", "USA", "XX", "U S"], code => Assert.False(Regions.IsCountry(code) || Regions.IsState(code)));
    }

    private static CustomerFields.ByClassification New() => new(classification: null);

    private static bool IsMailAddress(string text) => FaultsOf(CustomerFields.Email, JsonSerializer.Serialize(new { emailType = "Home", emailAddress = text })) switch
    {
        [] => true,
        ["EmailAddress must be an e-mail address"] => false,
        var others => throw new InvalidOperationException(others[0]),
    };

    private static string AddressOf(string country, string state) =>
        JsonSerializer.Serialize(new { addressType = "Home", classification = "Other", street1 = "1", city = "C", postalCode = "P", countryCode = country, state });

    // A list is neither text, number nor flag. The primary children are lists themselves.
    private static string Wrong(IReadOnlyList<Field> fields) => WrongObject(fields).ToJsonString();

    private static JsonObject WrongObject(IReadOnlyList<Field> fields) => new(fields.Select(field =>
        KeyValuePair.Create(field.Name, field.Members is [] || field.IsAbsentIfEmpty ? (JsonNode?)new JsonArray() : WrongObject(field.Members))));

    private static IReadOnlyList<string> FaultsOf(IReadOnlyList<Field> fields, string json)
    {
        var check = new BodyCheck(Today, new ServiceCollection().BuildServiceProvider());
        check.Check(JsonElement.Parse(json), fields);
        return Record.Exception(check.ThrowIfFaulty) is ApiException refused ? refused.Messages : [];
    }
}
