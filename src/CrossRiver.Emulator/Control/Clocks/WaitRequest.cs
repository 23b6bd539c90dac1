using CrossRiver.Emulator.Control.Journals;
using CrossRiver.Emulator.Kernel.Journal.Matching;
using CrossRiver.Emulator.Kernel.Worlds.Running;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using static CrossRiver.Emulator.Platform.Bodies.Field;

namespace CrossRiver.Emulator.Control.Clocks;

/// <summary>Represents the condition that a call waits for.</summary>
/// <param name="Until"><c>idle</c>, or the entries to wait for: <c>event</c>, <c>delivery</c>, <c>call</c> or <c>change</c>.</param>
/// <param name="Match">The members that the entries must have, or null for any.</param>
/// <param name="Count">The number of entries. The default is 1.</param>
/// <param name="After">The cursor after which entries count. The default is 0, the beginning of the kept journal.</param>
/// <param name="Within">For an idle world: the span on its clock in which nothing may become due, and over which a skipping clock skips; or null.</param>
/// <param name="Timeout">The longest time to wait, in real time. The default is 10 seconds.</param>
internal sealed record WaitRequest(string Until, JsonElement? Match, int? Count, long? After, string? Within, string? Timeout) : IRequestBody
{
    private const int MostEntries = 1000;

    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPatience = TimeSpan.FromMinutes(10);

    // The kind of the entries to wait for; null for an idle world.
    private static readonly Dictionary<string, string?> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["idle"] = null,
        ["event"] = "event",
        ["delivery"] = "attempt",
        ["call"] = "call",
        ["change"] = "change",
    };

    private static readonly IReadOnlyList<Field> Fields =
    [
        Of("until", FieldType.OfText($"must be one of {string.Join(", ", Kinds.Keys)}", Kinds.ContainsKey, new FieldFormat { Names = [.. Kinds.Keys] })).Required(),
        Of("match", SnapshotBody.Match),
        Of("count", FieldType.WholeNumber(1, MostEntries)),
        Of("after", new FieldType("must be a cursor that an answer gave, a whole number from 0", IsCursor, new FieldFormat { Kind = FieldKind.WholeNumber, Smallest = 0 })),
        Of("within", FieldType.Span()),
        Of("timeout", FieldType.Span(LongestPatience)),
    ];

    /// <summary>Gets the kind of the entries, or null if the call waits for an idle world.</summary>
    public string? KindOfEntries => Kinds[Until];

    public TimeSpan Patience => Duration.ParseAny(Timeout) ?? DefaultPatience;

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => Fields;

    private static bool IsCursor(FieldValue value) => value.Json.ValueKind is JsonValueKind.Number && value.Json.TryGetInt64(out var cursor) && cursor >= 0;
}

/// <summary>Represents the end of a wait whose condition is met.</summary>
/// <param name="Entries">The entries, as many as the call waited for; null for an idle world.</param>
/// <param name="Cursor">The cursor after the last of them.</param>
/// <param name="Lost">The number of entries that were dropped unread, because the journal was full.</param>
/// <param name="Restarted">True if `after` is no cursor of this journal, which has restarted since: all its entries counted.</param>
internal sealed record WaitAnswer(World World, IReadOnlyList<object>? Entries, long? Cursor, long? Lost, bool? Restarted = null) : WorldStamp(World);

/// <summary>Represents the end of a wait whose condition was not met in time.</summary>
/// <param name="Errors">The reason.</param>
internal sealed record WaitOver(World World, [property: JsonPropertyOrder(-4)] IReadOnlyList<ApiError> Errors) : WorldStamp(World)
{
    /// <summary>The matching entries so far, too few.</summary>
    public IReadOnlyList<object>? Entries { get; init; }

    /// <summary>The cursor up to which the journal was read.</summary>
    public long? Cursor { get; init; }

    /// <summary>The number of entries that were dropped unread, because the journal was full.</summary>
    public long? Lost { get; init; }

    /// <summary>True if `after` is no cursor of this journal, which has restarted since: all its entries counted.</summary>
    public bool? Restarted { get; init; }

    /// <summary>The nearest entries of the kind, at most five, with their differences.</summary>
    public IReadOnlyList<NearMiss>? NearestMisses { get; init; }

    /// <summary>The work that keeps the world busy: attempts under way, then due entries; the first 20.</summary>
    public IReadOnlyList<ScheduledWork>? Pending { get; init; }
}

/// <summary>Represents the end of a wait until all worlds are idle.</summary>
internal sealed record WaitsAnswer(IReadOnlyList<WaitAnswer> Worlds);
