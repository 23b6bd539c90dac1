using System.Net.Mime;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Queries;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace CrossRiver.Emulator.Control.Reports;

/// <summary>Provides the routes that say how much of the emulator a run has met.</summary>
internal static class CoverageEndpoints
{
    public static IServiceCollection AddCoverage(this IServiceCollection services) => services
        .AddSingleton<JournalCoverage>()
        .AddSingleton<Coverage>()
        .AddSingleton(CreateObserver);

    public static void MapCoverage(this LazyRoutes control)
    {
        var coverage = control.Group("/coverage").WithTags("Report");
        coverage.Get("", GetCoverage).Produces<CoverageAnswer>(StatusCodes.Status200OK, MediaTypeNames.Application.Json, MediaTypeNames.Text.Markdown);
        coverage.Delete("", ClearCoverage);
    }

    /// <summary>
    /// Lists the names that all worlds together have met since the start, with counts, and the names that were never met. They are scenarios, ways of a
    /// choice, actions of a hold, statuses, events, faults and errors. Worlds that were reset or have ended count. The counts end with the process.
    /// </summary>
    internal static IResult GetCoverage(CoverageOptions form, HttpRequest request, Coverage coverage)
    {
        var answer = coverage.Read();
        return (form.Format ?? Accepted(request)) is CoverageFormat.Markdown
            ? TypedResults.Text(answer.ToMarkdown(), "text/markdown; charset=utf-8")
            : TypedResults.Ok(answer);
    }

    /// <summary>Resets the coverage. All counts become 0, and worlds stay as they are.</summary>
    internal static NoContent ClearCoverage(Coverage coverage)
    {
        coverage.Clear();
        return TypedResults.NoContent();
    }

    // The catalogs of all names would cost the start several milliseconds, so the first entry has them made.
    private static JournalObserver CreateObserver(IServiceProvider services)
    {
        var coverage = new Lazy<JournalCoverage>(services.GetRequiredService<JournalCoverage>);
        return new JournalObserver(entry => coverage.Value.Observe(entry));
    }

    private static CoverageFormat Accepted(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted) && accepted.Any(type => type.MediaType == MediaTypeNames.Text.Markdown)
            ? CoverageFormat.Markdown : CoverageFormat.Json;
}

/// <summary>Represents the query of the coverage.</summary>
internal sealed record CoverageOptions(CoverageFormat? Format) : IQuery<CoverageOptions>
{
    public static CoverageOptions Read(QueryReader query) =>
        new(query.OneOf<CoverageFormat>("format", "The format: JSON, which is the default, or Markdown, which is the default of a call that accepts `text/markdown`."));
}

/// <summary>Represents the format of the coverage.</summary>
internal enum CoverageFormat
{
    Json,
    Markdown,
}
