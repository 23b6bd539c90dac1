using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Modules.Customers;

public sealed class CustomerEndpointsTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    private const string Customers = "/core/v1/cm/customers";
    private const string AnyId = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    private const string SevenDecimals = @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}-0[45]:00";
    private const string ThreeDecimals = @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}-0[45]:00";

    private readonly Partner _partner = emulator.NewPartner();

    [Fact]
    [ContractRow("6.3 200")]
    [ContractRow("7.2 plain dates")]
    public async Task A_created_customer_is_answered_as_in_the_tutorial()
    {
        var customer = await _partner.OnboardAsync();

        Example.AssertLike("create-personal.response.json", customer, Own(SevenDecimals));
    }

    [Fact]
    public async Task A_scanned_customer_is_answered_as_in_the_tutorial()
    {
        var customer = await _partner.OnboardAsync();
        await _partner.DecideAsync(customer, new JsonObject { ["ofac"] = "Clear", ["pepScan"] = "Clear" });

        var scanned = await _partner.GetCustomerAsync(customer);

        Example.AssertLike("get-after-scan.response.json", scanned, Own(ThreeDecimals));
        Assert.Equal(customer["cifNumber"]!.ToString(), scanned["cifNumber"]!.ToString());
        Assert.StartsWith(((string)scanned["createdAt"]!)[..23], (string)customer["createdAt"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_sent_is_answered_in_the_order_of_the_bank()
    {
        var body = _partner.Body("create-personal-full.request.json");

        var customer = await _partner.OnboardAsync(body);

        Assert.Equal(body["profile"]!.ToJsonString(), customer["profile"]!.ToJsonString());
        Assert.Equal(body["dueDiligence"]!.ToJsonString(), customer["dueDiligence"]!.ToJsonString());
        Assert.Equal((string)body["clientIdentifier"]!, (string)customer["clientIdentifier"]!);
        Assert.Equal("John Smith", (string)customer["name"]!["fullName"]!);
    }

    [Fact]
    public async Task A_business_is_created_with_its_own_fields()
    {
        var customer = await _partner.OnboardAsync(_partner.Body("create-business.request.json"));

        Assert.Equal("Business", (string)customer["classification"]!);
        Assert.Equal("Bodek Business Technologies Corp", (string)customer["name"]!["fullName"]!);
        Assert.Equal("541512", (string)customer["businessDueDiligence"]!["naics"]!);
    }

    [Fact]
    [ContractRow("6.1 validation")]
    [ContractRow("6.2 1000-1999")]
    public async Task Missing_names_are_told_as_in_the_banks_example()
    {
        var body = _partner.Body("create-personal.request.json");
        body["name"] = new JsonObject();

        var answer = await _partner.PostAsync(Customers, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(Example.Read("error.validation.response.json").ToJsonString(), answer.Json.ToJsonString());
    }

    [Theory]
    [InlineData("{}", "PartnerId required", "Name required", "Classification required", "Profile required")]
    [InlineData(
        """{"partnerId":"x","name":{"firstName":1,"lastName":""},"classification":"Personal","profile":{}}""",
        "PartnerId must be a GUID",
        "First name must be text of at most 255 characters",
        "Last name required",
        "Profile.RegO required",
        "Profile.PoliticallyExposedPerson required",
        "Profile.TaxIdType required",
        "Profile.TaxId required",
        "Profile.RiskRating required")]
    [InlineData(
        """{"partnerId":null,"name":[],"classification":"Both","profile":{"taxIdType":"Ssn","taxId":"12-3456789","riskRating":"None","birthDate":"1953-02-30","regO":"no"}}""",
        "PartnerId required",
        "Name must be an object",
        "Classification must be one of Personal, Business",
        "Profile.RegO must be true or false",
        "Profile.TaxId must be 9 digits",
        "Profile.BirthDate must be a date, YYYY-MM-DD, not in the future",
        "Profile.RiskRating must be one of Low, Medium, High")]
    [InlineData(
        """{"name":{"firstName":"\ud800"},"classification":"Business","profile":{"taxIdType":"Ein","taxId":"999000004","riskRating":"Low"},"clientIdentifier":"123456789012345678901234567890123456789012345678901"}""",
        "PartnerId required",
        "First name must be text of at most 255 characters",
        "Entity name required",
        "ClientIdentifier must be text of at most 50 characters")]
    public async Task Every_fault_of_a_body_is_told_in_the_order_of_the_fields(string body, params string[] messages)
    {
        var answer = await _partner.PostTextAsync(Customers, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(messages, answer.Messages);
        Assert.All(answer.Json["errors"]!.AsArray(), error => Assert.Equal(1000, (int)error!["code"]!));
    }

    [Fact]
    public async Task Members_and_names_are_read_in_any_casing_and_answered_in_the_banks()
    {
        var answer = await _partner.PostTextAsync("/Core/V1/CM/Customers", $$$"""
            {"partnerID":"{{{_partner.Id}}}","NAME":{"FirstName":"Ada","lastname":"Lovelace"},"Classification":"personal",
            "profile":{"rego":false,"politicallyExposedPerson":false,"taxIdType":"SSN","taxId":"119988776","riskRating":"low"}}
            """);

        var customer = answer.Expect(HttpStatusCode.OK);
        Assert.Equal("Personal", (string)customer["classification"]!);
        Assert.Equal("Ssn", (string)customer["profile"]!["taxIdType"]!);
        Assert.Equal("Ada Lovelace", (string)customer["name"]!["fullName"]!);
    }

    [Theory]
    [InlineData(" 6e80b097-693c-4592-8440-02f345335bbf")]
    [InlineData("0x80b097-693c-4592-8440-02f345335bbf")]
    [InlineData("+e80b097-693c-4592-8440-02f345335bbf")]
    [InlineData("{6e80b097-693c-4592-8440-02f345335bb}")]
    public async Task An_identifier_has_one_form(string id)
    {
        var body = _partner.Body("create-personal.request.json");
        body["partnerId"] = id;

        Assert.Equal(["PartnerId must be a GUID"], (await _partner.PostAsync(Customers, body)).Messages);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("Personal, Business")]
    [ContractRow("7.2 enum casing")]
    public async Task An_enumeration_is_read_by_its_names_only(string classification)
    {
        var body = _partner.Body("create-personal.request.json");
        body["classification"] = classification;

        Assert.Equal(["Classification must be one of Personal, Business"], (await _partner.PostAsync(Customers, body)).Messages);
    }

    [Fact]
    public async Task A_person_with_an_empty_entity_name_keeps_the_own_one()
    {
        var body = _partner.Body("create-personal.request.json");
        body["name"]!["entityName"] = "";

        Assert.Equal("Peter Griffin", (string)(await _partner.OnboardAsync(body))["name"]!["fullName"]!);
    }

    [Fact]
    public async Task A_create_that_a_rule_forbids_leaves_no_trace_not_even_a_world()
    {
        var stranger = emulator.NewPartner();
        var body = stranger.Body("create-business.request.json");
        body["profile"]!["primaryOwnerCustomerId"] = "6f9619ff-8b86-d011-b42d-00c04fc964ff";

        Assert.Equal(2002, (int)(await stranger.PostAsync(Customers, body)).Json["errors"]![0]!["code"]!);

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(stranger.Control)).Status);
        await _partner.OnboardAsync();
        var before = (await _partner.GetJournalAsync()).Count(entry => (string)entry["kind"]! == "change");
        body["partnerId"] = _partner.Id.ToString();
        Assert.Equal(2002, (int)(await _partner.PostAsync(Customers, body)).Json["errors"]![0]!["code"]!);
        Assert.Equal(1, await _partner.CountCustomersAsync());
        Assert.Equal(before, (await _partner.GetJournalAsync()).Count(entry => (string)entry["kind"]! == "change"));
    }

    [Fact]
    public async Task A_member_that_the_bank_does_not_document_is_taken_and_noted()
    {
        var body = _partner.Body("create-personal.request.json");
        body["profile"]!["shoeSize"] = 43;

        await _partner.OnboardAsync(body);

        var call = (await _partner.GetJournalAsync())[0];
        Assert.Equal(["Profile.shoeSize"], call["unknownMembers"]!.AsArray().Select(member => (string)member!));
    }

    [Theory]
    [InlineData("6f9619ff-8b86-d011-b42d-00c04fc964ff")]
    [InlineData("peter")]
    public async Task An_unknown_customer_is_not_found(string id)
    {
        var answer = await _partner.GetAsync($"{Customers}/{id}");

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal($$"""{"errors":[{"code":1404,"message":"Customer {{id}} not found"}]}""", answer.Text);
    }

    private static Dictionary<string, string> Own(string createdAt) => new(StringComparer.Ordinal)
    {
        ["id"] = AnyId,
        ["cifNumber"] = @"\d{11}",
        ["createdAt"] = createdAt,
        ["lastModifiedAt"] = SevenDecimals,
        ["partnerId"] = AnyId,
    };
}
