using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Kernel.Time;
using CrossRiver.Emulator.Modules.Customers;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Kernel.Worlds.Running;

/// <summary>A world with more to do than can be done does not keep others, or its own calls, from their turns.</summary>
public sealed class BusyWorldTests : IAsyncLifetime
{
    private const int Calls = 20;

    private const string Endless = """
        version: 1
        scenario: endless
        timeline:
          - repeat: { every: 1ms, times: 10000 }
            steps:
              - repeat: { every: 1ms, times: 10000 }
                steps: [{ set: { ofac: Failed } }, { set: { ofac: Clear } }]
        """;

    // Calls took 7 to 22 seconds where the world had the process to itself, and some never had an answer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly RunningEmulator _emulator = new();
    private readonly Partner _busy;
    private readonly Partner _other;

    private readonly MeterListener _listener = new();
    private long _entriesRun;

    public BusyWorldTests() => (_busy, _other) = (_emulator.NewPartner(), _emulator.NewPartner());

    private string World => $"/_emulator/partners/{_busy.Id}";

    public ValueTask InitializeAsync()
    {
        var own = _emulator.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == own && instrument.Name is "crossriver.agenda.lateness")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref _entriesRun));
        _listener.Start();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _emulator.DisposeAsync();
    }

    [Theory]
    [InlineData("skip", 1)]
    [InlineData("real", 1_000)]
    [InlineData("real", 1_000_000)]
    public async Task Others_and_its_own_calls_are_answered_meanwhile(string mode, double speed)
    {
        await BeginAsync(mode, speed);

        for (var call = 0; call < Calls; call++)
        {
            await _other.OnboardAsync().WaitAsync(Patience, TestContext.Current.CancellationToken);
            await _busy.OnboardAsync().WaitAsync(Patience, TestContext.Current.CancellationToken);
            (await _other.GetAsync("/_emulator/health").WaitAsync(Patience, TestContext.Current.CancellationToken)).Expect(HttpStatusCode.OK);
        }

        (await _other.PostTextAsync($"/_emulator/partners/{_other.Id}/reset", "").WaitAsync(Patience, TestContext.Current.CancellationToken)).Expect(HttpStatusCode.OK);
        await AssertResetEndsItAsync();
    }

    [Fact]
    public async Task Many_busy_worlds_leave_room_for_another_one()
    {
        await BeginAsync("skip", 1);
        for (var count = 0; count < 10; count++)
        {
            await BeginAsync(_emulator.NewPartner(), "real", 1_000_000);
        }

        for (var call = 0; call < Calls; call++)
        {
            await _other.OnboardAsync().WaitAsync(Patience, TestContext.Current.CancellationToken);
        }

        (await _other.PostTextAsync("/_emulator/reset", "").WaitAsync(Patience, TestContext.Current.CancellationToken)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task It_says_that_it_falls_behind_until_it_is_reset()
    {
        await BeginAsync("real", 1_000_000);

        await Until.HoldsAsync(async () => (await ClockAsync())["behind"] is not null);

        Assert.True(Duration.TryParse((string)(await ClockAsync())["behind"]!, out var behind) && behind > TimeSpan.Zero);
        var journal = (await _busy.GetAsync($"{World}/journal?kind=control&limit=1000")).Expect(HttpStatusCode.OK)["entries"]!.AsArray();
        Assert.Single(journal, entry => ((string)entry!["what"]!).StartsWith("agenda: more is due than can be done", StringComparison.Ordinal));
        await AssertResetEndsItAsync();
    }

    [Fact]
    public async Task A_world_that_is_ended_while_it_is_busy_does_nothing_more()
    {
        await BeginAsync("skip", 1);
        await Until.HoldsAsync(() => Volatile.Read(ref _entriesRun) > 10_000);

        Assert.Equal(HttpStatusCode.NoContent, (await _busy.DeleteAsync(World).WaitAsync(Patience, TestContext.Current.CancellationToken)).Status);

        // The last entries are measured after their turns.
        var atItsEnd = Volatile.Read(ref _entriesRun);
        await CallAsync(200);
        Assert.InRange(Volatile.Read(ref _entriesRun) - atItsEnd, 0, 100);
    }

    [Fact]
    public async Task An_advance_ends_soon_after_its_caller_has_gone()
    {
        await BeginAsync("manual", 1);
        using (await RawCall.SendAsync(_busy, "POST", $"{World}/clock/advance", new JsonObject { ["by"] = "3650d" }))
        {
            await Until.HoldsAsync(() => Volatile.Read(ref _entriesRun) > 0);
        }

        await Until.HoldsAsync(async () => (await _busy.PostAsync($"{World}/clock/advance", new JsonObject { ["by"] = "0s" })).Status is HttpStatusCode.OK);
        Assert.InRange(Volatile.Read(ref _entriesRun), 1, 90_000);
    }

    [Fact]
    public async Task It_waits_for_a_receiver_that_takes_less_than_it_has_to_tell()
    {
        await using var inbox = await WebhookInbox.StartAsync(_ => new TaskCompletionSource<int>().Task);
        await _busy.RegisterAsync(inbox.Url, CustomerEvents.OfacChanged);
        await BeginAsync("real", 1_000_000);
        await Until.HoldsAsync(async () => await CountDeliveriesAsync() > 9_000);

        await CallAsync(200);
        await Until.HoldsAsync(async () => (await ClockAsync())["behind"] is not null);

        Assert.InRange(await CountDeliveriesAsync(), 9_000, 10_100);
        await AssertResetEndsItAsync();
    }

    [Fact]
    public async Task What_the_partner_does_not_come_for_makes_room_when_there_is_too_much()
    {
        await using var emulator = new RunningEmulator { Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Webhooks:Backlog"] = "3" } };
        var partner = emulator.NewPartner();
        var registration = partner.Body("registration.request.json");
        (registration["eventName"], registration["type"]) = (CustomerEvents.OfacChanged, "Poll");
        registration.Remove("callbackUrl");
        (await partner.PostAsync("/webhooks/v1/registrations", registration)).Expect(HttpStatusCode.OK);
        await BeginAsync(partner, "manual", 1);

        (await partner.PostAsync($"/_emulator/partners/{partner.Id}/clock/advance", new JsonObject { ["steps"] = 10 })).Expect(HttpStatusCode.OK);

        var deliveries = (await partner.GetDeliveriesAsync()).Select(delivery => (string)delivery["state"]!).ToList();
        Assert.All(deliveries[..^3], state => Assert.Equal("failed", state));
        Assert.All(deliveries[^3..], state => Assert.Equal("pending", state));
        Assert.InRange(deliveries.Count, 4, 100);
    }

    private Task BeginAsync(string mode, double speed) => BeginAsync(_busy, mode, speed);

    private static async Task BeginAsync(Partner partner, string mode, double speed)
    {
        var world = $"/_emulator/partners/{partner.Id}";
        (await partner.PutTextAsync($"{world}/scenarios/endless", Endless)).Expect(HttpStatusCode.OK);
        (await partner.PutAsync($"{world}/clock", new JsonObject { ["mode"] = mode, ["speed"] = speed })).Expect(HttpStatusCode.OK);
        await partner.OnboardAsync(scenario: "endless");
    }

    private async Task<int> CountDeliveriesAsync() => (await _busy.GetWorldAsync())["deliveries"]!.AsObject().Sum(state => (int)state.Value!);

    // Each of these calls gives the world time for much more.
    private async Task CallAsync(int calls)
    {
        for (var call = 0; call < calls; call++)
        {
            (await _other.GetAsync("/_emulator/health")).Expect(HttpStatusCode.OK);
        }
    }

    private async Task<JsonObject> ClockAsync() => (await _busy.GetAsync($"{World}/clock")).Expect(HttpStatusCode.OK);

    private async Task AssertResetEndsItAsync()
    {
        (await _busy.PostAsync($"{World}/reset", []).WaitAsync(Patience, TestContext.Current.CancellationToken)).Expect(HttpStatusCode.OK);

        Assert.Null((await ClockAsync())["nextDueAt"]);
        Assert.Null((await ClockAsync())["behind"]);
        Assert.Equal(["control"], (await _busy.GetJournalAsync()).Select(entry => (string)entry["kind"]!));
    }
}
