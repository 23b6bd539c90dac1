using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Reference;

/// <summary>The emulator answers as its documents say.</summary>
public sealed class AnswerTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    private const string Unknown = "6f9619ff-8b86-d011-b42d-00c04fc964ff";

    private readonly Partner _partner = emulator.NewPartner();

    [Fact]
    public async Task Customers_and_what_belongs_to_them_are_as_described()
    {
        var bank = await DescribedApi.ReadAsync(_partner, "bank");

        var person = await bank.CallAsync("CreateCustomer", _partner.Body("create-personal-full.request.json"));
        await bank.CallAsync("CreateCustomer", _partner.Body("create-business.request.json"));
        await bank.CallAsync("GetCustomer", body: null, ("id", person!["id"]));
        await bank.CallAsync("ListCustomers", body: null, ("partnerId", _partner.Id), ("pageSize", 1));
        await bank.CallAsync("UpdateName", new JsonObject { ["suffix"] = "Jr." }, ("id", person["id"]));
        var address = await bank.CallAsync("AddAddress", Example.Read("add-address.request.json"), ("customerId", person["id"]));
        await bank.CallAsync("ListAddresses", body: null, ("customerId", person["id"]));
        await bank.CallAsync("RemoveAddress", body: null, ("customerId", person["id"]), ("id", address!["id"]));
        await bank.CallAsync("ListIdentifications", body: null, ("customerId", person["id"]));
        await bank.CallAsync("DeleteCustomer", body: null, ("id", person["id"]));
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("Extended")]
    public async Task Registrations_and_events_are_as_described(string format)
    {
        var bank = await DescribedApi.ReadAsync(_partner, "bank");
        var polled = _partner.Body("registration.request.json");
        (polled["type"], polled["format"]) = ("Poll", format);

        var registration = await bank.CallAsync("CreateRegistration", polled);
        await bank.CallAsync("PollEvent", body: null, ("partnerId", _partner.Id));
        await _partner.OnboardAsync();
        await emulator.AdvanceAsync(TimeSpan.FromSeconds(2), _partner);
        var waiting = await bank.CallAsync("PollEvent", body: null, ("partnerId", _partner.Id));
        await bank.CallAsync("GetEvent", body: null, ("id", waiting!["id"]));
        await bank.CallAsync("ListEvents", body: null, ("partnerId", _partner.Id));
        await bank.CallAsync("AcknowledgeEvent", body: null, ("id", waiting["id"]));
        await bank.CallAsync("ListRegistrations", body: null, ("partnerId", _partner.Id));
        await bank.CallAsync("GetMeta");
        await bank.CallAsync("PingRegistration", body: null, ("id", registration!["id"]));
        await bank.CallAsync("DeleteRegistration", body: null, ("id", registration["id"]));
    }

    [Fact]
    public async Task What_is_ours_is_as_described()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        var ours = await DescribedApi.ReadAsync(_partner, "emulator");
        await _partner.RegisterAsync(inbox.Url, "Core.Customer.Onboarded", "Core.Customer.Ofac.Changed");
        var customer = (await _partner.OnboardAsync())["id"];
        await ours.CallAsync("SkipStep", body: null, ("partnerId", _partner.Id), ("customerId", customer), ("step", "pep-answer"));
        await emulator.AdvanceAsync(TimeSpan.FromSeconds(2), _partner);
        await ours.CallAsync("GetTimeline", body: null, ("partnerId", _partner.Id), ("customerId", customer));
        await ours.CallAsync("RunStep", body: null, ("partnerId", _partner.Id), ("customerId", customer), ("step", "onboarded"));

        await ours.CallAsync("GetHealth");
        await ours.CallAsync("GetReady");
        await ours.CallAsync("GetJournal", body: null, ("partnerId", _partner.Id), ("limit", 1000));
        await ours.CallAsync("GetJournalOfAll");
        var deliveries = await ours.CallAsync("ListDeliveries", body: null, ("partnerId", _partner.Id), ("state", "succeeded"));
        await ours.CallAsync("GetDelivery", body: null, ("partnerId", _partner.Id), ("eventId", deliveries!["results"]![0]!["eventId"]));
        await ours.CallAsync("GetSecret", body: null, ("partnerId", _partner.Id));
        await ours.CallAsync("SeedWorld", new JsonArray(_partner.Body("create-personal.request.json")), ("partnerId", _partner.Id));
        await ours.CallAsync("ResetOne", body: null, ("partnerId", _partner.Id));
    }

    [Fact]
    public async Task Refusals_are_as_described()
    {
        var bank = await DescribedApi.ReadAsync(_partner, "bank");
        var ours = await DescribedApi.ReadAsync(_partner, "emulator");

        var faulty = await bank.CallAsync("CreateCustomer", new JsonObject());
        await bank.CallAsync("ListCustomers", body: null, ("pageSize", 0));
        var unknown = await bank.CallAsync("GetCustomer", body: null, ("id", Unknown));
        await ours.CallAsync("GetExample", body: null, ("operation", "customers.make"));
        await ours.CallAsync("GetJournal", body: null, ("partnerId", _partner.Id), ("limit", "many"));

        Assert.Equal(1000, (int)faulty!["errors"]![0]!["code"]!);
        Assert.Equal((string)Shown("NotFound")["message"]!, (string)unknown!["errors"]![0]!["message"]!);
        Assert.Equal((string)Shown("NotJson")["message"]!, Assert.Single((await _partner.PostTextAsync("/core/v1/cm/customers", "{}", "text/plain")).Messages));
        Assert.Equal((string)Shown("TooLarge")["message"]!, Assert.Single((await _partner.PostTextAsync("/core/v1/cm/customers", new string(' ', 2 * 1024 * 1024))).Messages));

        JsonNode Shown(string refusal) => bank.Check.Find($"#/components/responses/{refusal}")["content"]!["application/json"]!["example"]!["errors"]![0]!;
    }

    [Fact]
    public async Task An_unknown_document_is_not_found() =>
        Assert.Equal(HttpStatusCode.NotFound, (await _partner.GetAsync("/_emulator/openapi/other.json")).Status);
}
