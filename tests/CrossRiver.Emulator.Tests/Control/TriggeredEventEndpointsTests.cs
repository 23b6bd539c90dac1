using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Control;

/// <summary>A tester sends events of his own.</summary>
public sealed class TriggeredEventEndpointsTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    private readonly Partner _partner = emulator.NewPartner();

    private string Events => $"/_emulator/partners/{_partner.Id}/events";

    [Fact]
    public async Task An_event_is_sent_as_if_it_had_happened()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        var registration = _partner.Body("registration.request.json");
        (registration["eventName"], registration["callbackUrl"], registration["format"]) = ("Core.Customer.Ofac.Changed", inbox.Url.OriginalString, "Extended");
        (await _partner.PostAsync("/webhooks/v1/registrations", registration)).Expect(HttpStatusCode.OK);
        var customer = await _partner.OnboardAsync(scenario: "tax-id-4400");

        var sent = (await _partner.PostAsync(
            Events,
            new JsonObject { ["eventName"] = "core.customer.ofac.changed", ["customerId"] = (string)customer["id"]!, ["details"] = new JsonObject { ["hint"] = "x" } })).Expect(HttpStatusCode.OK);
        var webhook = await inbox.NextAsync();

        Assert.Equal(("Core.Customer.Ofac.Changed", (string)customer["id"]!), (webhook.EventName, webhook.CustomerId));
        Assert.Equal((string)sent["eventId"]!, (string)webhook.Json["id"]!);
        Assert.Equal((string)sent["event"]!["id"]!, (string)webhook.Json["id"]!);
        Assert.Equal(
            $$"""[{"customerId":"{{customer["id"]}}","ofacBefore":"Pending","ofacAfter":"Pending","clientIdentifier":null,"hint":"x"}]""",
            webhook.Json["details"]!.ToJsonString());
        Assert.True(webhook.Headers.ContainsKey("cos-signature"));
        Assert.Equal("Pending", (string)(await _partner.GetCustomerAsync(customer))["ofac"]!);
        Assert.Equal((1, _partner.Id.ToString()), ((int)sent["epoch"]!, (string)sent["partnerId"]!));
        Assert.Contains(await _partner.GetJournalAsync(), entry => (string?)entry["what"] == $"events: Core.Customer.Ofac.Changed of customer {customer["id"]} with details hint");
    }

    [Fact]
    public async Task An_event_about_a_child_names_the_primary_one()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await _partner.RegisterAsync(inbox.Url, "Core.Customer.Phone.Changed");
        var customer = await _partner.OnboardAsync(scenario: "tax-id-4400");
        var order = new JsonObject { ["eventName"] = "Core.Customer.Phone.Changed", ["customerId"] = (string)customer["id"]! };

        var without = await _partner.PostAsync(Events, order);
        var phone = (await _partner.PostAsync($"/core/v1/cm/customers/{customer["id"]}/phones", Example.Read("add-phone.request.json"))).Expect(HttpStatusCode.OK);
        (await _partner.PostAsync(Events, order)).Expect(HttpStatusCode.OK);

        Assert.Equal(["Core.Customer.Phone.Changed is about something of the customer that it does not have; add one first"], without.Messages);
        Assert.Equal($"core/v1/cm/customers/{customer["id"]}/phones/{phone["id"]}", (string)(await inbox.NextAsync()).Json["resources"]![0]!);
    }

    [Fact]
    public async Task An_event_that_goes_nowhere_is_refused()
    {
        var customer = (string)(await _partner.OnboardAsync())["id"]!;
        await _partner.RegisterAsync(new Uri("http://127.0.0.1:9/hooks"), "Core.Customer.Onboarded");

        var unheard = await SendAsync("Core.Customer.Ofac.Changed", customer);
        var unknown = await SendAsync("Core.Customer.Ofac.Change", customer);
        var nobody = await SendAsync("Core.Customer.Onboarded", "6f9619ff-8b86-d011-b42d-00c04fc964ff");
        var numbers = await _partner.PostTextAsync(Events, $$"""{"details":{"x":1},"eventName":"Core.Customer.Onboarded","customerId":"{{customer}}"}""");

        Assert.Equal((HttpStatusCode.Conflict, 2423), (unheard.Status, (int)unheard.Json["errors"]![0]!["code"]!));
        Assert.Equal(["Event Core.Customer.Ofac.Changed would go nowhere: the partner has registered for Core.Customer.Onboarded"], unheard.Messages);
        Assert.Equal(["EventName 'Core.Customer.Ofac.Change' is no event of a customer; did you mean 'Core.Customer.Ofac.Changed'?"], unknown.Messages);
        Assert.Equal(HttpStatusCode.NotFound, nobody.Status);
        Assert.Equal(["Details must be an object of at most 50 texts or nulls with names of letters, digits, dots, hyphens and underscores, each of at most 255 characters"], numbers.Messages);
        Assert.DoesNotContain(await _partner.GetJournalAsync(), entry => (string)entry["kind"]! == "control");
    }

    private Task<Answer> SendAsync(string eventName, string customerId) =>
        _partner.PostAsync(Events, new JsonObject { ["eventName"] = eventName, ["customerId"] = customerId });
}
