using System.Net.Mime;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Queries;
using CrossRiver.Emulator.Platform.Reports;

namespace CrossRiver.Emulator.Control.Reports;

/// <summary>Provides the routes that judge a partner's integration.</summary>
internal static class ReportEndpoints
{
    public static void MapReports(this LazyRoutes control)
    {
        control.MapCoverage();
        var report = control.Group("/partners/{partnerId:guid}/report").WithTags("Report");
        report.Get("", GetReport).Produces<ReportAnswer>(StatusCodes.Status200OK, MediaTypeNames.Application.Json, MediaTypeNames.Application.Xml);
        report.Post("", CompareReport).Produces<ComparisonAnswer>(StatusCodes.Status200OK, MediaTypeNames.Application.Json, MediaTypeNames.Application.Xml)
            .WithExample("report.compare", _ => new { Verdicts = new[] { new { Rule = "took-duplicates", Verdict = "failed" }, new { Rule = "kept-token", Verdict = "passed" } } });
    }

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

    /// <summary>
    /// Judges a partner's integration, and compares each rule with an earlier report, which is the body: regressed, fixed, still failing, still passing, not
    /// observable or new. The status is 200 even if a rule regressed. As JUnit, only such a rule fails. Name the partner: the earlier report may be of another.
    /// </summary>
    internal static IResult CompareReport(Guid partnerId, ReportOptions form, Body<EarlierReportRequest> body, WorldDirectory worlds, ReportCard card)
    {
        var answer = ReportAnswer.Of(worlds.Require(partnerId), card);
        IReadOnlyList<RuleChange> changes = [.. body.Value.CompareWith(answer.Verdicts)];

        return form.Format is ReportFormat.Junit
            ? TypedResults.Bytes(JUnitReport.Of(partnerId, answer.Now, [.. changes.Select(rule => rule.ToResult())]), "application/xml; charset=utf-8")
            : TypedResults.Ok(ComparisonAnswer.Of(worlds.Require(partnerId), answer.Lost, changes));
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
