using System.Net.Mime;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Queries;
using CrossRiver.Emulator.Platform.Reports;

namespace CrossRiver.Emulator.Control.Reports;

/// <summary>How well a partner's integration behaves.</summary>
internal static class ReportEndpoints
{
    public static void MapReports(this LazyRoutes control) => control.Group("").WithTags("Report")
        .Get("/partners/{partnerId:guid}/report", GetReport)
        .Produces<ReportAnswer>(StatusCodes.Status200OK, MediaTypeNames.Application.Json, MediaTypeNames.Application.Xml);

    /// <summary>
    /// Judges a partner's integration by its world's journal: a verdict and evidence for each rule. It answers 200 also when a rule failed.
    /// Ask when everything is over: who has not read yet what it was told of fails.
    /// </summary>
    internal static IResult GetReport(Guid partnerId, ReportForm form, WorldDirectory worlds, ReportCard card)
    {
        var answer = ReportAnswer.Of(worlds.Require(partnerId), card);

        return form.Format is ReportFormat.Junit
            ? TypedResults.Bytes(JUnitReport.Of(partnerId, answer.Now, answer.Verdicts), "application/xml; charset=utf-8")
            : TypedResults.Ok(answer);
    }
}

/// <summary>How to write a report card.</summary>
/// <param name="Format">As what.</param>
internal sealed record ReportForm(ReportFormat Format) : IQuery<ReportForm>
{
    public static ReportForm Read(QueryReader query) =>
        new(query.OneOf<ReportFormat>("format", "As what: JSON, which is the default, or JUnit's XML, in which a rule is a test case and one that is not observable is skipped.") ?? ReportFormat.Json);
}

/// <summary>The forms in which a report card can be had.</summary>
internal enum ReportFormat
{
    Json,

    /// <summary>JUnit's XML.</summary>
    Junit,
}

/// <summary>A report card.</summary>
/// <param name="PartnerId">Whose.</param>
/// <param name="Now">The moment, on the world's clock.</param>
/// <param name="Epoch">The world's epoch.</param>
/// <param name="Lost">How many entries the journal had to drop. Then no rule is said to be kept, because what was dropped may have broken it.</param>
/// <param name="Passed">How many rules passed.</param>
/// <param name="Failed">How many failed.</param>
/// <param name="NotObservable">How many can be told nothing of.</param>
/// <param name="Verdicts">Each rule with its verdict.</param>
internal sealed record ReportAnswer(
    Guid PartnerId, DateTimeOffset Now, int Epoch, long Lost, int Passed, int Failed, int NotObservable, IReadOnlyList<JudgedRule> Verdicts)
{
    /// <summary>Judges the partner of a world.</summary>
    public static ReportAnswer Of(World world, ReportCard card)
    {
        var excerpt = world.Journal.Read(new JournalQuestion(After: 0, int.MaxValue));
        var verdicts = card.Judge(excerpt.Entries, excerpt.Lost);

        return new ReportAnswer(
            world.PartnerId,
            world.Clock.Now,
            world.EpochNumber,
            excerpt.Lost,
            verdicts.Count(rule => rule.Verdict is Verdict.Passed),
            verdicts.Count(rule => rule.Verdict is Verdict.Failed),
            verdicts.Count(rule => rule.Verdict is Verdict.NotObservable),
            verdicts);
    }
}
