using System.Net.Mime;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Queries;
using CrossRiver.Emulator.Platform.Reports;

namespace CrossRiver.Emulator.Control.Reports;

/// <summary>Provides the route that judges a partner's integration.</summary>
internal static class ReportEndpoints
{
    public static void MapReports(this LazyRoutes control) => control.Group("").WithTags("Report")
        .Get("/partners/{partnerId:guid}/report", GetReport)
        .Produces<ReportAnswer>(StatusCodes.Status200OK, MediaTypeNames.Application.Json, MediaTypeNames.Application.Xml);

    /// <summary>
    /// Judges a partner's integration by its world's journal: a verdict and evidence for each rule. The status is 200 even if a rule failed.
    /// Call it at the end, because an integration that has not read all changes yet fails.
    /// </summary>
    internal static IResult GetReport(Guid partnerId, ReportOptions form, WorldDirectory worlds, ReportCard card)
    {
        var answer = ReportAnswer.Of(worlds.Require(partnerId), card);

        return form.Format is ReportFormat.Junit
            ? TypedResults.Bytes(JUnitReport.Of(partnerId, answer.Now, answer.Verdicts), "application/xml; charset=utf-8")
            : TypedResults.Ok(answer);
    }
}

/// <summary>Represents the query of a report card.</summary>
internal sealed record ReportOptions(ReportFormat Format) : IQuery<ReportOptions>
{
    public static ReportOptions Read(QueryReader query) =>
        new(query.OneOf<ReportFormat>("format", "The format: JSON, which is the default, or JUnit's XML, in which a rule is a test case and a rule that is not observable is skipped.") ?? ReportFormat.Json);
}

/// <summary>Represents the format of a report card.</summary>
internal enum ReportFormat
{
    Json,
    Junit,
}

/// <summary>Represents a report card.</summary>
/// <param name="Lost">The number of entries that the journal dropped. If it is not 0, no rule passes, because a dropped entry may have broken it.</param>
/// <param name="Passed">The number of rules that passed.</param>
/// <param name="Failed">The number of rules that failed.</param>
/// <param name="NotObservable">The number of rules without a verdict.</param>
/// <param name="Verdicts">Each rule with its verdict.</param>
internal sealed record ReportAnswer(World World, long Lost, int Passed, int Failed, int NotObservable, IReadOnlyList<RuleResult> Verdicts) : WorldStamp(World)
{
    public static ReportAnswer Of(World world, ReportCard card)
    {
        var excerpt = world.Journal.Read(new JournalQuery(After: 0, int.MaxValue));
        var verdicts = card.Judge(excerpt.Entries, excerpt.Lost);

        return new ReportAnswer(world, excerpt.Lost, Count(Verdict.Passed), Count(Verdict.Failed), Count(Verdict.NotObservable), verdicts);

        int Count(Verdict verdict) => verdicts.Count(rule => rule.Verdict == verdict);
    }
}
