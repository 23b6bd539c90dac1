using System.Net.Http.Json;
using System.Text.Json;

namespace PartnerApp;

/// <summary>Each scenario of the pack, from the form to its end, with both clocks of tests.</summary>
public sealed class PackTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    public static TheoryData<string, TestClock> Cases =>
    [
        .. from outcome in Pack.Outcomes
           from clock in (TestClock[])[TestClock.Manual, TestClock.Skip]
           select (outcome.Scenario, clock),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_app_ends_with_what_the_bank_has_decided(string scenario, TestClock clock)
    {
        var partner = emulator.NewPartner();
        await partner.SetClockAsync(clock, Stop);
        await using var app = await RunningApp.StartAsync(partner, answersFirst: clock is TestClock.Skip);
        await partner.NextCustomerAsync(scenario, cancellationToken: Stop);

        var customerId = await app.OnboardAsync();
        await PlayAsync(partner, clock);
        await app.SweepAsync();

        var outcome = Pack.Outcomes.Single(outcome => outcome.Scenario == scenario);
        var known = await app.KnownAsync(customerId);
        Assert.Equal((outcome.Ofac, outcome.PepScan, outcome.Decision), (known.Ofac, known.PepScan, known.Decision));
        Assert.Equal(scenario, (await partner.Steps.ReadAsync(customerId, Stop)).Scenario);
        (await partner.ReportAsync(Stop)).RequireNoFailure();
    }

    [Fact]
    public async Task The_pack_is_played_in_full()
    {
        using var http = emulator.NewPartner().CreateClient();
        var answer = await http.GetFromJsonAsync<JsonElement>(new Uri("_emulator/scenarios", UriKind.Relative), Stop);
        var shipped = answer.GetProperty("scenarios").EnumerateArray()
            .Where(scenario => scenario.GetProperty("from").GetString() is "shipped")
            .Select(scenario => scenario.GetProperty("name").GetString());

        Assert.Equal(shipped.Order(StringComparer.Ordinal), Pack.Outcomes.Select(outcome => outcome.Scenario));
    }

    // A clock that skips is at the end by itself as soon as nothing is due any more.
    private static Task PlayAsync(PartnerWorld partner, TestClock clock) => clock is TestClock.Manual
        ? partner.AdvanceAsync(Pack.LongEnough, Stop)
        : partner.WaitUntilIdleAsync(Pack.LongEnough, Stop);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
