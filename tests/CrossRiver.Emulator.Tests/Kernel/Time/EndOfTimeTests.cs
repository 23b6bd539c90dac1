using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Kernel.Randomness;
using CsCheck;

namespace CrossRiver.Emulator.Kernel.Time;

/// <summary>Whatever a clock shows, calls are answered and the emulator stops when it is asked to.</summary>
public sealed class EndOfTimeTests : IAsyncLifetime
{
    private static readonly Gen<DateTimeOffset> AnyMoment = Gen.OneOf(
        Gen.Const(DateTimeOffset.MinValue),
        Gen.Const(DateTimeOffset.MaxValue),
        Gen.Const(ClockSetting.End),
        Gen.Long[DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks].Select(ticks => new DateTimeOffset(ticks, TimeSpan.Zero)));

    private static readonly Gen<TimeSpan> AnySpan = Gen.OneOf(
        Gen.Const(TimeSpan.MinValue), Gen.Const(TimeSpan.MaxValue), Gen.Const(TimeSpan.Zero), Gen.Long.Select(ticks => new TimeSpan(ticks)));

    private readonly EmulatorOfAnyTime _emulator = new();
    private readonly Partner _partner;

    public EndOfTimeTests() => _partner = _emulator.NewPartner();

    private string World => $"/_emulator/partners/{_partner.Id}";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public void A_moment_a_span_later_is_one_that_clocks_show() => Gen.Select(AnyMoment, AnySpan)
        .Sample((moment, span) => Assert.True(ClockSetting.Has(ClockSetting.Later(moment, span))));

    [Fact]
    public void A_clock_shows_a_moment_whatever_the_machine_shows() =>
        Gen.Select(AnyMoment, AnyMoment.Array[1, 5], Gen.Double[ClockOptions.SlowestSpeed, ClockOptions.FastestSpeed], Gen.Enum<ClockMode>()).Sample((from, machine, speed, mode) =>
        {
            var source = new AnyTime { Moment = machine[0] };
            var clock = new EmulatorClock(source, new ClockSetting(mode, speed, from, machine[0]));
            foreach (var moment in machine)
            {
                source.Moment = moment;
                var before = clock.Now;
                clock.Hold();
                clock.LetGo();
                clock.MoveTo(from);
                clock.Go(mode, speed);
                Assert.True(ClockSetting.Has(clock.Now) && clock.Now >= before);
                Assert.True(clock.MachineSpanUntil(ClockSetting.End) is null or { Ticks: >= 0 });
            }
        });

    [Theory]
    [InlineData("1600-01-01T00:00:00Z")]
    [InlineData("2079-06-07T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public void An_identifier_is_made_at_any_moment(string moment) =>
        Assert.NotEqual(Guid.Empty, BankId.Create(DateTimeOffset.Parse(moment, null), [1, .. new byte[BankId.RandomLength - 1]]));

    [Theory]
    [InlineData("2079-01-01T00:00:00Z", "2021-01-01T00:00:00Z", "Real", 1)]
    [InlineData("2078-12-31T23:59:59Z", "1900-01-01T00:00:00Z", "Real", 1)]
    [InlineData("2078-12-31T23:59:59Z", "2021-01-01T00:00:00Z", "Real", 1_000_000)]
    [InlineData("2079-01-01T00:00:00Z", "2021-01-01T00:00:00Z", "Skip", 1)]
    [InlineData("1990-01-01T00:00:00Z", "2079-01-01T00:00:00Z", "Real", 1_000_000)]
    public async Task A_world_that_is_restored_with_such_a_clock_answers_and_stops(string now, string machine, string mode, double speed)
    {
        await _partner.OnboardAsync(scenario: "ofac-review");
        var snapshot = (await _partner.GetAsync("/_emulator/snapshot")).Expect(HttpStatusCode.OK);
        foreach (var clock in snapshot["worlds"]!.AsArray().Select(world => world!["clock"]!).Append(snapshot["clock"]!))
        {
            (clock["now"], clock["machine"], clock["mode"], clock["speed"]) = (now, machine, mode, speed);
        }

        (await _partner.PutAsync("/_emulator/snapshot", snapshot)).Expect(HttpStatusCode.OK);

        await AnswersAsync();
    }

    [Theory]
    [InlineData("1970-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("2200-12-31T23:59:59Z")]
    public async Task A_machine_that_is_set_to_another_time_at_high_speed_is_answered(string machine)
    {
        (await _partner.PutAsync($"{World}/clock", new JsonObject { ["mode"] = "real", ["speed"] = 1_000_000 })).Expect(HttpStatusCode.OK);
        await _partner.OnboardAsync();

        _emulator.Time.Moment = DateTimeOffset.Parse(machine, null);

        await AnswersAsync();
    }

    [Fact]
    public async Task Repetitions_beyond_the_end_of_time_are_told_and_played()
    {
        const string Endless = """
            version: 1
            scenario: endless
            timeline:
              - repeat: { every: 3650d, times: 10000 }
                steps:
                  - repeat: { every: 3650d, times: 10000 }
                    steps: [{ after: 3650d, set: { ofac: Failed } }, { after: 3650d, set: { ofac: Clear } }]
            """;
        (await _partner.PutTextAsync($"{World}/scenarios/endless", Endless)).Expect(HttpStatusCode.OK);
        (await _partner.PutAsync($"{World}/clock", new JsonObject { ["mode"] = "manual" })).Expect(HttpStatusCode.OK);
        var customer = await _partner.OnboardAsync(scenario: "endless");

        (await _partner.GetAsync($"{World}/customers/{customer["id"]}/timeline")).Expect(HttpStatusCode.OK);
        var create = new JsonObject { ["request"] = _partner.Body("create-personal.request.json"), ["headers"] = new JsonObject { ["X-Emulator-Scenario"] = "endless" } };
        (await _partner.PostAsync($"{World}/scenarios/explain", create)).Expect(HttpStatusCode.OK);
        for (var decade = 0; decade < 7; decade++)
        {
            (await _partner.PostAsync($"{World}/clock/advance", new JsonObject { ["by"] = "3650d" })).Expect(HttpStatusCode.OK);
        }

        await AnswersAsync();
    }

    [Theory]
    [InlineData("now", "2079-01-01T00:00:01Z")]
    [InlineData("now", "9999-12-31T23:59:59Z")]
    [InlineData("to", "2079-01-01T00:00:01Z")]
    [InlineData("to", "1899-12-31T00:00:00Z")]
    [InlineData("by", "3651d")]
    [InlineData("by", "-1s")]
    public async Task A_moment_that_no_clock_shows_is_refused(string member, string value)
    {
        await _partner.OnboardAsync();
        var body = new JsonObject { [member] = value };

        var answer = member is "now" ? await _partner.PutAsync($"{World}/clock", body) : await _partner.PostAsync($"{World}/clock/advance", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }

    private async Task AnswersAsync()
    {
        await _partner.TakeTokenAsync("any");
        await _partner.OnboardAsync(scenario: "late-hit");
        await _partner.OnboardAsync(scenario: "faithful-day");
        (await _partner.GetAsync($"{World}/clock")).Expect(HttpStatusCode.OK);
        (await _partner.PostAsync($"{World}/clock/advance", new JsonObject { ["by"] = "3650d" })).Expect(HttpStatusCode.OK);
        (await _partner.GetAsync($"{World}/snapshot")).Expect(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, (await _partner.GetAsync($"{World}/journal/export?format=Har")).Status);
        (await _partner.PostTextAsync($"{World}/reset", "")).Expect(HttpStatusCode.OK);
        await _partner.OnboardAsync();
        (await _partner.PostTextAsync("/_emulator/reset", "")).Expect(HttpStatusCode.OK);
        await _emulator.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    /// <summary>An emulator on a machine whose clock a test sets, and whose timers go on as they do.</summary>
    private sealed class EmulatorOfAnyTime : RunningEmulator
    {
        public AnyTime Time { get; } = new() { Moment = DateTimeOffset.Parse("2026-03-02T09:00:00Z", null) };

        protected override TimeProvider Machine => Time;
    }

    private sealed class AnyTime : TimeProvider
    {
        public DateTimeOffset Moment { get; set; }

        public override DateTimeOffset GetUtcNow() => Moment;
    }
}
