using System.Diagnostics;

namespace CrossRiver.Emulator.Kernel.Telemetry;

/// <summary>Represents the place of a cause in a trace: the partner's call, or a step.</summary>
internal sealed record ParentSpan(ActivityContext Span)
{
    /// <summary>The header with the span of a call, as in W3C Trace Context.</summary>
    public const string ParentHeader = "traceparent";

    /// <summary>The header with the data of other tracing systems.</summary>
    public const string StateHeader = "tracestate";

    // W3C Trace Context requires this length at least. Tools do not show more links than this number.
    private const int LongestState = 512;
    private const int MostOthers = 127;

    /// <summary>Gets further causes, if several events are sent together.</summary>
    public IReadOnlyList<ActivityContext> Others { get; init; } = [];

    /// <summary>Gets the value of <c>traceparent</c>.</summary>
    public string Parent => $"00-{Span.TraceId.ToHexString()}-{Span.SpanId.ToHexString()}-{(byte)Span.TraceFlags:x2}";

    /// <summary>Gets the value of <c>tracestate</c>, or null if there is none or it is invalid.</summary>
    public string? State => Span.TraceState is { Length: > 0 and <= LongestState } state && state.All(letter => letter is >= ' ' and <= '~') ? state : null;

    /// <summary>Reads the headers of a call. Returns null if <c>traceparent</c> is missing, malformed or there twice.</summary>
    public static ParentSpan? Read(IHeaderDictionary headers) =>
        headers.TraceParent is [{ } parent] && HasDashes(parent)
        && ActivityContext.TryParse(parent, headers.TraceState.ToString(), isRemote: true, out var span) ? new ParentSpan(span) : null;

    /// <summary>Returns the origin of a span, or null without a span or without a W3C identifier.</summary>
    public static ParentSpan? Of(Activity? span) => span is { IdFormat: ActivityIdFormat.W3C } ? new ParentSpan(span.Context) : null;

    /// <summary>Joins several origins: the first one, with the others as further causes.</summary>
    public static ParentSpan? Join(IEnumerable<ParentSpan?> origins)
    {
        ParentSpan[] known = [.. origins.OfType<ParentSpan>().DistinctBy(origin => origin.Span).Take(MostOthers + 1)];
        return known switch
        {
            [] => null,
            [var only] => only,
            [var first, .. var others] => first with { Others = [.. others.Select(origin => origin.Span)] },
        };
    }

    // TryParse does not check the dashes.
    private static bool HasDashes(string parent) => parent is [_, _, '-', ..] && parent.Length == 55 && parent[35] == '-' && parent[52] == '-';
}
