using CrossRiver.Emulator.Control.Reports;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Platform.Reports;
using CrossRiver.Emulator.Ui.Serving;

namespace CrossRiver.Emulator.Ui.Reports;

/// <summary>Builds the report on an integration. Its evidence leads into the journal.</summary>
internal sealed class ReportPage(WorldDirectory worlds, ReportCard card)
{
    private const string JUnitQuery = "?format=junit";

    public (PageFrame Frame, ReportModel Model) Of(Guid partnerId, PageContext page)
    {
        var world = worlds.Require(partnerId);
        var frame = page.Frame("Report", "Report", world);
        var report = ReportAnswer.Of(world, card);
        var route = PageContext.ControlOf(world, "report");
        var address = $"{page.Root[..^"/ui".Length]}/partners/{world.PartnerId}/report";
        var against = page.Query["against"].ToString();
        var changes = against is "" ? [] : ReportEndpoints.ChangesSince(world, against, report, card);
        var changeOf = changes.ToDictionary(change => change.Rule, change => WireJson.NameOf(change.Change), StringComparer.Ordinal);
        var rules = report.Verdicts.OrderBy(RankOf).Select(rule => LineOf(rule, frame) with { Change = changeOf.GetValueOrDefault(rule.Rule) }).ToList();
        return (frame, new ReportModel(rules, report.Passed, report.Failed, report.NotObservable)
        {
            Lost = report.Lost,
            Against = AgainstOf(world, against, frame),
            Coverage = $"{page.Root[..^"/ui".Length]}/coverage?format=markdown",
            Json = address,
            JUnit = $"{address}{JUnitQuery}",
            Curl = page.Curl("GET", $"{route}{JUnitQuery}"),
        });
    }

    private static IReadOnlyList<FilterLink> AgainstOf(World world, string current, PageFrame frame) =>
    [
        new FilterLink("now", frame.InWorld("report"), current is ""),
        .. world.Checkpoints.All.Select(checkpoint => new FilterLink($"since {checkpoint.Name}", frame.InWorld($"report?against={Uri.EscapeDataString(checkpoint.Name)}"), checkpoint.Name == current)),
    ];

    private static int RankOf(RuleResult rule) => rule.Verdict switch { Verdict.Failed => 0, Verdict.Passed => 1, _ => 2 };

    private static RuleLine LineOf(RuleResult rule, PageFrame frame) => new(
        rule.Rule,
        rule.Verdict switch { Verdict.Passed => "passed", Verdict.Failed => "failed", _ => "not observable" },
        rule.Sentence,
        rule.Why,
        rule.Source,
        [.. rule.Evidence.Select(evidence => LineOf(evidence, frame))]);

    private static EvidenceLine LineOf(Evidence evidence, PageFrame frame) => new(
        evidence.Entry,
        EasternTime.From(evidence.At),
        evidence.What,
        frame.InWorld(string.Create(CultureInfo.InvariantCulture, $"journal?after={evidence.Entry - 1}")));
}
