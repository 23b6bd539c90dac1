using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Faults;

/// <summary>A partner whose customers get a story with bad deliveries, and a receiver for what comes of it. Time stands still until the test moves it.</summary>
internal sealed class FaultyDeliveries : IAsyncDisposable
{
    /// <summary>Four events, a second apart: Onboarded, OFAC Failed, OFAC Reviewing, OFAC Clear.</summary>
    private const string Timeline = """
        timeline:
          - after: 1s
            emit: Core.Customer.Onboarded
          - after: 1s
            set: { ofac: Failed }
          - after: 1s
            set: { ofac: Reviewing }
          - after: 1s
            set: { ofac: Clear }
        """;

    private FaultyDeliveries(RunningEmulator emulator, WebhookInbox inbox, Partner partner) => (Emulator, Inbox, Partner) = (emulator, inbox, partner);

    public RunningEmulator Emulator { get; }

    public WebhookInbox Inbox { get; }

    public Partner Partner { get; }

    private string World => $"/_emulator/partners/{Partner.Id}";

    /// <summary>Starts an emulator with one scenario.</summary>
    /// <param name="delivery">The lines of the key <c>delivery</c>, from its first key on.</param>
    /// <param name="answer">What the receiver answers.</param>
    /// <param name="timeline">The story, if it is another one.</param>
    /// <param name="settings">The emulator's settings.</param>
    public static async Task<FaultyDeliveries> StartAsync(
        string delivery,
        Func<Webhook, Task<int>>? answer = null,
        string timeline = Timeline,
        IReadOnlyDictionary<string, string?>? settings = null)
    {
        var emulator = settings is null ? new RunningEmulator() : new RunningEmulator { Settings = settings };
        var inbox = await WebhookInbox.StartAsync(answer ?? (_ => Task.FromResult(200)));
        var faulty = new FaultyDeliveries(emulator, inbox, emulator.NewPartner(Guid.Parse("6e80b097-693c-4592-8440-02f345335bbf")));
        await faulty.TellAsync(delivery, timeline);
        await faulty.Partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded, CustomerEvents.OfacChanged, CustomerEvents.PepScanChanged);
        (await faulty.Partner.PutAsync($"{faulty.World}/clock", new JsonObject { ["mode"] = "manual" })).Expect(HttpStatusCode.OK);

        return faulty;
    }

    /// <summary>Gives the world its scenario.</summary>
    public async Task TellAsync(string delivery, string timeline = Timeline)
    {
        var rules = delivery is "" ? "" : $"delivery:\n{string.Join('\n', delivery.Split('\n').Select(line => $"  {line}"))}\n";
        (await Partner.PutTextAsync($"{World}/scenarios/faulty", $"version: 1\nscenario: faulty\n{timeline}\n{rules}")).Expect(HttpStatusCode.OK);
    }

    /// <summary>Onboards a customer with the scenario.</summary>
    public Task<JsonObject> OnboardAsync(string? clientIdentifier = null)
    {
        var body = Partner.Body("create-personal.request.json");
        body["clientIdentifier"] = clientIdentifier ?? "one";
        return Partner.OnboardAsync(body, "faulty");
    }

    /// <summary>Moves the time; when this completes, everything due until then has happened and has its answer.</summary>
    public Task AdvanceAsync(string by) => Partner.AdvanceAsync(by);

    /// <summary>The names of the events that have come, in order.</summary>
    public IReadOnlyList<string> Names => [.. Inbox.All.Select(webhook => webhook.EventName)];

    /// <summary>The faults in the journal: kind and rule.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync() =>
        [.. (await Partner.GetJournalAsync()).Where(entry => (string)entry["kind"]! == "fault").Select(entry => $"{entry["fault"]}: {entry["rule"]}")];

    /// <summary>The attempts in the journal, in words.</summary>
    public async Task<IReadOnlyList<JsonObject>> AttemptsAsync() => [.. (await Partner.GetJournalAsync()).Where(entry => (string)entry["kind"]! == "attempt")];

    /// <summary>The deliveries, as the control API lists them.</summary>
    public async Task<IReadOnlyList<JsonObject>> DeliveriesAsync(string query = "") =>
        [.. (await Partner.GetAsync($"{World}/deliveries?pageSize=50{query}")).Expect(HttpStatusCode.OK)["results"]!.AsArray().Select(delivery => delivery!.AsObject())];

    /// <summary>Does something with the deliveries by hand.</summary>
    public Task<Answer> StepAsync(string what) => Partner.PostAsync($"{World}/deliveries/{what}", []);

    public async ValueTask DisposeAsync()
    {
        await Inbox.DisposeAsync();
        await Emulator.DisposeAsync();
    }
}
