using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Modules.Customers;

/// <summary>The four kinds of children behave alike; each test runs for each.</summary>
public sealed class ChildEndpointsTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>, IAsyncLifetime
{
    private const string Customers = "/core/v1/cm/customers";
    private const string Nobody = "6f9619ff-8b86-d011-b42d-00c04fc964ff";

    private readonly Partner _partner = emulator.NewPartner();
    private JsonObject _customer = [];

    public static TheoryData<ChildSamples> Kinds =>
    [
        new ChildSamples("addresses", "Address", "primaryAddress", "add-address.request.json", "city", "Elsewhere", "postalCode", 12, "PostalCode must be text of at most 255 characters"),
        new ChildSamples("phones", "Phone", "primaryPhone", "add-phone.request.json", "extension", "7", "phoneNumber", "555", "PhoneNumber must be 10 digits"),
        new ChildSamples("emails", "Email", "primaryEmail", "add-email.request.json", "emailType", "Home", "emailAddress", "peter", "EmailAddress must be an e-mail address"),
        new ChildSamples("identifications", "Identification", "primaryIdentification", "add-identification.request.json", "idNumber", "X1", "expDate", "2028-02-30", "ExpDate must be a date, YYYY-MM-DD"),
    ];

    public async ValueTask InitializeAsync() => _customer = await _partner.OnboardAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_child_is_answered_as_it_was_sent_with_its_identifier_and_can_be_read_again(ChildSamples kind)
    {
        var added = await AddAsync(kind, isPrimary: true);

        Assert.Equal((await _partner.GetAsync($"{PathOf(kind)}/{added["id"]}")).Text, added.ToJsonString());
        added.Remove("id");
        Assert.Equal(Example.Read(kind.Example).ToJsonString(), added.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_first_child_is_the_primary_one_until_another_takes_over(ChildSamples kind)
    {
        var first = await AddAsync(kind, isPrimary: false);
        var second = await AddAsync(kind, isPrimary: false);
        Assert.Equal((true, false), ((bool)first["isPrimary"]!, (bool)second["isPrimary"]!));
        Assert.Equal(first["id"]!.ToString(), await PrimaryAsync(kind));

        var third = await AddAsync(kind, isPrimary: true);
        Assert.Equal(third["id"]!.ToString(), await PrimaryAsync(kind));

        await ChangeAsync(kind, second, "isPrimary", true);
        Assert.Equal(second["id"]!.ToString(), await PrimaryAsync(kind));
        await ChangeAsync(kind, second, "isPrimary", false);
        Assert.Equal(second["id"]!.ToString(), await PrimaryAsync(kind));

        Assert.Equal([false, true, false], (await ListAsync(kind)).Select(child => (bool)child["isPrimary"]!));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task When_the_primary_child_is_removed_the_oldest_one_follows(ChildSamples kind)
    {
        var first = await AddAsync(kind, isPrimary: true);
        var second = await AddAsync(kind, isPrimary: false);
        var third = await AddAsync(kind, isPrimary: true);

        var removed = (await _partner.DeleteAsync($"{PathOf(kind)}/{third["id"]}")).Expect(HttpStatusCode.OK);
        Assert.Equal(third["id"]!.ToString(), removed["id"]!.ToString());
        Assert.Equal(first["id"]!.ToString(), await PrimaryAsync(kind));

        await _partner.DeleteAsync($"{PathOf(kind)}/{first["id"]}");
        Assert.Equal(second["id"]!.ToString(), await PrimaryAsync(kind));
        await _partner.DeleteAsync($"{PathOf(kind)}/{second["id"]}");
        Assert.Empty(await ListAsync(kind));
        Assert.False((await _partner.GetCustomerAsync(_customer)).ContainsKey(kind.Primary));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_change_keeps_what_it_does_not_send(ChildSamples kind)
    {
        var added = await AddAsync(kind, isPrimary: true);

        var changed = await ChangeAsync(kind, added, kind.Member, kind.Value);

        added[kind.Member] = kind.Value;
        Assert.True(JsonNode.DeepEquals(added, changed), changed.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_change_to_something_wrong_is_refused_and_changes_nothing(ChildSamples kind)
    {
        var added = await AddAsync(kind, isPrimary: true);

        var answer = await _partner.PutAsync($"{PathOf(kind)}/{added["id"]}", new JsonObject { [kind.WrongMember] = JsonValue.Create(kind.WrongValue) });

        Assert.Equal([kind.Message], answer.Messages);
        Assert.Equal(added.ToJsonString(), (await _partner.GetAsync($"{PathOf(kind)}/{added["id"]}")).Text);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_not_there_is_not_found(ChildSamples kind)
    {
        var path = $"{PathOf(kind)}/{Nobody}";
        Answer[] ofUnknownChild = [await _partner.GetAsync(path), await _partner.PutAsync(path, []), await _partner.DeleteAsync(path)];
        var elsewhere = $"{Customers}/{Nobody}/{kind.Segment}";
        Answer[] ofUnknownCustomer =
        [
            await _partner.PostAsync(elsewhere, Example.Read(kind.Example)), await _partner.GetAsync(elsewhere),
            await _partner.GetAsync($"{elsewhere}/{Nobody}"), await _partner.PutAsync($"{elsewhere}/{Nobody}", []), await _partner.DeleteAsync($"{elsewhere}/{Nobody}"),
        ];

        Assert.All(ofUnknownChild, answer => Assert.Equal($$"""{"errors":[{"code":1404,"message":"{{kind.Name}} {{Nobody}} not found"}]}""", answer.Text));
        Assert.All(ofUnknownCustomer, answer => Assert.Equal($$"""{"errors":[{"code":1404,"message":"Customer {{Nobody}} not found"}]}""", answer.Text));
        Assert.All(ofUnknownChild.Concat(ofUnknownCustomer), answer => Assert.Equal(HttpStatusCode.NotFound, answer.Status));
    }

    [Theory]
    [InlineData("addresses", "AddressType required", "Classification required", "Street1 required", "City required", "PostalCode required", "CountryCode required")]
    [InlineData("phones", "PhoneType required", "PhoneNumber required")]
    [InlineData("emails", "EmailType required", "EmailAddress required")]
    [InlineData("identifications", "IdNumber required", "IdType required", "IssuingAuthority required", "IssuingCountryCode required")]
    public async Task An_empty_child_is_refused_and_nothing_is_added(string segment, params string[] messages)
    {
        var answer = await _partner.PostTextAsync($"{Customers}/{_customer["id"]}/{segment}", "{}");

        Assert.Equal(messages, answer.Messages);
        Assert.Empty((await _partner.GetAsync($"{Customers}/{_customer["id"]}/{segment}")).Json["results"]!.AsArray());
    }

    [Theory]
    [InlineData("US", "ZZ", false)]
    [InlineData("us", "ny", true)]
    [InlineData("US", "New York", false)]
    [InlineData("DE", "Bayern", true)]
    [InlineData("XX", "NY", false)]
    public async Task The_state_is_checked_in_the_United_States_only(string country, string state, bool isTaken)
    {
        var body = Example.Read("add-address.request.json");
        body["countryCode"] = country;
        body["state"] = state;

        var answer = await _partner.PostAsync($"{Customers}/{_customer["id"]}/addresses", body);

        Assert.Equal(isTaken ? HttpStatusCode.OK : HttpStatusCode.BadRequest, answer.Status);
    }

    [Fact]
    public async Task A_change_of_country_is_checked_against_the_state_that_stays()
    {
        var path = $"{Customers}/{_customer["id"]}/addresses";
        var body = Example.Read("add-address.request.json");
        body["countryCode"] = "DE";
        body["state"] = "Bayern";
        var added = (await _partner.PostAsync(path, body)).Expect(HttpStatusCode.OK);

        var answer = await _partner.PutAsync($"{path}/{added["id"]}", new JsonObject { ["countryCode"] = "US" });

        Assert.Equal(["State must be a state of two letters"], answer.Messages);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Fifty_parallel_writers_leave_one_primary_child_and_lose_nothing(ChildSamples kind)
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => AddAsync(kind, isPrimary: i % 2 == 0)));
        await Task.WhenAll(added.Select((child, i) => i % 5 == 0
            ? _partner.DeleteAsync($"{PathOf(kind)}/{child["id"]}")
            : _partner.PutAsync($"{PathOf(kind)}/{child["id"]}", new JsonObject { ["isPrimary"] = i % 2 == 0 })));

        var children = await ListAsync(kind);

        Assert.Equal(
            added.Where((_, i) => i % 5 != 0).Select(child => (string)child["id"]!).Order(StringComparer.Ordinal),
            children.Select(child => (string)child["id"]!).Order(StringComparer.Ordinal));
        Assert.Single(children, child => (bool)child["isPrimary"]!);
    }

    private string PathOf(ChildSamples kind) => $"{Customers}/{_customer["id"]}/{kind.Segment}";

    private async Task<JsonObject> AddAsync(ChildSamples kind, bool isPrimary)
    {
        var body = Example.Read(kind.Example);
        body["isPrimary"] = isPrimary;
        return (await _partner.PostAsync(PathOf(kind), body)).Expect(HttpStatusCode.OK);
    }

    private async Task<JsonObject> ChangeAsync(ChildSamples kind, JsonObject child, string member, JsonNode value) =>
        (await _partner.PutAsync($"{PathOf(kind)}/{child["id"]}", new JsonObject { [member] = value })).Expect(HttpStatusCode.OK);

    private async Task<string> PrimaryAsync(ChildSamples kind) => (await _partner.GetCustomerAsync(_customer))[kind.Primary]!["id"]!.ToString();

    private async Task<IReadOnlyList<JsonObject>> ListAsync(ChildSamples kind) =>
        [.. (await _partner.GetAsync($"{PathOf(kind)}?pageSize=50")).Expect(HttpStatusCode.OK)["results"]!.AsArray().Select(child => child!.AsObject())];
}

/// <summary>What to send for one kind of children.</summary>
public sealed record ChildSamples(
    string Segment,
    string Name,
    string Primary,
    string Example,
    string Member,
    string Value,
    string WrongMember,
    object WrongValue,
    string Message)
{
    public override string ToString() => Segment;
}
