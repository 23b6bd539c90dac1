using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace CrossRiver.Emulator.Control.Reports;

/// <summary>What the emulator says of an integration, seen from outside.</summary>
public sealed class ReportEndpointsTests : IAsyncLifetime
{
    private const string Unseen = "not observable";

    private readonly StandingEmulator _emulator = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Theory]
    [InlineData(BadHabit.None, null)]
    [InlineData(BadHabit.AnswersLate, "acknowledged-in-time")]
    [InlineData(BadHabit.ReadsNothing, "read-after-thin-event")]
    [InlineData(BadHabit.RefusesDuplicates, "took-duplicates")]
    [InlineData(BadHabit.MakesTwins, "one-customer-an-identifier")]
    [InlineData(BadHabit.PollsAtOnce, "polled-slowly")]
    [InlineData(BadHabit.TakesTokens, "kept-token")]
    [InlineData(BadHabit.SendsMore, "sent-known-members")]
    public async Task A_good_integration_passes_and_one_with_a_bad_habit_fails_for_that_alone(BadHabit habit, string? rule)
    {
        var integration = new Integration(_emulator, habit);

        await integration.PlayAsync();

        var verdicts = await integration.GetVerdictsAsync();
        Assert.Equal(rule is null ? [] : [rule], verdicts.Where(verdict => verdict.Value is "failed").Select(verdict => verdict.Key));
        Assert.Equal(
            ["kept-latest", "retried-with-same-key", "refused-forgeries", "opened-account-before-clear"],
            verdicts.Where(verdict => verdict.Value is Unseen).Select(verdict => verdict.Key));
    }

    [Theory]
    [InlineData(BadHabit.None, "passed")]
    [InlineData(BadHabit.BelievesOldNews, "failed")]
    public async Task Old_news_after_new_changes_nothing(BadHabit habit, string verdict)
    {
        var integration = new Integration(_emulator, habit);

        await integration.HearOldNewsAsync();

        Assert.Equal(verdict, (await integration.GetVerdictsAsync())["kept-latest"]);
    }

    [Theory]
    [InlineData(BadHabit.None, "passed")]
    [InlineData(BadHabit.ChangesKeys, "failed")]
    public async Task A_call_that_failed_is_made_again_with_its_key(BadHabit habit, string verdict)
    {
        await using var limited = new StandingEmulator
        {
            Settings = new Dictionary<string, string?> { ["Emulator:Limits:Requests"] = "1", ["Emulator:Limits:Window"] = "01:00:00" },
        };
        var integration = new Integration(limited, habit);
        await integration.Partner.BeginAsync();

        await integration.TryAgainAsync();

        Assert.Equal(verdict, (await integration.GetVerdictsAsync())["retried-with-same-key"]);
    }

    [Fact]
    public async Task Of_a_world_without_calls_nothing_can_be_told()
    {
        var partner = _emulator.NewPartner();
        await partner.BeginAsync();

        var report = (await partner.GetAsync($"/_emulator/partners/{partner.Id}/report")).Expect(HttpStatusCode.OK);

        Assert.All(report["verdicts"]!.AsArray(), rule => Assert.Equal(Unseen, (string)rule!["verdict"]!));
        Assert.Equal((1, 0L, 11), ((int)report["epoch"]!, (long)report["lost"]!, (int)report["notObservable"]!));
    }

    [Fact]
    public async Task Evidence_is_an_entry_of_the_journal_with_a_line_to_read()
    {
        var integration = new Integration(_emulator, BadHabit.MakesTwins);
        await integration.PlayAsync();

        var report = (await integration.Partner.GetAsync($"/_emulator/partners/{integration.Partner.Id}/report?format=JSON")).Expect(HttpStatusCode.OK);

        var rule = report["verdicts"]!.AsArray().Single(rule => (string)rule!["rule"]! == "one-customer-an-identifier")!;
        var evidence = Assert.Single(rule["evidence"]!.AsArray())!;
        var entry = (await integration.Partner.GetJournalAsync()).Single(entry => (long)entry["number"]! == (long)evidence["entry"]!);
        Assert.Equal("customers.create", (string)entry["operation"]!);
        Assert.Contains("clientIdentifier customer-1, as ", (string)evidence["what"]!, StringComparison.Ordinal);
        Assert.Equal(($"{integration.Partner.Id}", "1 of 3 were not so"), ((string)report["partnerId"]!, (string)rule["why"]!));
    }

    [Fact]
    public async Task As_JUnit_a_rule_is_a_test_case_whatever_was_sent()
    {
        var integration = new Integration(_emulator, BadHabit.PollsAtOnce);
        await integration.PlayAsync();
        await integration.CallAsync(HttpMethod.Post, $"/core/v1/cm/customers/{integration.Partner.Id}/%01%EF%BF%BF<", []);

        var answer = await integration.Partner.GetAsync($"/_emulator/partners/{integration.Partner.Id}/report?format=junit");

        var suite = XDocument.Parse(answer.Text).Root!.Element("testsuite")!;
        Assert.Equal(("11", "1", "4"), ((string)suite.Attribute("tests")!, (string)suite.Attribute("failures")!, (string)suite.Attribute("skipped")!));
        var failed = suite.Elements("testcase").Single(rule => rule.Element("failure") is not null);
        Assert.StartsWith("polled-slowly: ", (string)failed.Attribute("name")!, StringComparison.Ordinal);
        Assert.Contains("GET /webhooks/v1/events/poll → 204 29 s after entry", (string)failed.Element("failure")!, StringComparison.Ordinal);
        Assert.Equal(4, suite.Elements("testcase").Count(rule => rule.Element("skipped") is not null));
    }

    [Fact]
    public async Task Another_format_is_refused()
    {
        var partner = _emulator.NewPartner();

        var answer = await partner.GetAsync($"/_emulator/partners/{partner.Id}/report?format=html");

        answer.Expect(HttpStatusCode.BadRequest);
        Assert.Equal(["Format must be one of Json, Junit"], answer.Messages);
    }

    [Fact]
    public async Task What_a_reset_forgot_was_not_lost()
    {
        var integration = new Integration(_emulator, BadHabit.MakesTwins);
        await integration.PlayAsync();
        (await integration.Partner.PostAsync($"/_emulator/partners/{integration.Partner.Id}/reset", new JsonObject { ["keep"] = new JsonArray() })).Expect(HttpStatusCode.OK);

        var report = (await integration.Partner.GetAsync($"/_emulator/partners/{integration.Partner.Id}/report")).Expect(HttpStatusCode.OK);

        Assert.Equal((2, 0L, 0), ((int)report["epoch"]!, (long)report["lost"]!, (int)report["failed"]!));
    }

    [Fact]
    public async Task When_the_journal_was_full_no_rule_is_said_to_be_kept_but_what_is_left_may_break_one()
    {
        await using var small = new StandingEmulator { Settings = new Dictionary<string, string?> { ["Emulator:Worlds:JournalEntries"] = "100" } };
        var integration = new Integration(small, BadHabit.PollsAtOnce);
        await integration.Partner.BeginAsync();
        for (var call = 0; call < 100; call++)
        {
            await integration.CallAsync(HttpMethod.Get, $"/core/v1/cm/customers?partnerId={integration.Partner.Id}");
        }

        await integration.PlayAsync();

        var verdicts = await integration.GetVerdictsAsync();

        Assert.Equal(["polled-slowly"], verdicts.Where(verdict => verdict.Value is not Unseen).Select(verdict => verdict.Key));
    }
}
