using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Control.Partners;

public sealed class SeedEndpointsTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private const string AnyText = "[0-9a-f-]{36}";

    private readonly Partner _partner = emulator.NewPartner();

    private string Seed => $"/_emulator/partners/{_partner.Id}/seed";

    [Fact]
    public async Task A_seeded_world_has_believable_people_and_businesses_with_owners_and_children()
    {
        var seeded = (await _partner.PostAsync(Seed, new JsonObject { ["customers"] = 50, ["seed"] = 7 })).Expect(HttpStatusCode.OK);

        var page = (await _partner.GetAsync($"/core/v1/cm/customers?partnerId={_partner.Id}&pageSize=50")).Expect(HttpStatusCode.OK)["results"]!.AsArray();
        Assert.Equal(seeded["customers"]!.AsArray().Select(id => (string)id!), page.Select(customer => (string)customer!["id"]!));
        Assert.Equal(10, page.Count(customer => (string)customer!["classification"]! == "Business"));
        Assert.All(page, customer =>
        {
            Assert.Equal("Clear", (string)customer!["pepScan"]!);
            Assert.NotEqual("Pending", (string)customer["ofac"]!);
            Assert.NotNull(customer["primaryAddress"]);
            Assert.NotNull(customer["primaryPhone"]);
            Assert.NotNull(customer["primaryEmail"]);
        });
        var business = page.First(customer => (string)customer!["classification"]! == "Business")!;
        var owner = (await _partner.GetAsync($"/core/v1/cm/customers/{business["id"]}/beneficial-owners")).Json["results"]!.AsArray();
        Assert.Equal((string)business["profile"]!["primaryOwnerCustomerId"]!, (string)Assert.Single(owner)!["ownerCustomerId"]!);
    }

    [Fact]
    public async Task A_seeding_raises_no_event()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await _partner.RegisterAsync(inbox.Url, [.. CustomerEvents.All]);

        await _partner.PostAsync(Seed, new JsonObject { ["customers"] = 10 });
        await _partner.WhenIdleAsync();

        Assert.Empty(inbox.All);
        Assert.DoesNotContain(await _partner.GetJournalAsync(), entry => (string)entry["kind"]! is "event" or "change");
        Assert.Contains(await _partner.GetJournalAsync(), entry => (string?)entry["what"] == "seed: 10 customers");
    }

    [Fact]
    public async Task The_same_seed_makes_the_same_customers()
    {
        var other = emulator.NewPartner();

        await _partner.PostAsync(Seed, new JsonObject { ["customers"] = 20, ["seed"] = 3 });
        await other.PostAsync($"/_emulator/partners/{other.Id}/seed", new JsonObject { ["customers"] = 20, ["seed"] = 3 });

        Assert.Equal(await NamesAsync(_partner), await NamesAsync(other));
    }

    [Fact]
    public async Task A_list_of_bodies_is_taken_whole_or_refused_whole()
    {
        var body = _partner.Body("create-personal.request.json");
        var wrong = _partner.Body("create-personal.request.json");
        wrong["profile"]!["taxId"] = "1";
        var stranger = Example.Read("create-personal.request.json");

        var refused = await _partner.PostTextAsync(Seed, new JsonArray(body.DeepClone(), wrong).ToJsonString());
        var notTheirs = await _partner.PostTextAsync(Seed, new JsonArray(body.DeepClone(), stranger).ToJsonString());
        Assert.Equal(["Profile.TaxId must be 9 digits"], refused.Messages);
        Assert.Equal([$"PartnerId must be {_partner.Id}, the partner of the world"], notTheirs.Messages);
        Assert.Empty(await NamesAsync(_partner));

        var taken = (await _partner.PostTextAsync(Seed, new JsonArray(body.DeepClone(), body.DeepClone()).ToJsonString())).Expect(HttpStatusCode.OK);
        Assert.Equal(2, taken["customers"]!.AsArray().Count);
        Assert.Equal(["Peter Griffin", "Peter Griffin"], await NamesAsync(_partner));
        var seeded = (await _partner.GetAsync($"/core/v1/cm/customers/{taken["customers"]![0]}")).Json;
        Assert.Equal(("Clear", "Clear"), ((string)seeded["ofac"]!, (string)seeded["pepScan"]!));
    }

    [Theory]
    [InlineData("{}", "Customers required")]
    [InlineData("""{"customers":0}""", "Customers must be a whole number from 1 to 100000")]
    [InlineData("""{"customers":1.5,"seed":"x"}""", "Customers must be a whole number from 1 to 100000", "Seed must be a whole number from -2147483648 to 2147483647")]
    [InlineData("7", "The request body must be an object")]
    public async Task A_seeding_that_cannot_be_is_refused(string body, params string[] messages) =>
        Assert.Equal(messages, (await _partner.PostTextAsync(Seed, body)).Messages);

    [Fact]
    public async Task A_setting_fills_a_world_at_the_start_and_after_each_reset()
    {
        await using var seeded = new RunningEmulator
        {
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Emulator:Seed:Customers"] = "25",
                ["Emulator:Seed:PartnerId"] = _partner.Id.ToString(),
            },
        };
        var partner = seeded.NewPartner(_partner.Id);
        var names = await NamesAsync(partner);

        await partner.PostTextAsync($"/_emulator/partners/{partner.Id}/reset", """{"keep":[]}""");

        Assert.Equal(25, names.Count);
        Assert.Equal(names, await NamesAsync(partner));
    }

    [Theory]
    [InlineData("customers.create", "/core/v1/cm/customers")]
    [InlineData("customers.create-business", "/core/v1/cm/customers")]
    [InlineData("addresses.add", "/core/v1/cm/customers/{person}/addresses")]
    [InlineData("phones.add", "/core/v1/cm/customers/{person}/phones")]
    [InlineData("emails.add", "/core/v1/cm/customers/{person}/emails")]
    [InlineData("identifications.add", "/core/v1/cm/customers/{person}/identifications")]
    [InlineData("beneficial-owners.add", "/core/v1/cm/customers/{business}/beneficial-owners")]
    [InlineData("registrations.create", "/webhooks/v1/registrations")]
    [InlineData("name.update", "PUT /core/v1/cm/customers/{person}/name")]
    [InlineData("profile.update", "PUT /core/v1/cm/customers/{person}/profile")]
    [InlineData("addresses.update", "PUT /core/v1/cm/customers/{person}/addresses/{addresses}")]
    [InlineData("phones.update", "PUT /core/v1/cm/customers/{person}/phones/{phones}")]
    [InlineData("emails.update", "PUT /core/v1/cm/customers/{person}/emails/{emails}")]
    [InlineData("identifications.update", "PUT /core/v1/cm/customers/{person}/identifications/{identifications}")]
    [InlineData("beneficial-owners.update", "PUT /core/v1/cm/customers/{business}/beneficial-owners/{beneficial-owners}")]
    public async Task Each_example_is_taken_by_its_call(string operation, string call)
    {
        var person = (string)(await _partner.OnboardAsync())["id"]!;
        var business = (string)(await _partner.OnboardAsync(_partner.Body("create-business.request.json")))["id"]!;
        var path = call.Split(' ')[^1]
            .Replace("{person}", person, StringComparison.Ordinal)
            .Replace("{business}", business, StringComparison.Ordinal);
        var kind = operation.Split('.')[0];
        if (path.EndsWith($"{{{kind}}}", StringComparison.Ordinal))
        {
            var children = path[..path.LastIndexOf('/')];
            var child = (await _partner.PostAsync(children, await ExampleAsync($"{kind}.add"))).Expect(HttpStatusCode.OK);
            path = $"{children}/{child["id"]}";
        }

        var body = await ExampleAsync(operation);
        var answer = call.StartsWith("PUT", StringComparison.Ordinal) ? await _partner.PutAsync(path, body) : await _partner.PostAsync(path, body);

        answer.Expect(HttpStatusCode.OK);
        Assert.DoesNotMatch($"\"id\":\"{AnyText}\"", body.ToJsonString());
        var calls = (await _partner.GetJournalAsync()).Where(entry => (string)entry["kind"]! == "call");
        Assert.All(calls, entry => Assert.Null(entry["unknownMembers"]));
    }

    [Fact]
    public async Task An_unknown_example_is_told_with_those_there_are()
    {
        var answer = await _partner.GetAsync("/_emulator/examples/customers.make");

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.StartsWith("Example customers.make not found; there are customers.create, ", Assert.Single(answer.Messages), StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(Partner partner) =>
        [.. (await partner.GetAsync($"/core/v1/cm/customers?partnerId={partner.Id}&pageSize=50")).Expect(HttpStatusCode.OK)["results"]!.AsArray()
            .Select(customer => (string)customer!["name"]!["fullName"]!)];

    private async Task<JsonObject> ExampleAsync(string operation) =>
        (await _partner.GetAsync($"/_emulator/examples/{operation}?partnerId={_partner.Id}")).Expect(HttpStatusCode.OK);
}
