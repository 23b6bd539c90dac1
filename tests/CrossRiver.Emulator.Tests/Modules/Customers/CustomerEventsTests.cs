using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Modules.Customers;

/// <summary>Each of the bank's events about customers, raised by the change that it is about, in both formats.</summary>
public sealed class CustomerEventsTests : IAsyncLifetime
{
    private readonly StandingEmulator _emulator = new();
    private readonly Partner _partner;

    public CustomerEventsTests() => _partner = _emulator.NewPartner();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Theory]
    [InlineData("Basic")]
    [InlineData("Extended")]
    public async Task Every_change_raises_its_event(string format)
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await RegisterForAllAsync(inbox, format);
        (await _partner.PutTextAsync($"{_partner.Control}/scenarios/merged", """
            version: 1
            scenario: merged
            timeline:
              - emit: Core.Customer.Onboarded
              - set: { pepScan: Clear }
              - set: { ofac: Clear }
              - set: { cifNumber: "12345678901" }
            """)).Expect(HttpStatusCode.OK);
        var customer = await _partner.OnboardAsync(scenario: "merged");
        var path = $"/core/v1/cm/customers/{customer["id"]}";

        await _partner.PutAsync($"{path}/name", new JsonObject { ["firstName"] = "Stewie" });
        await _partner.PutAsync($"{path}/profile", new JsonObject { ["regO"] = true });
        foreach (var (segment, example, change) in Children())
        {
            var child = (await _partner.PostAsync($"{path}/{segment}", Example.Read(example))).Expect(HttpStatusCode.OK);
            (await _partner.PutAsync($"{path}/{segment}/{child["id"]}", change)).Expect(HttpStatusCode.OK);
            (await _partner.DeleteAsync($"{path}/{segment}/{child["id"]}")).Expect(HttpStatusCode.OK);
        }

        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(1), _partner);

        Assert.Equal(CustomerEvents.All.Order(StringComparer.Ordinal), inbox.All.Select(webhook => webhook.EventName).Order(StringComparer.Ordinal));
        Assert.All(inbox.All, webhook => AssertPointsAtItsResource(webhook, (string)customer["id"]!, format));
    }

    [Fact]
    public async Task A_create_with_children_raises_an_event_for_each()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await RegisterForAllAsync(inbox, "Extended");
        var body = _partner.Body("create-personal-full.request.json");
        body["primaryIdentification"] = Example.Read("add-identification.request.json");

        var customer = await _partner.OnboardAsync(body);
        await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(100), _partner);

        Assert.Equal(
            ["Address.Added", "Phone.Added", "Email.Added", "Identification.Added", "Onboarded"],
            inbox.All.Select(webhook => webhook.EventName["Core.Customer.".Length..]));
        Assert.EndsWith($"/addresses/{customer["primaryAddress"]!["id"]}", (string)inbox.All[0].Json["resources"]![0]!, StringComparison.Ordinal);
        Assert.Equal((string)body["clientIdentifier"]!, (string)inbox.All[4].Json["details"]![0]!["clientIdentifier"]!);
    }

    [Theory]
    [InlineData("{ set: { ofac: Failed } }", "Pending → Failed")]
    [InlineData("{ set: { ofac: Failed }, readLag: 1s }", "Pending → Failed")]
    [InlineData("{ after: 1s, set: { ofac: Failed }, readLag: -500ms }", "Pending → Failed")]
    [InlineData("{ set: { ofac: Failed }, event: none }, { emit: Core.Customer.Ofac.Changed }", "Pending → Failed")]
    [InlineData(
        "{ set: { ofac: Failed }, event: none }, { set: { ofac: Reviewing }, event: none }, { emit: Core.Customer.Ofac.Changed }",
        "Pending → Reviewing")]
    [InlineData(
        "{ set: { ofac: Failed }, event: none }, { set: { ofac: Reviewing } }, { emit: Core.Customer.Ofac.Changed }",
        "Failed → Reviewing", "Reviewing → Reviewing")]
    [InlineData(
        "{ set: { ofac: Failed }, event: none }, { emit: Core.Customer.Ofac.Changed }, { emit: Core.Customer.Ofac.Changed }",
        "Pending → Failed", "Failed → Failed")]
    [InlineData(
        "{ set: { pepScan: Clear }, event: none }, { emit: Core.Customer.Ofac.Changed }, { emit: Core.Customer.PepScan.Changed }",
        "Pending → Pending", "Pending → Clear")]
    [InlineData("{ emit: Core.Customer.Ofac.Changed }", "Pending → Pending")]
    public async Task An_event_of_a_scan_has_the_results_before_and_after_the_changes_that_it_announces(string steps, params string[] changes)
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await RegisterForAllAsync(inbox, "Extended");
        var scenario = $"{{ version: 1, scenario: merged, timeline: [{steps}] }}";
        (await _partner.PutTextAsync($"{_partner.Control}/scenarios/merged", scenario)).Expect(HttpStatusCode.OK);
        var body = _partner.Body("create-personal.request.json");
        body["clientIdentifier"] = "loan-7";

        await _partner.OnboardAsync(body, scenario: "merged");
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(3), _partner);

        var details = inbox.All.Select(webhook => webhook.Json["details"]![0]!.AsObject().Select(member => (string)member.Value!).ToList());
        Assert.Equal(changes.Select(change => $"{change} loan-7"), details.Select(values => $"{values[1]} → {values[2]} {values[3]}"));
    }

    [Fact]
    public async Task A_restored_world_still_has_the_result_before_a_silent_change()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await RegisterForAllAsync(inbox, "Extended");
        var scenario = "{ version: 1, scenario: merged, timeline: [{ after: 2s, set: { ofac: Failed }, readLag: -1s }] }";
        (await _partner.PutTextAsync($"{_partner.Control}/scenarios/merged", scenario)).Expect(HttpStatusCode.OK);
        await _partner.OnboardAsync(scenario: "merged");
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(1.5), _partner);

        var snapshot = (await _partner.GetAsync($"{_partner.Control}/snapshot")).Expect(HttpStatusCode.OK);
        await _partner.ResetAsync();
        (await _partner.PutAsync($"{_partner.Control}/snapshot", snapshot)).Expect(HttpStatusCode.OK);
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(1), _partner);

        var details = Assert.Single(inbox.All).Json["details"]![0]!;
        Assert.Equal(("Pending", "Failed"), ((string)details["ofacBefore"]!, (string)details["ofacAfter"]!));
    }

    [Fact]
    public async Task A_change_that_changes_nothing_raises_no_event()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await RegisterForAllAsync(inbox, "Basic");
        var customer = await _partner.OnboardAsync(_partner.Body("create-personal-full.request.json"), scenario: "clear");
        var path = $"/core/v1/cm/customers/{customer["id"]}";
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(1), _partner);
        var before = inbox.All.Count;
        var modified = (string)(await _partner.GetCustomerAsync(customer))["lastModifiedAt"]!;

        await _partner.PutAsync($"{path}/name", new JsonObject { ["firstName"] = "John", ["unknown"] = 1 });
        await _partner.PutAsync($"{path}/profile", []);
        await _partner.PutAsync($"{path}/addresses/{customer["primaryAddress"]!["id"]}", new JsonObject { ["city"] = "Fort Lee" });
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(1), _partner);

        Assert.Equal(before, inbox.All.Count);
        Assert.Equal(modified, (string)(await _partner.GetCustomerAsync(customer))["lastModifiedAt"]!);
    }

    [Fact]
    public async Task A_deactivation_raises_no_event_and_ends_the_story()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await RegisterForAllAsync(inbox, "Basic");
        var customer = await _partner.OnboardAsync();

        await _partner.DeleteAsync($"/core/v1/cm/customers/{customer["id"]}");
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(10), _partner);

        Assert.Empty(inbox.All);
    }

    [Fact]
    public async Task A_scenario_can_set_the_CIF_number_and_the_status()
    {
        var folder = Directory.CreateTempSubdirectory("crossriver-emulator-");
        try
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, "merged.yaml"),
                "{version: 1, scenario: merged, timeline: [{after: 1s, set: {cifNumber: '12345678901', status: Inactive}}]}",
                TestContext.Current.CancellationToken);
            await using var emulator = new StandingEmulator
            {
                Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Scenarios:Folder"] = folder.FullName },
            };
            await using var inbox = await WebhookInbox.StartAsync();
            var partner = emulator.NewPartner();
            await partner.RegisterAsync(inbox.Url, CustomerEvents.CifNumberChanged);
            var customer = await partner.OnboardAsync(scenario: "merged");

            await emulator.AdvanceAsync(TimeSpan.FromSeconds(1), partner);

            Assert.Equal(CustomerEvents.CifNumberChanged, Assert.Single(inbox.All).EventName);
            var changed = await partner.GetCustomerAsync(customer);
            Assert.Equal(("12345678901", "Inactive"), ((string)changed["cifNumber"]!, (string)changed["status"]!));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<(string Segment, string Example, JsonObject Change)> Children() =>
    [
        ("addresses", "add-address.request.json", new JsonObject { ["city"] = "Elsewhere" }),
        ("phones", "add-phone.request.json", new JsonObject { ["extension"] = "7" }),
        ("emails", "add-email.request.json", new JsonObject { ["emailType"] = "Home" }),
        ("identifications", "add-identification.request.json", new JsonObject { ["idNumber"] = "X1" }),
    ];

    private static void AssertPointsAtItsResource(Webhook webhook, string customerId, string format)
    {
        var kind = webhook.EventName.Split('.')[2];
        var path = $"core/v1/cm/customers/{customerId}";
        var resource = (string)Assert.Single(webhook.Json["resources"]!.AsArray())!;
        var segment = kind switch
        {
            "Address" => "addresses",
            "Phone" => "phones",
            "Email" => "emails",
            "Identification" => "identifications",
            _ => null,
        };
        if (segment is null)
        {
            Assert.Equal(path, resource);
        }
        else
        {
            Assert.Matches($"^{path}/{segment}/[0-9a-f-]{{36}}$", resource);
        }

        var expected = new JsonObject();
        if (segment is not null)
        {
            expected[$"{char.ToLowerInvariant(kind[0])}{kind[1..]}Id"] = resource.Split('/')[^1];
        }

        expected["customerId"] = customerId;
        if (kind is "Ofac" or "PepScan")
        {
            expected[$"{char.ToLowerInvariant(kind[0])}{kind[1..]}Before"] = "Pending";
            expected[$"{char.ToLowerInvariant(kind[0])}{kind[1..]}After"] = "Clear";
        }

        if (kind is "Onboarded" or "Ofac" or "PepScan")
        {
            expected["clientIdentifier"] = null;
        }

        Assert.Equal(format == "Basic" ? "[]" : new JsonArray(expected).ToJsonString(), webhook.Json["details"]!.ToJsonString());
    }

    private async Task RegisterForAllAsync(WebhookInbox inbox, string format)
    {
        foreach (var eventName in CustomerEvents.All)
        {
            var body = _partner.Body("registration.request.json");
            body["eventName"] = eventName;
            body["callbackUrl"] = inbox.Url.OriginalString;
            body["format"] = format;
            (await _partner.PostAsync("/webhooks/v1/registrations", body)).Expect(HttpStatusCode.OK);
        }
    }
}
