using CrossRiver.Emulator.Control.Journals;
using CrossRiver.Emulator.Kernel.Journal.Matching;
using CrossRiver.Emulator.Kernel.Worlds.Running;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using static CrossRiver.Emulator.Platform.Bodies.Field;

namespace CrossRiver.Emulator.Control.Clocks;

/// <summary>What to wait for.</summary>
/// <param name="Until">Until the world is idle, or until there are entries: of events, attempts of deliveries, calls or changes.</param>
/// <param name="Match">What members of the entries have to be, or <see langword="null"/> for any.</param>
/// <param name="Count">How many entries; 1 when it is absent.</param>
/// <param name="After">The cursor after which they count; 0, the beginning of what is kept, when it is absent.</param>
/// <param name="Within">For an idle world: a span from then on in which nothing may become due either, on the world's clock; with a clock that skips: how far it may skip to the ends of holds; <see langword="null"/> for none.</param>
/// <param name="Timeout">How long to wait, in real time; 10 seconds when it is absent.</param>
internal sealed record WaitRequest(string Until, JsonElement? Match, int? Count, long? After, string? Within, string? Timeout) : IRequestBody
{
    private const int MostEntries = 1000;

    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPatience = TimeSpan.FromMinutes(10);

    // What is waited for, and the kind of the entries that tell of it.
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
        Of("until", FieldType.OfText($"must be one of {string.Join(", ", Kinds.Keys)}", Kinds.ContainsKey, new FieldForm { Names = [.. Kinds.Keys] })).Required(),
        Of("match", StrictBody.Match),
        Of("count", FieldType.WholeNumber(1, MostEntries)),
        Of("after", new FieldType("must be a cursor that an answer gave, a whole number from 0", IsCursor, new FieldForm { Kind = FieldKind.WholeNumber, Smallest = 0 })),
        Of("within", FieldType.Span()),
        Of("timeout", FieldType.Span(LongestPatience)),
    ];

    /// <summary>The kind of the entries, or <see langword="null"/> when it waits for the world to be idle.</summary>
    public string? KindOfEntries => Kinds[Until];

    /// <summary>How long to wait, in real time.</summary>
    public TimeSpan Patience => Duration.ParseAny(Timeout) ?? DefaultPatience;

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => Fields;

    private static bool IsCursor(FieldValue value) => value.Json.ValueKind is JsonValueKind.Number && value.Json.TryGetInt64(out var cursor) && cursor >= 0;
}

/// <summary>What was waited for has happened.</summary>
/// <param name="PartnerId">The world.</param>
/// <param name="Now">The moment, on the world's clock.</param>
/// <param name="Epoch">The world's epoch.</param>
/// <param name="Entries">The entries, as many as were waited for; <see langword="null"/> when the world was to be idle.</param>
/// <param name="Cursor">The cursor after the last of them.</param>
/// <param name="Lost">How many entries were dropped before they could be looked at, because the journal was full.</param>
/// <param name="Restarted">True when `after` is no cursor of this journal, which has begun again since: all its entries counted.</param>
internal sealed record WaitAnswer(
    Guid PartnerId, DateTimeOffset Now, int Epoch, IReadOnlyList<object>? Entries, long? Cursor, long? Lost, bool? Restarted = null);

/// <summary>What was waited for did not happen in its time.</summary>
/// <param name="Errors">Says so.</param>
/// <param name="PartnerId">The world.</param>
/// <param name="Now">The moment, on the world's clock.</param>
/// <param name="Epoch">The world's epoch.</param>
internal sealed record WaitOver(IReadOnlyList<ApiError> Errors, Guid PartnerId, DateTimeOffset Now, int Epoch)
{
    /// <summary>The entries that did come, too few.</summary>
    public IReadOnlyList<object>? Entries { get; init; }

    /// <summary>How far the journal was looked at.</summary>
    public long? Cursor { get; init; }

    /// <summary>How many entries were dropped before they could be looked at, because the journal was full.</summary>
    public long? Lost { get; init; }

    /// <summary>True when `after` is no cursor of this journal, which has begun again since: all its entries counted.</summary>
    public bool? Restarted { get; init; }

    /// <summary>The entries of the kind that came nearest, with what differs; at most five.</summary>
    public IReadOnlyList<NearMiss>? NearestMisses { get; init; }

    /// <summary>What keeps the world from being idle: attempts under way, then what is due; the first 20.</summary>
    public IReadOnlyList<Pending>? Pending { get; init; }

    /// <summary>The beginning of an answer.</summary>
    public static WaitOver Of(World world, ApiError error) =>
        new([error], world.PartnerId, world.Clock.Now, world.EpochNumber);
}

/// <summary>All worlds are idle.</summary>
/// <param name="Worlds">The worlds.</param>
internal sealed record WaitsAnswer(IReadOnlyList<WaitAnswer> Worlds);
