using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Webhooks.Delivering;

namespace CrossRiver.Emulator.Worlds.Running;

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

    public BusyWorldTests() => (_busy, _other) = (_emulator.NewPartner(), _emulator.NewPartner());

    private string World => $"/_emulator/partners/{_busy.Id}";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

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
        var world = _busy.World;
        await Until.HoldsAsync(() => world.Turns > 10_000);

        Assert.Equal(HttpStatusCode.NoContent, (await _busy.DeleteAsync(World).WaitAsync(Patience, TestContext.Current.CancellationToken)).Status);

        Assert.Null(world.NextDueAt);
        Assert.False(world.Clock.Course.Stands);
        Assert.Equal(0, world.AgendaEntries);
    }

    [Fact]
    public async Task An_advance_ends_soon_after_its_caller_has_gone()
    {
        await BeginAsync("manual", 1);
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        var advance = await _busy.World.Time.AdvanceAsync(new AdvanceOrder { By = TimeSpan.FromDays(3650) }, gone.Token);

        Assert.Equal(AdvanceEnd.TimeIsUp, advance.End);
        Assert.InRange(advance.After.Steps - advance.Before.Steps, 0, 1_000);
        Assert.False(_busy.World.Time.IsBeingAdvanced);
    }

    [Fact]
    public async Task It_waits_for_a_receiver_that_takes_less_than_it_has_to_tell()
    {
        await using var inbox = await WebhookInbox.StartAsync(_ => new TaskCompletionSource<int>().Task);
        await _busy.RegisterAsync(inbox.Url, CustomerEvents.OfacChanged);
        await BeginAsync("real", 1_000_000);
        await Until.HoldsAsync(() => _busy.World.AllDeliveries.Skip(9_000).Any());
        var turns = _busy.World.Turns;

        await Until.HoldsAsync(async () => (await ClockAsync())["nextDueAt"] is not null && _busy.World.Turns > turns + 1_000);

        Assert.InRange(_busy.World.AllDeliveries.Count(), 9_000, 10_100);
        Assert.NotNull((await ClockAsync())["behind"]);
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

        var deliveries = partner.World.AllDeliveries.ToList();
        Assert.All(deliveries[..^3], delivery => Assert.Equal(DeliveryState.Finished, delivery.State));
        Assert.All(deliveries[^3..], delivery => Assert.Equal(DeliveryState.Polled, delivery.State));
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

    private async Task<JsonObject> ClockAsync() => (await _busy.GetAsync($"{World}/clock")).Expect(HttpStatusCode.OK);

    private async Task AssertResetEndsItAsync()
    {
        (await _busy.PostAsync($"{World}/reset", []).WaitAsync(Patience, TestContext.Current.CancellationToken)).Expect(HttpStatusCode.OK);

        Assert.Null((await ClockAsync())["nextDueAt"]);
        Assert.Null((await ClockAsync())["behind"]);
        Assert.Equal(["control"], (await _busy.GetJournalAsync()).Select(entry => (string)entry["kind"]!));
    }
}
