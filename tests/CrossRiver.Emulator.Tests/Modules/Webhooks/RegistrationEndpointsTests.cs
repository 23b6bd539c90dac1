using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Modules.Webhooks;

public sealed class RegistrationEndpointsTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private const string Registrations = "/webhooks/v1/registrations";

    private static readonly Uri Hooks = new("https://partner.example.test/hooks");

    private readonly Partner _partner = emulator.NewPartner();

    [Fact]
    [ContractRow("7.2 nulls")]
    public async Task A_registration_is_answered_as_recorded_without_its_password()
    {
        var registration = (await _partner.PostAsync(Registrations, _partner.Body("registration.request.json"))).Expect(HttpStatusCode.OK);

        string[] recorded = [.. Example.Read("registration.suspended.response.json").Select(member => member.Key).Where(name => name != "lastError")];
        Assert.Equal(recorded, registration.Select(member => member.Key));
        Assert.Equal("Active", (string)registration["status"]!);
        Assert.Equal(0, (int)registration["consecutiveErrors"]!);
        Assert.Equal(registration.ToJsonString(), (await _partner.GetAsync($"{Registrations}/{registration["id"]}")).Text);
    }

    [Fact]
    public async Task Type_and_format_have_defaults_and_the_event_is_stored_in_its_canonical_casing()
    {
        var registration = (await _partner.PostAsync(Registrations, new JsonObject
        {
            ["partnerId"] = _partner.Id.ToString(),
            ["eventName"] = "ACH.payment.SENT",
            ["callbackUrl"] = Hooks.OriginalString,
        })).Expect(HttpStatusCode.OK);

        Assert.Equal("Ach.Payment.Sent", (string)registration["eventName"]!);
        Assert.Equal("Push", (string)registration["type"]!);
        Assert.Equal("Basic", (string)registration["format"]!);
    }

    [Fact]
    [ContractRow("6.2 2000-2999")]
    public async Task A_second_registration_of_an_event_is_refused()
    {
        await _partner.RegisterAsync(Hooks, CustomerEvents.Onboarded);

        var answer = await _partner.PostAsync(Registrations, _partner.Body("registration.request.json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(2001, (int)answer.Json["errors"]![0]!["code"]!);
        Assert.Equal(1, await _partner.CountRegistrationsAsync());
    }

    [Theory]
    [InlineData("eventName", "Core.Customer.Born", "EventName must be the name of an event of the bank")]
    [InlineData("callbackUrl", "partner.example.test", "CallbackUrl must be an http or https URL of at most 255 characters, without credentials, and to a host that can be called")]
    [InlineData("callbackUrl", "ftp://partner.example.test", "CallbackUrl must be an http or https URL of at most 255 characters, without credentials, and to a host that can be called")]
    [InlineData("callbackUrl", "https://user:secret@partner.example.test", "CallbackUrl must be an http or https URL of at most 255 characters, without credentials, and to a host that can be called")]
    [InlineData("callbackUrl", "", "CallbackUrl required")]
    [InlineData("type", "Pull", "Type must be one of Push, Poll, File")]
    [InlineData("format", "Full", "Format must be one of Basic, Extended")]
    public async Task A_wrong_member_is_named(string member, string value, string message)
    {
        var body = _partner.Body("registration.request.json");
        body[member] = value;

        var answer = await _partner.PostAsync(Registrations, body);

        Assert.Equal([message], answer.Messages);
    }

    [Fact]
    public async Task An_event_that_is_polled_needs_no_callback_url()
    {
        var body = _partner.Body("registration.request.json");
        body.Remove("callbackUrl");
        body["type"] = "Poll";

        var registration = (await _partner.PostAsync(Registrations, body)).Expect(HttpStatusCode.OK);

        Assert.False(registration.ContainsKey("callbackUrl"));
    }

    [Fact]
    public async Task A_deleted_registration_is_gone_and_its_event_can_be_registered_again()
    {
        var registration = await _partner.RegisterAsync(Hooks, CustomerEvents.Onboarded);
        var path = $"{Registrations}/{registration["id"]}";

        var deleted = await _partner.SendAsync(new HttpRequestMessage(HttpMethod.Delete, path));

        Assert.Equal(HttpStatusCode.NoContent, deleted.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _partner.GetAsync(path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _partner.SendAsync(new HttpRequestMessage(HttpMethod.Delete, path))).Status);
        await _partner.RegisterAsync(Hooks, CustomerEvents.Onboarded);
    }

    [Fact]
    public async Task An_empty_page_is_answered_as_recorded()
    {
        var answer = await _partner.GetAsync($"{Registrations}/?partnerId={_partner.Id}");

        Assert.Equal(Example.Read("registrations.empty-page.response.json").ToJsonString(), answer.Json.ToJsonString());
    }

    [Fact]
    public async Task Registrations_are_listed_in_pages_in_the_order_of_their_making()
    {
        string[] names = [.. CustomerEvents.All.Take(12)];
        await _partner.RegisterAsync(Hooks, names);

        var first = (await _partner.GetAsync($"{Registrations}?partnerId={_partner.Id}")).Expect(HttpStatusCode.OK);
        var second = (await _partner.GetAsync($"{Registrations}?partnerId={_partner.Id}&pageNumber=2")).Expect(HttpStatusCode.OK);

        Assert.Equal((10, false, true), ((int)first["pageSize"]!, (bool)first["hasPreviousPage"]!, (bool)first["hasNextPage"]!));
        Assert.Equal((10, true, false), ((int)second["pageSize"]!, (bool)second["hasPreviousPage"]!, (bool)second["hasNextPage"]!));
        Assert.Equal(names, new[] { first, second }.SelectMany(page => page["results"]!.AsArray()).Select(result => (string)result!["eventName"]!));
    }

    [Fact]
    public async Task A_list_can_be_narrowed_to_an_event_and_a_callback_url()
    {
        await _partner.RegisterAsync(Hooks, CustomerEvents.Onboarded);
        await _partner.RegisterAsync(new Uri("https://partner.example.test/others"), CustomerEvents.OfacChanged, CustomerEvents.PepScanChanged);

        Assert.Equal(1, await CountAsync("eventName=core.customer.onboarded"));
        Assert.Equal(2, await CountAsync("callbackUrl=https://partner.example.test/others"));
        Assert.Equal(0, await CountAsync($"eventName={CustomerEvents.Onboarded}&callbackUrl=https://partner.example.test/others"));
    }

    [Theory]
    [InlineData("pageNumber=0", "PageNumber must be a whole number from 1")]
    [InlineData("pageSize=-1", "PageSize must be a whole number from 1")]
    [InlineData("pageSize=ten", "PageSize must be a whole number from 1")]
    public async Task A_page_that_cannot_be_is_refused(string query, string message)
    {
        var answer = await _partner.GetAsync($"{Registrations}?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal([message], answer.Messages);
    }

    [Fact]
    [ContractRow("7.1 over 50")]
    public async Task A_page_larger_than_fifty_is_cut_to_fifty()
    {
        await _partner.RegisterAsync(Hooks, CustomerEvents.Onboarded);

        var page = (await _partner.GetAsync($"{Registrations}?partnerId={_partner.Id}&pageSize=1000")).Expect(HttpStatusCode.OK);

        Assert.Equal(50, (int)page["pageSize"]!);
    }

    private async Task<int> CountAsync(string query) =>
        (await _partner.GetAsync($"{Registrations}?partnerId={_partner.Id}&{query}")).Expect(HttpStatusCode.OK)["results"]!.AsArray().Count;
}
