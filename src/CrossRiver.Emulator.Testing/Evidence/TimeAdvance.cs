using System.Text.Json;
using System.Text.Json.Serialization;
using CrossRiver.Emulator.Testing.Control;

namespace CrossRiver.Emulator.Testing;

/// <summary>Represents the result of an advance of a world's clock.</summary>
public sealed record TimeAdvance
{
    /// <summary>Gets the moment before the advance, on the world's clock.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>Gets the moment after the advance, on the world's clock.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>Gets the number of moments at which a step or webhook was due.</summary>
    public int Steps { get; init; }

    /// <summary>Gets the number of events.</summary>
    public int Events { get; init; }

    /// <summary>Gets the numbers of acknowledged and failed webhook attempts.</summary>
    public AttemptCounts Attempts { get; init; } = new(0, 0);

    /// <summary>Gets the first 1,000 journal entries of the advance, the oldest first.</summary>
    [JsonIgnore]
    public IReadOnlyList<JournalEntry> Happened { get; private init; } = [];

    /// <summary>Gets the next due moment, or null if nothing is due.</summary>
    [JsonIgnore]
    public DateTimeOffset? NextDueAt { get; private init; }

    /// <summary>Returns the time range and a line for each journal entry.</summary>
    public override string ToString() =>
        string.Join("\n", [$"{EvidenceText.Moment(From)} to {EvidenceText.Moment(Now)}:", .. Happened.Select(entry => $"  {entry}")]);

    internal static TimeAdvance Of(JsonElement answer) => answer.Deserialize<TimeAdvance>(Wire.Json)! with
    {
        Happened = [.. answer.GetProperty("happened").EnumerateArray().Select(JournalEntry.Of)],
        NextDueAt = answer.TryGetProperty("next", out var next) && next.TryGetProperty("dueAt", out var dueAt) ? dueAt.GetDateTimeOffset() : null,
    };
}

/// <summary>Represents the numbers of webhook attempts by result.</summary>
/// <param name="Succeeded">The number of attempts that the partner acknowledged.</param>
/// <param name="Failed">The number of attempts without an acknowledgment.</param>
public sealed record AttemptCounts(int Succeeded, int Failed);
