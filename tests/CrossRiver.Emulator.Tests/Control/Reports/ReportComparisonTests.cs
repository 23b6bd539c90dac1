using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using CrossRiver.Emulator.Cli;

namespace CrossRiver.Emulator.Control.Reports;

/// <summary>A report card in comparison with an earlier one.</summary>
public sealed class ReportComparisonTests : IAsyncLifetime
{
    private readonly StandingEmulator _emulator = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task Each_rule_says_how_its_verdict_changed()
    {
        var (partner, _) = await JudgeAsync(BadHabit.MakesTwins);
        var earlier = Report(
            ("one-customer-an-identifier", "passed"),
            ("sent-known-members", "failed"),
            ("took-duplicates", "passed"),
            ("polled-slowly", "not observable"),
            ("refused-forgeries", "failed"),
            ("gone", "failed"));

        var answer = (await partner.PostAsync($"{partner.Control}/report", earlier)).Expect(HttpStatusCode.OK);

        var rules = answer["rules"]!.AsArray().ToDictionary(rule => (string)rule!["rule"]!, rule => (string)rule!["change"]!, StringComparer.Ordinal);
        Assert.Equal("regressed", rules["one-customer-an-identifier"]);
        Assert.Equal("fixed", rules["sent-known-members"]);
        Assert.Equal("still passing", rules["took-duplicates"]);
        Assert.Equal("still passing", rules["polled-slowly"]);
        Assert.Equal("not observable", rules["refused-forgeries"]);
        Assert.Equal("new", rules["kept-token"]);
        Assert.Equal(
            (1, 1, 0, 2, 1, 6),
            ((int)answer["regressed"]!, (int)answer["fixed"]!, (int)answer["stillFailing"]!, (int)answer["stillPassing"]!, (int)answer["notObservable"]!, (int)answer["new"]!));
    }

    [Fact]
    public async Task A_report_against_itself_shows_no_change_and_as_JUnit_no_failure()
    {
        var (partner, report) = await JudgeAsync(BadHabit.MakesTwins);

        var answer = (await partner.PostAsync($"{partner.Control}/report", report)).Expect(HttpStatusCode.OK);
        var suite = XDocument.Parse((await partner.PostAsync($"{partner.Control}/report?format=junit", report)).Text).Root!.Element("testsuite")!;

        Assert.Equal((0, 0, 1), ((int)answer["regressed"]!, (int)answer["fixed"]!, (int)answer["stillFailing"]!));
        Assert.Equal(("11", "0"), ((string)suite.Attribute("tests")!, (string)suite.Attribute("failures")!));
        Assert.Contains(suite.Descendants("skipped"), skipped => ((string)skipped.Attribute("message")!).StartsWith("still failing: 1 of 3", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"verdicts":[{"rule":"kept-token","verdict":"well"}]}""", "Verdict must be one of passed, failed, not observable")]
    [InlineData("""{}""", "Verdicts required")]
    [InlineData("""{"verdicts":[{"rule":"kept-token","verdict":"passed"}],"verdict":1}""", "There is no verdict; did you mean 'verdicts'?")]
    public async Task What_is_no_report_is_refused(string body, string message)
    {
        var partner = _emulator.NewPartner();
        await partner.BeginAsync();

        var answer = await partner.PostTextAsync($"{partner.Control}/report", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(message, string.Join('\n', answer.Messages), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_ends_with_1_if_a_rule_regressed()
    {
        await using var emulator = new RunningEmulator();
        var folder = Directory.CreateTempSubdirectory("report-").FullName;
        var partner = emulator.NewPartner();
        await partner.BeginAsync();
        var commands = new CommandRun(emulator);
        var file = Path.Combine(folder, "report.json");
        await File.WriteAllTextAsync(file, await commands.RunAsync("report", "--json"), TestContext.Current.CancellationToken);

        Assert.Contains("not observable  kept-token", await commands.RunAsync("report", "--against", file), StringComparison.Ordinal);
        var body = partner.Body("create-personal.request.json");
        body["favouriteColour"] = "blue";
        await partner.OnboardAsync(body);

        var exception = await Assert.ThrowsAsync<CommandException>(() => commands.RunAsync("report", "--against", file, "--junit"));

        Assert.Equal((ExitCode.CannotDo, $"regressed since {file}: sent-known-members"), (exception.ExitCode, exception.Message));
        Directory.Delete(folder, recursive: true);
    }

    private async Task<(Partner Partner, JsonObject Report)> JudgeAsync(BadHabit habit)
    {
        var integration = new Integration(_emulator, habit);
        await integration.PlayAsync();
        return (integration.Partner, (await integration.Partner.GetAsync($"{integration.Partner.Control}/report")).Expect(HttpStatusCode.OK));
    }

    private static JsonObject Report(params IEnumerable<(string Rule, string Verdict)> verdicts) =>
        new() { ["verdicts"] = new JsonArray([.. verdicts.Select(rule => new JsonObject { ["rule"] = rule.Rule, ["verdict"] = rule.Verdict })]) };
}
