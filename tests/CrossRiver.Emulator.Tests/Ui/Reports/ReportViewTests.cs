using System.Net;
using CrossRiver.Emulator.Control.Reports;

namespace CrossRiver.Emulator.Ui.Reports;

/// <summary>A tester reads what the emulator says of an integration.</summary>
public sealed class ReportViewTests : IAsyncDisposable
{
    private readonly StandingEmulator _emulator = new();

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task The_failed_rule_is_first_with_evidence_that_leads_into_the_journal()
    {
        var integration = new Integration(_emulator, BadHabit.MakesTwins);
        await integration.PlayAsync();

        var view = await OpenAsync(integration.Partner);
        var report = (await integration.Partner.GetAsync($"{integration.Partner.Control}/report")).Expect(HttpStatusCode.OK);
        var failed = report["verdicts"]!.AsArray().Single(rule => (string)rule!["verdict"]! is "failed")!;

        Assert.Equal($"✕ failed {failed["sentence"]}", view.Texts(".rule h2")[0]);
        Assert.Equal($"{failed["why"]}", view.Texts(".rule:first-of-type > p")[0]);
        Assert.Contains($"{failed["rule"]} · source: {failed["source"]}", view.Texts(".rule:first-of-type > p"));
        Assert.Equal(failed["evidence"]!.AsArray().Select(evidence => $"entry {evidence!["entry"]}"), view.Texts(".rule:first-of-type li a"));
        Assert.Equal(
            $"/_emulator/ui/partners/{integration.Partner.Id}/journal?after={(long)failed["evidence"]![0]!["entry"]! - 1}",
            view.Document.QuerySelector(".rule li a")!.GetAttribute("href"));
        Assert.Equal(
            $"✕ failed {report["failed"]} · ✓ passed {report["passed"]} · ○ not observable {report["notObservable"]}",
            view.Texts("#verdicts")[0]);
        Assert.Equal(report["verdicts"]!.AsArray().Count, view.Texts(".rule").Count);
    }

    [Fact]
    public async Task A_rule_that_failed_only_since_a_checkpoint_regressed()
    {
        var integration = new Integration(_emulator, BadHabit.MakesTwins);
        var partner = integration.Partner;
        await partner.BeginAsync();
        await partner.PostAsync($"{partner.Control}/checkpoints/before", []);
        await integration.PlayAsync();

        var view = await (await OpenAsync(partner)).FollowAsync("since before");
        var answer = (await partner.GetAsync($"{partner.Control}/report?against=before")).Expect(HttpStatusCode.OK);
        var unknown = await partner.GetAsync($"{partner.Control}/report?against=befor");

        Assert.Equal(1, (int)answer["regressed"]!);
        Assert.StartsWith("✕ regressed ", view.Texts(".rule h2")[0], StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotFound, "Checkpoint befor not found; did you mean 'before'?"), (unknown.Status, Assert.Single(unknown.Messages)));
    }

    [Fact]
    public async Task The_report_is_there_as_json_and_as_junit()
    {
        var partner = _emulator.NewPartner();
        await partner.BeginAsync();
        var view = await OpenAsync(partner);

        var addresses = view.Document.QuerySelectorAll(".bar > p a").Select(link => link.GetAttribute("href")!).ToList();

        Assert.Equal([$"{partner.Control}/report?format=junit", $"{partner.Control}/report", "/_emulator/coverage?format=markdown"], addresses);
        Assert.All(view.Texts(".rule h2"), rule => Assert.StartsWith("○ not observable", rule, StringComparison.Ordinal));
        Assert.StartsWith("<?xml", (await partner.GetAsync(addresses[0])).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hostile_path_in_the_evidence_is_text()
    {
        var partner = _emulator.NewPartner();
        var body = partner.Body("create-personal.request.json");
        body["<script>alert(1)</script>"] = new string('x', 10_000);
        await partner.PostAsync("/core/v1/cm/customers", body);

        var view = await OpenAsync(partner);

        Assert.Contains(view.Texts(".rule li"), line => line.Contains("<script>alert(1)</script>", StringComparison.Ordinal));
        Assert.Empty(view.Document.QuerySelectorAll("main script"));
    }

    [Fact]
    public async Task A_partner_without_a_world_has_no_report() => Assert.Equal(HttpStatusCode.NotFound, (await OpenAsync(_emulator.NewPartner())).Status);

    private static Task<BrowsedPage> OpenAsync(Partner partner) => BrowsedPage.OpenAsync(partner, $"/_emulator/ui/partners/{partner.Id}/report");
}
