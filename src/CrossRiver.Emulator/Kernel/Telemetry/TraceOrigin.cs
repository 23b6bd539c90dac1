using System.Diagnostics;

namespace CrossRiver.Emulator.Kernel.Telemetry;

/// <summary>Where in a trace something comes from: the partner's call, or the step that caused it.</summary>
/// <param name="Span">The span.</param>
/// <remarks>It is a value, so that it can wait on an agenda and go with an event; what is in no trace has none.</remarks>
internal sealed record TraceOrigin(ActivityContext Span)
{
    /// <summary>The header that tells a receiver which span its call belongs to, as in W3C Trace Context.</summary>
    public const string ParentHeader = "traceparent";

    /// <summary>The header that carries what other tracing systems add to it.</summary>
    public const string StateHeader = "tracestate";

    // What W3C Trace Context asks everybody to pass on at least; and no trace shows more links than the other.
    private const int LongestState = 512;
    private const int MostOthers = 127;

    /// <summary>Other spans that something comes from as well, when several events are sent as one.</summary>
    public IReadOnlyList<ActivityContext> Others { get; init; } = [];

    /// <summary>The value of <c>traceparent</c>.</summary>
    public string Parent => $"00-{Span.TraceId.ToHexString()}-{Span.SpanId.ToHexString()}-{(byte)Span.TraceFlags:x2}";

    /// <summary>The value of <c>tracestate</c>, or <see langword="null"/> when there is none that can be passed on.</summary>
    public string? State => Span.TraceState is { Length: > 0 and <= LongestState } state && state.All(letter => letter is >= ' ' and <= '~') ? state : null;

    /// <summary>Reads what a caller tells. A <c>traceparent</c> that is malformed or given twice is none.</summary>
    public static TraceOrigin? Read(IHeaderDictionary headers) =>
        headers.TraceParent is [{ } parent] && HasDashes(parent)
        && ActivityContext.TryParse(parent, headers.TraceState.ToString(), isRemote: true, out var span)
            ? new TraceOrigin(span)
            : null;

    /// <summary>The span that is being measured, or <see langword="null"/> when none is or it has no identifier that can be told.</summary>
    public static TraceOrigin? Of(Activity? span) => span is { IdFormat: ActivityIdFormat.W3C } ? new TraceOrigin(span.Context) : null;

    /// <summary>Makes one origin of several: the first, and the others beside it.</summary>
    public static TraceOrigin? Join(IEnumerable<TraceOrigin?> origins)
    {
        TraceOrigin[] known = [.. origins.OfType<TraceOrigin>().DistinctBy(origin => origin.Span).Take(MostOthers + 1)];
        return known switch
        {
            [] => null,
            [var only] => only,
            [var first, .. var others] => first with { Others = [.. others.Select(origin => origin.Span)] },
        };
    }

    // TryParse does not look at what stands between the parts.
    private static bool HasDashes(string parent) => parent is [_, _, '-', ..] && parent.Length == 55 && parent[35] == '-' && parent[52] == '-';
}
