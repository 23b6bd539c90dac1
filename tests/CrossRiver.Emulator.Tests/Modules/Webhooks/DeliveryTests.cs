using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;
using Microsoft.AspNetCore.Http;

namespace CrossRiver.Emulator.Modules.Webhooks;

/// <summary>What the partner's receiver sees, and what its answers lead to. Time stands still until the test moves it.</summary>
public sealed class DeliveryTests : IAsyncLifetime
{
    private static readonly TimeSpan Story = TimeSpan.FromSeconds(1);

    private readonly StandingEmulator _emulator = new();
    private readonly Partner _partner;

    public DeliveryTests() => _partner = _emulator.NewPartner();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Theory]
    [InlineData(CustomerEvents.Onboarded, "event-onboarded.basic.json")]
    [InlineData(CustomerEvents.PepScanChanged, "event-pepscan-changed.basic.json")]
    [InlineData(CustomerEvents.OfacChanged, "event-ofac-changed.basic.json")]
    public async Task An_event_is_sent_as_in_the_tutorial(string eventName, string example)
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await _partner.RegisterAsync(inbox.Url, eventName);
        var customer = await _partner.OnboardAsync();

        await _emulator.AdvanceAsync(Story, _partner);

        var webhook = Assert.Single(inbox.All);
        Assert.Equal("POST", webhook.Method);
        Assert.Equal("/hooks", webhook.Path);
        Assert.Equal("application/json; charset=utf-8", webhook.Headers["Content-Type"]);
        AssertLike(example, webhook, customer);
    }

    [Theory]
    [InlineData("event-onboarded.extended.json", CustomerEvents.Onboarded)]
    [InlineData("event-address-added.extended.json", "Core.Customer.Address.Added")]
    public async Task An_extended_event_has_details(string example, string eventName)
    {
        await using var inbox = await WebhookInbox.StartAsync();
        var registration = _partner.Body("registration.request.json");
        registration["eventName"] = eventName;
        registration["callbackUrl"] = inbox.Url.OriginalString;
        registration["format"] = "Extended";
        (await _partner.PostAsync("/webhooks/v1/registrations", registration)).Expect(HttpStatusCode.OK);
        var body = _partner.Body("create-personal.request.json");
        body["clientIdentifier"] = (string?)Example.Read(example)["details"]![0]!["clientIdentifier"];
        var customer = await _partner.OnboardAsync(body);
        var address = (await _partner.PostAsync($"/core/v1/cm/customers/{customer["id"]}/addresses", Example.Read("add-address.request.json")))
            .Expect(HttpStatusCode.OK);

        await _emulator.AdvanceAsync(Story, _partner);

        AssertLike(example, Assert.Single(inbox.All), customer, address);
    }

    [Fact]
    public async Task A_partner_without_its_own_identifier_gets_a_null_in_the_details()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        var registration = _partner.Body("registration.request.json");
        registration["callbackUrl"] = inbox.Url.OriginalString;
        registration["format"] = "Extended";
        await _partner.PostAsync("/webhooks/v1/registrations", registration);
        var customer = await _partner.OnboardAsync();

        await _emulator.AdvanceAsync(Story, _partner);

        Assert.Equal($$"""[{"customerId":"{{customer["id"]}}","clientIdentifier":null}]""", Assert.Single(inbox.All).Json["details"]!.ToJsonString());
    }

    [Fact]
    public async Task The_registrations_user_and_password_are_sent()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await _partner.OnboardAsync();

        await _emulator.AdvanceAsync(Story, _partner);

        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes("hook-user:hook-password"));
        Assert.Equal($"Basic {credentials}", Assert.Single(inbox.All).Headers["Authorization"]);
    }

    [Fact]
    public async Task An_event_nobody_registered_for_is_sent_to_nobody()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.OfacChanged);
        await _partner.OnboardAsync();

        await _emulator.AdvanceAsync(Story, _partner);

        Assert.Equal([CustomerEvents.OfacChanged], inbox.All.Select(webhook => webhook.EventName));
    }

    [Fact]
    public async Task A_receiver_that_fails_twice_gets_a_third_attempt_and_then_no_more()
    {
        var answers = new ConcurrentQueue<int>([500, 500, 200]);
        await using var inbox = await WebhookInbox.StartAsync(_ => Task.FromResult(answers.TryDequeue(out var status) ? status : 200));
        var registration = await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await _partner.OnboardAsync();

        await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(100), _partner);
        Assert.Single(inbox.All);
        await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(999), _partner);
        Assert.Single(inbox.All);
        await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(1), _partner);
        Assert.Equal(2, inbox.All.Count);
        Assert.Equal(2, (int)(await GetAsync(registration))["consecutiveErrors"]!);
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(2), _partner);
        Assert.Equal(3, inbox.All.Count);
        await _emulator.AdvanceAsync(TimeSpan.FromDays(1), _partner);

        Assert.Equal(3, inbox.All.Count);
        Assert.Single(inbox.All.Select(webhook => webhook.Text).Distinct());
        Assert.Equal(0, (int)(await GetAsync(registration))["consecutiveErrors"]!);
    }

    [Fact]
    public async Task A_receiver_that_always_fails_gets_three_retries_after_one_two_and_four_seconds()
    {
        await using var inbox = await WebhookInbox.StartAsync(StatusCodes.Status500InternalServerError);
        var registration = await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await _partner.OnboardAsync();
        await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(100), _partner);

        var seconds = new List<int>();
        for (var second = 1; second <= 60; second++)
        {
            var before = inbox.All.Count;
            await _emulator.AdvanceAsync(TimeSpan.FromSeconds(1), _partner);
            seconds.AddRange(Enumerable.Repeat(second, inbox.All.Count - before));
        }

        Assert.Equal([1, 3, 7], seconds);
        Assert.Equal("2021-11-22T10:50:05.943-05:00", (string)(await GetAsync(registration))["lastError"]!);
    }

    [Fact]
    public async Task A_failure_is_told_in_words()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();
        await _partner.RegisterAsync(new Uri($"http://127.0.0.1:{port}/hooks"), CustomerEvents.Onboarded);
        await _partner.RegisterAsync(new Uri("http://partner.invalid/hooks"), CustomerEvents.PepScanChanged);
        await _partner.OnboardAsync();

        await _emulator.AdvanceAsync(Story, _partner);

        var failures = (await AttemptsAsync()).Select(attempt => (string)attempt["failure"]!).Distinct();
        Assert.Equal([$"connection refused by 127.0.0.1:{port}", "host name partner.invalid is not known"], failures);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var inbox = await WebhookInbox.StartAsync(StatusCodes.Status302Found);
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await _partner.OnboardAsync();

        await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(100), _partner);

        Assert.Equal("answered 302", (string)Assert.Single(await AttemptsAsync())["failure"]!);
    }

    [Fact]
    public async Task What_a_deleted_registration_had_still_to_be_told_is_dropped()
    {
        await using var inbox = await WebhookInbox.StartAsync(StatusCodes.Status500InternalServerError);
        var registration = await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await _partner.OnboardAsync();
        await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(100), _partner);

        await _partner.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"/webhooks/v1/registrations/{registration["id"]}"));
        await _emulator.AdvanceAsync(TimeSpan.FromMinutes(1), _partner);

        Assert.Single(inbox.All);
    }

    [Fact]
    public async Task Retries_do_not_hold_up_the_later_events_of_a_customer()
    {
        await using var failing = await WebhookInbox.StartAsync(StatusCodes.Status500InternalServerError);
        await using var inbox = await WebhookInbox.StartAsync();
        await _partner.RegisterAsync(failing.Url, CustomerEvents.Onboarded);
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.PepScanChanged, CustomerEvents.OfacChanged);
        await _partner.OnboardAsync();

        await _emulator.AdvanceAsync(Story, _partner);

        Assert.Equal([CustomerEvents.PepScanChanged, CustomerEvents.OfacChanged], inbox.All.Select(webhook => webhook.EventName));
        Assert.Single(failing.All);
    }

    private static void AssertLike(string example, Webhook webhook, JsonObject customer, JsonObject? child = null)
    {
        var text = Example.Read(example).ToJsonString();
        var ids = Example.Read(example)["resources"]![0]!.ToString().Split('/');
        text = text.Replace(ids[4], (string)customer["id"]!, StringComparison.Ordinal);
        if (ids.Length > 5)
        {
            text = text.Replace(ids[6], (string)child!["id"]!, StringComparison.Ordinal);
        }

        var expected = JsonNode.Parse(text)!.AsObject();
        string[] own = ["id", "partnerId", "createdAt"];
        Assert.Equal(expected.Select(member => member.Key), webhook.Json.Select(member => member.Key));
        Assert.All(own, name => expected[name] = webhook.Json[name]!.DeepClone());
        Assert.Equal(expected.ToJsonString(), webhook.Json.ToJsonString());
        Assert.Equal((string)customer["partnerId"]!, (string)webhook.Json["partnerId"]!);
        Assert.Matches(@"^2021-11-22T10:(49|50):\d\d\.\d{3}-05:00$", (string)webhook.Json["createdAt"]!);
    }

    private async Task<JsonObject> GetAsync(JsonObject registration) =>
        (await _partner.GetAsync($"/webhooks/v1/registrations/{registration["id"]}")).Expect(HttpStatusCode.OK);

    private async Task<IReadOnlyList<JsonObject>> AttemptsAsync() =>
        [.. (await _partner.GetJournalAsync()).Where(entry => (string)entry["kind"]! == "attempt")];
}
