using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Control.Reports;

/// <summary>What a partner's integration may do that a good one does not.</summary>
public enum BadHabit
{
    None,
    AnswersLate,
    ReadsNothing,
    RefusesDuplicates,
    MakesTwins,
    PollsAtOnce,
    TakesTokens,
    SendsMore,
    BelievesOldNews,
    ChangesKeys,
}

/// <summary>A partner's integration that onboards a customer and does everything right, but for one bad habit.</summary>
public sealed class Integration(StandingEmulator emulator, BadHabit habit)
{
    private const string Customers = "/core/v1/cm/customers";

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private int _keys;

    public Partner Partner { get; } = emulator.NewPartner();

    /// <summary>Onboards a customer, is told of its scans twice, and polls twice.</summary>
    public async Task PlayAsync()
    {
        await using var inbox = await WebhookInbox.StartAsync(webhook => Task.FromResult(Take(webhook)));
        await BeginAsync(inbox);
        var created = await CreateAsync("customer-1");
        await emulator.AdvanceAsync(TimeSpan.FromSeconds(1), Partner);
        await ReadAsync(created);

        var resent = (string)inbox.All[^1].Json["id"]!;
        await CallAsync(HttpMethod.Post, $"/webhooks/v1/events/{resent}/resend");
        await emulator.AdvanceAsync(TimeSpan.Zero, Partner);

        await CreateAsync(habit is BadHabit.MakesTwins ? "customer-1" : "customer-2");
        await CallAsync(HttpMethod.Get, $"/webhooks/v1/events/poll?partnerId={Partner.Id}");
        emulator.Clock.Advance(TimeSpan.FromSeconds(habit is BadHabit.PollsAtOnce ? 29 : 30));
        await CallAsync(HttpMethod.Get, $"/webhooks/v1/events/poll?partnerId={Partner.Id}");
        await ReadAsync(await CreateAsync("customer-3"));
        await emulator.AdvanceAsync(TimeSpan.Zero, Partner);
        await ReadAllAsync(inbox);
    }

    /// <summary>Takes the news that a customer's scan failed only when it has been cleared meanwhile.</summary>
    public async Task HearOldNewsAsync()
    {
        await using var inbox = await WebhookInbox.StartAsync(webhook =>
            Task.FromResult(webhook.EventName == CustomerEvents.OfacChanged && _refused.Add(webhook.EventName) ? 500 : 200));
        await BeginAsync(inbox);
        var created = await CreateAsync("customer-1");
        await emulator.AdvanceAsync(TimeSpan.FromMilliseconds(500), Partner);
        var outcome = new JsonObject { ["ofac"] = "Failed" };
        (await Partner.PostAsync($"/_emulator/partners/{Partner.Id}/customers/{created["id"]}/outcome", outcome)).Expect(HttpStatusCode.OK);
        await emulator.AdvanceAsync(TimeSpan.Zero, Partner);
        await emulator.AdvanceAsync(TimeSpan.FromMilliseconds(500), Partner);
        await emulator.AdvanceAsync(TimeSpan.FromMilliseconds(500), Partner);

        await CallAsync(habit is BadHabit.BelievesOldNews ? HttpMethod.Delete : HttpMethod.Get, $"{Customers}/{created["id"]}");
    }

    /// <summary>Makes a call again that was refused because there were too many.</summary>
    public async Task TryAgainAsync()
    {
        await CallAsync(HttpMethod.Get, $"{Customers}?partnerId={Partner.Id}");
        for (var time = 0; time < 2; time++)
        {
            var answer = await CallAsync(HttpMethod.Post, Customers, Partner.Body("create-personal.request.json"), habit is BadHabit.ChangesKeys ? $"key-{time}" : "key");
            Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status);
        }
    }

    /// <summary>The verdicts by the names of their rules.</summary>
    public async Task<IReadOnlyDictionary<string, string>> GetVerdictsAsync()
    {
        var report = (await Partner.GetAsync($"/_emulator/partners/{Partner.Id}/report")).Expect(HttpStatusCode.OK);
        return report["verdicts"]!.AsArray().ToDictionary(rule => (string)rule!["rule"]!, rule => (string)rule!["verdict"]!, StringComparer.Ordinal);
    }

    public async Task<Answer> CallAsync(HttpMethod method, string path, JsonObject? body = null, string? key = null)
    {
        if (habit is BadHabit.TakesTokens)
        {
            await Partner.TakeTokenAsync("somebody");
        }

        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (key is not null)
        {
            request.Headers.Add("idempotency-key", key);
        }

        return await Partner.SendAsync(request);
    }

    private async Task BeginAsync(WebhookInbox inbox)
    {
        await Partner.TakeTokenAsync("somebody");
        foreach (var eventName in new[] { CustomerEvents.Onboarded, CustomerEvents.OfacChanged, CustomerEvents.PepScanChanged })
        {
            await Partner.RegisterAsync(inbox.Url, eventName);
        }

        var polled = Partner.Body("registration.request.json");
        (polled["eventName"], polled["type"]) = (CustomerEvents.NameChanged, "Poll");
        polled.Remove("callbackUrl");
        (await CallAsync(HttpMethod.Post, "/webhooks/v1/registrations", polled)).Expect(HttpStatusCode.OK);
    }

    private async Task<JsonObject> CreateAsync(string identifier)
    {
        var body = Partner.Body("create-personal.request.json");
        body["clientIdentifier"] = identifier;
        if (habit is BadHabit.SendsMore)
        {
            body["nickname"] = "Pete";
        }

        return (await CallAsync(HttpMethod.Post, Customers, body, $"key-{_keys++}")).Expect(HttpStatusCode.OK);
    }

    private async Task ReadAsync(JsonObject customer)
    {
        if (habit is not BadHabit.ReadsNothing)
        {
            await CallAsync(HttpMethod.Get, $"{Customers}/{customer["id"]}");
        }
    }

    private async Task ReadAllAsync(WebhookInbox inbox)
    {
        foreach (var id in inbox.All.Select(webhook => webhook.CustomerId).Distinct(StringComparer.Ordinal))
        {
            await ReadAsync(new JsonObject { ["id"] = id });
        }
    }

    private int Take(Webhook webhook)
    {
        if (habit is BadHabit.AnswersLate && _seen.Count is 0)
        {
            emulator.Clock.Advance(TimeSpan.FromSeconds(6));
        }

        return _seen.Add((string)webhook.Json["id"]!) || habit is not BadHabit.RefusesDuplicates ? 200 : 500;
    }
}
