using System.Net.Mime;
using CrossRiver.Emulator.Control.Snapshots;
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
    /// Call it at the end, because an integration that has not read all changes yet fails. With `against`, the answer is that of the POST.
    /// </summary>
    internal static IResult GetReport(Guid partnerId, ReportOptions form, WorldDirectory worlds, ReportCard card)
    {
        var world = worlds.Require(partnerId);
        var answer = ReportAnswer.Of(world, card);
        return form.Against is { } checkpoint ? Compare(world, answer, form, ChangesSince(world, checkpoint, answer, card)) : Write(partnerId, answer, form);
    }

    /// <summary>Returns the change of each rule since a checkpoint, by the report of the journal until then.</summary>
    /// <exception cref="Platform.Errors.ApiException">The world has no such checkpoint.</exception>
    public static IReadOnlyList<RuleChange> ChangesSince(World world, string checkpoint, ReportAnswer now, ReportCard card)
    {
        var until = world.RequireCheckpoint(checkpoint).LastEntry;
        var excerpt = world.Journal.Read(new JournalQuery(After: 0, int.MaxValue));
        var before = card.Judge([.. excerpt.Entries.Where(entry => entry.Number <= until)], excerpt.Lost).ToDictionary(rule => rule.Rule, rule => rule.Verdict, StringComparer.Ordinal);
        return [.. now.Verdicts.Select(rule => RuleChange.Of(before[rule.Rule], rule))];
    }

    private static IResult Write(Guid partnerId, ReportAnswer answer, ReportOptions form)
    {
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
        var world = worlds.Require(partnerId);
        var answer = ReportAnswer.Of(world, card);
        return Compare(world, answer, form, [.. body.Value.CompareWith(answer.Verdicts)]);
    }

    private static IResult Compare(World world, ReportAnswer answer, ReportOptions form, IReadOnlyList<RuleChange> changes) => form.Format is ReportFormat.Junit
        ? TypedResults.Bytes(JUnitReport.Of(world.PartnerId, answer.Now, [.. changes.Select(rule => rule.ToResult())]), "application/xml; charset=utf-8")
        : TypedResults.Ok(ComparisonAnswer.Of(world, answer.Lost, changes));
}

/// <summary>Represents the query of a report card.</summary>
/// <param name="Against">The checkpoint to compare with, or null for no comparison.</param>
internal sealed record ReportOptions(ReportFormat Format, string? Against) : IQuery<ReportOptions>
{
    public static ReportOptions Read(QueryReader query) =>
        new(query.OneOf<ReportFormat>("format", "The format: JSON, which is the default, or JUnit's XML, in which a rule is a test case and a rule that is not observable is skipped.") ?? ReportFormat.Json,
            query.Text("against", "A checkpoint of the world: each rule is compared with the report of the journal until then."));
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
