using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Modules.Customers;

/// <summary>Bodies as a partner's client sends them that was written against the live bank.</summary>
public sealed class LivePartnerBodiesTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private const string Customers = "/core/v1/cm/customers";
    private const string ParentId = "0f8fad5b-d9cb-469f-a165-70867728950e";

    private readonly Partner _partner = emulator.NewPartner();

    [Fact]
    public async Task Members_that_only_clients_show_are_kept_and_answered_also_by_a_restored_world()
    {
        var body = _partner.Body("create-personal-full.request.json");
        (body["profile"]!["dateOfDeath"], body["profile"]!["parentEntityId"]) = ("2020-02-29", ParentId);
        body["primaryAddress"]!["street3"] = "Door 7";
        body["primaryPhone"]!["notes"] = "After six";

        var customer = await _partner.OnboardAsync(body);
        AssertKept(customer);
        AssertKept(await _partner.GetCustomerAsync(customer));
        Assert.DoesNotContain("unknownMembers", (await _partner.GetJournalAsync())[0].ToJsonString(), StringComparison.Ordinal);

        var snapshot = (await _partner.GetAsync($"{_partner.Control}/snapshot")).Expect(HttpStatusCode.OK);
        await _partner.ResetAsync();
        (await _partner.PutAsync($"{_partner.Control}/snapshot", snapshot)).Expect(HttpStatusCode.OK);
        AssertKept(await _partner.GetCustomerAsync(customer));
    }

    [Fact]
    public async Task Members_that_only_clients_show_can_be_changed()
    {
        var customer = await _partner.OnboardAsync(_partner.Body("create-personal-full.request.json"));

        var changed = await ChangeAsync($"{customer["id"]}/profile", new JsonObject { ["dateOfDeath"] = "2020-02-29", ["parentEntityId"] = ParentId });
        var address = await ChangeAsync($"{customer["id"]}/addresses/{customer["primaryAddress"]!["id"]}", new JsonObject { ["street3"] = "Door 7" });
        var phone = await ChangeAsync($"{customer["id"]}/phones/{customer["primaryPhone"]!["id"]}", new JsonObject { ["notes"] = "After six" });

        Assert.Equal(("2020-02-29", ParentId), ((string)changed["profile"]!["dateOfDeath"]!, (string)changed["profile"]!["parentEntityId"]!));
        Assert.Equal(("Door 7", "After six"), ((string)address["street3"]!, (string)phone["notes"]!));
        AssertKept(await _partner.GetCustomerAsync(customer));
    }

    [Fact]
    public async Task Members_that_only_clients_show_have_a_form()
    {
        var body = _partner.Body("create-personal-full.request.json");
        (body["profile"]!["dateOfDeath"], body["profile"]!["parentEntityId"]) = ("2999-01-01", "none");
        body["primaryAddress"]!["street3"] = 3;
        body["primaryPhone"]!["notes"] = new JsonArray();

        Assert.Equal(
            [
                "Profile.DateOfDeath must be a date, YYYY-MM-DD, not in the future",
                "Profile.ParentEntityId must be a GUID",
                "PrimaryAddress.Street3 must be text of at most 255 characters",
                "PrimaryPhone.Notes must be text of at most 255 characters",
            ],
            (await _partner.PostAsync(Customers, body)).Messages);
    }

    [Theory]
    [InlineData("city")]
    [InlineData("state")]
    [InlineData("postalCode")]
    [InlineData("city", "state", "postalCode")]
    public async Task An_address_abroad_may_have_no_city_state_or_postal_code(params string[] members)
    {
        var body = _partner.Body("create-personal-full.request.json");
        var address = body["primaryAddress"]!.AsObject();
        address["countryCode"] = "HK";
        members.ToList().ForEach(member => address[member] = null);

        var customer = await _partner.OnboardAsync(body);
        members.ToList().ForEach(member => address.Remove(member));
        var added = (await _partner.PostAsync($"{Customers}/{customer["id"]}/addresses", address.DeepClone().AsObject())).Expect(HttpStatusCode.OK);

        Assert.All([customer["primaryAddress"]!.AsObject(), added], answered => Assert.All(members, member => Assert.False(answered.ContainsKey(member))));
        var moved = await _partner.PutAsync(
            $"{Customers}/{customer["id"]}/addresses/{added["id"]}", new JsonObject { ["countryCode"] = "US", ["state"] = "NJ" });
        Assert.Equal(
            from member in members where member != "state" select $"{char.ToUpperInvariant(member[0])}{member[1..]} required",
            moved.Status is HttpStatusCode.OK ? [] : moved.Messages);
    }

    [Theory]
    [InlineData("us", "PrimaryAddress.City required", "PrimaryAddress.PostalCode required")]
    [InlineData(null, "PrimaryAddress.City required", "PrimaryAddress.PostalCode required", "PrimaryAddress.CountryCode required")]
    public async Task An_address_that_is_not_abroad_needs_city_and_postal_code(string? country, params string[] messages)
    {
        var body = _partner.Body("create-personal-full.request.json");
        var address = body["primaryAddress"]!.AsObject();
        (address["city"], address["postalCode"], address["countryCode"]) = (null, "", country);

        Assert.Equal(messages, (await _partner.PostAsync(Customers, body)).Messages);
    }

    [Theory]
    [InlineData("primaryAddress")]
    [InlineData("primaryPhone")]
    [InlineData("primaryEmail")]
    [InlineData("primaryIdentification")]
    public async Task A_primary_child_without_any_value_is_taken_as_not_sent(string member)
    {
        var body = _partner.Body("create-business.request.json");
        foreach (var empty in new[] { """{"isPrimary":null,"countryCode":null,"idNumber":null,"other":null}""", "{}" })
        {
            body[member] = JsonNode.Parse(empty);

            var customer = await _partner.OnboardAsync(body);

            Assert.False(customer.ContainsKey(member));
            Assert.False((await _partner.GetCustomerAsync(customer)).ContainsKey(member));
        }

        body[member] = new JsonObject { ["isPrimary"] = false };
        Assert.Equal(HttpStatusCode.BadRequest, (await _partner.PostAsync(Customers, body)).Status);
    }

    [Fact]
    public async Task Strict_takes_what_a_partners_client_sends()
    {
        await using var strict = new RunningEmulator
        {
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Emulator:Strict"] = "true",
                ["Emulator:Tokens:Clients:0:Id"] = "client",
                ["Emulator:Tokens:Clients:0:Secret"] = "secret",
            },
        };
        var partner = strict.NewPartner();
        await partner.TakeTokenAsync("client");
        var body = partner.Body("create-business.request.json");
        body["primaryAddress"] = Example.Read("add-address.request.json");
        (body["primaryAddress"]!["countryCode"], body["primaryAddress"]!["city"], body["primaryAddress"]!["postalCode"]) = ("HK", null, null);
        body["primaryIdentification"] = new JsonObject { ["idNumber"] = null };

        var customer = await partner.OnboardAsync(body);

        Assert.Equal((true, false), (customer.ContainsKey("primaryAddress"), customer.ContainsKey("primaryIdentification")));
    }

    private static void AssertKept(JsonObject customer)
    {
        Assert.Equal(("2020-02-29", ParentId), ((string)customer["profile"]!["dateOfDeath"]!, (string)customer["profile"]!["parentEntityId"]!));
        Assert.Equal(("Door 7", "After six"), ((string)customer["primaryAddress"]!["street3"]!, (string)customer["primaryPhone"]!["notes"]!));
    }

    private async Task<JsonObject> ChangeAsync(string path, JsonObject changes) =>
        (await _partner.PutAsync($"{Customers}/{path}", changes)).Expect(HttpStatusCode.OK);
}
