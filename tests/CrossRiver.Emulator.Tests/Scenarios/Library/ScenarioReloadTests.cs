using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Scenarios.Library;

/// <summary>Real files change under a real emulator.</summary>
public sealed class ScenarioReloadTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ScenarioFilesFolder _files = new();
    private readonly RunningEmulator _emulator;
    private readonly Lazy<Partner> _partner;

    public ScenarioReloadTests()
    {
        _emulator = _files.NewEmulator();
        _partner = new Lazy<Partner>(_emulator.NewPartner);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _emulator.DisposeAsync();
        _files.Dispose();
    }

    [Fact]
    public async Task A_changed_file_is_read_again()
    {
        _files.Write("mine.yaml", "{version: 1, scenario: mine, title: first, timeline: []}");
        Assert.Equal("first", await TitleAsync("mine"));

        _files.Write("mine.yaml", "{version: 1, scenario: mine, title: second, timeline: []}");

        await ReadyWhenAsync(ready => (int)ready["loads"]! > 1);
        Assert.Equal("second", await TitleAsync("mine"));
        await EnteredAsync("scenarios: read again because of scenarios/mine.yaml");
    }

    [Fact]
    public async Task A_file_that_an_editor_saves_by_renaming_is_read_again()
    {
        _files.Write("mine.yaml", "{version: 1, scenario: mine, title: first, timeline: []}");
        Assert.Equal("first", await TitleAsync("mine"));

        _files.Replace("mine.yaml", "{version: 1, scenario: mine, title: second, timeline: []}");

        await ReadyWhenAsync(ready => (int)ready["loads"]! > 1);
        Assert.Equal("second", await TitleAsync("mine"));
    }

    [Fact]
    public async Task A_deleted_file_withdraws_its_scenarios_and_brings_the_shipped_one_back()
    {
        _files.Write("own.yaml", "{version: 1, scenario: pep-hit, title: own, timeline: []}\n---\n{version: 1, scenario: mine, timeline: []}");
        Assert.Equal("own", await TitleAsync("pep-hit"));

        _files.Delete("own.yaml");

        await ReadyWhenAsync(ready => !Names(ready).Contains("mine"));
        Assert.Equal("The customer is a politically exposed person", await TitleAsync("pep-hit"));
    }

    [Fact]
    public async Task An_invalid_change_keeps_the_last_good_version_of_its_file_and_is_told_until_it_is_mended()
    {
        _files.Write("mine.yaml", "{version: 1, scenario: mine, title: good, timeline: []}");
        Assert.Null((await ReadyWhenAsync(_ => true))["errors"]);

        _files.Write("mine.yaml", "version: 1\nscenario: mine\ntimeline: [{after: soon}]");
        _files.Write("other.yaml", "{version: 1, scenario: other, timeline: []}");

        var bad = await ReadyWhenAsync(ready => ready["errors"] is not null && Names(ready).Contains("other"));
        Assert.Equal("ready", (string)bad["status"]!);
        var error = (string)Assert.Single(bad["errors"]!.AsArray())!;
        Assert.StartsWith("scenarios/mine.yaml(3,20): 'soon' is no duration", error, StringComparison.Ordinal);
        Assert.Equal("good", await TitleAsync("mine"));
        await EnteredAsync($"scenarios: {error}");

        _files.Write("mine.yaml", "{version: 1, scenario: mine, title: mended, timeline: []}");

        await ReadyWhenAsync(ready => ready["errors"] is null);
        Assert.Equal("mended", await TitleAsync("mine"));
    }

    [Fact]
    public async Task A_new_file_counts_wherever_it_is()
    {
        await ReadyWhenAsync(_ => true);

        _files.Write("conditions/storm.yaml", "{version: 1, condition: storm, rules: [{call: any, latency: 1s}]}");
        _files.Write("team/new.yaml", "{version: 1, scenario: new, timeline: []}");

        var ready = await ReadyWhenAsync(ready => Names(ready).Contains("new"));
        Assert.Null(ready["errors"]);
    }

    [Fact]
    public async Task Stray_files_are_passed_over_from_the_start_and_while_it_runs()
    {
        _files.Write("._first.yaml", "\0\u0005\u0016\a");
        await ReadyWhenAsync(_ => true);

        _files.Write(".#mine.yaml", "version: [");
        _files.Write(".git/config.yaml", "version: [");
        _files.Write("mine.yaml", "{version: 1, scenario: mine, timeline: []}");

        Assert.Null((await ReadyWhenAsync(ready => Names(ready).Contains("mine")))["errors"]);
    }

    [Fact]
    public async Task The_folder_itself_may_come_and_go()
    {
        _files.DeleteAll();
        await ReadyWhenAsync(_ => true);

        _files.Write("mine.yaml", "{version: 1, scenario: mine, timeline: []}");
        await ReadyWhenAsync(ready => Names(ready).Contains("mine"));
        _files.DeleteAll();
        await ReadyWhenAsync(ready => !Names(ready).Contains("mine"));
        _files.Write("mine.yaml", "{version: 1, scenario: mine, timeline: []}");
        await ReadyWhenAsync(ready => Names(ready).Contains("mine"));
    }

    [Fact]
    public async Task The_default_stays_when_its_file_goes()
    {
        _files.Write("mine.yaml", "{version: 1, scenario: mine, timeline: []}");
        await using var emulator = _files.NewEmulator(("Emulator:Scenarios:Default", "mine"));
        var partner = emulator.NewPartner();
        await ReadyWhenAsync(_ => true, partner);

        _files.Delete("mine.yaml");

        var ready = await ReadyWhenAsync(ready => ready["errors"] is not null, partner);
        Assert.Equal(
            "Emulator:Scenarios:Default: there is no scenario 'mine'; write one of account-frozen, answer-lost, both-hit, business-hit, clear, faithful, faithful-day, flaky-api, late-hit, ofac-hit, ofac-review, ofac-review-cleared, opens-account, pep-hit, pep-review, stuck-pending, waits-for-address, webhook-storm; the last one stays",
            (string)Assert.Single(ready["errors"]!.AsArray())!);
        await partner.OnboardAsync();
        Assert.Contains(await partner.GetJournalAsync(), entry => (string?)entry["scenario"] == "mine");
    }

    [Fact]
    public async Task Files_that_are_not_watched_stay_as_they_were()
    {
        await using var emulator = _files.NewEmulator(("Emulator:Scenarios:Watch", "false"));
        await ReadyWhenAsync(_ => true, emulator.NewPartner());

        _files.Write("mine.yaml", "{version: 1, scenario: mine, timeline: []}");

        // The other emulator sees it, and this one would have had the same time.
        await ReadyWhenAsync(ready => Names(ready).Contains("mine"));
        Assert.Null(emulator.Services.GetRequiredService<ScenarioLibrary>().Catalog.Find("mine"));
    }

    private static IEnumerable<string> Names(JsonObject ready) => ready["scenarios"]!.AsArray().Select(name => (string)name!);

    private async Task<string?> TitleAsync(string scenario)
    {
        await ReadyWhenAsync(ready => Names(ready).Contains(scenario));
        return _emulator.Services.GetRequiredService<ScenarioLibrary>().Catalog.Find(scenario)!.Title;
    }

    // The journal is told a moment after the change is in force.
    private async Task EnteredAsync(string what)
    {
        var startedAt = Stopwatch.GetTimestamp();
        JsonObject journal;
        do
        {
            Assert.True(Stopwatch.GetElapsedTime(startedAt) < Patience, $"The journal does not have it: {what}");
            journal = (await _partner.Value.GetAsync("/_emulator/journal")).Expect(HttpStatusCode.OK);
        }
        while (!journal["entries"]!.AsArray().Any(entry => (string?)entry!["what"] == what));
    }

    /// <summary>Asks until the emulator is as a test waits for it to be.</summary>
    private async Task<JsonObject> ReadyWhenAsync(Func<JsonObject, bool> isReached, Partner? partner = null)
    {
        var startedAt = Stopwatch.GetTimestamp();
        while (true)
        {
            var ready = (await (partner ?? _partner.Value).GetAsync("/_emulator/ready")).Expect(HttpStatusCode.OK);
            if (isReached(ready))
            {
                return ready;
            }

            Assert.True(Stopwatch.GetElapsedTime(startedAt) < Patience, $"It did not come: {ready}");
        }
    }
}
