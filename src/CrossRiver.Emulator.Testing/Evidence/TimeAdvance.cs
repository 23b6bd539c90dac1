using System.Text.Json;
using System.Text.Json.Serialization;
using CrossRiver.Emulator.Testing.Control;

namespace CrossRiver.Emulator.Testing;

/// <summary>What came of advancing a world's time.</summary>
public sealed record TimeAdvance
{
    /// <summary>The moment it was.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>The moment it is now.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>At how many moments something was due.</summary>
    public int Steps { get; init; }

    /// <summary>How many events happened.</summary>
    public int Events { get; init; }

    /// <summary>How many webhooks were taken, and how many were not.</summary>
    public AttemptCounts Attempts { get; init; } = new(0, 0);

    /// <summary>What happened, the oldest first; the first 1,000 entries.</summary>
    [JsonIgnore]
    public IReadOnlyList<JournalEntry> Happened { get; private init; } = [];

    /// <summary>When something is due next, or <see langword="null"/> when nothing is.</summary>
    [JsonIgnore]
    public DateTimeOffset? NextDueAt { get; private init; }

    /// <summary>What happened, a line each.</summary>
    public override string ToString() =>
        string.Join("\n", [$"{EvidenceText.Moment(From)} to {EvidenceText.Moment(Now)}:", .. Happened.Select(entry => $"  {entry}")]);

    internal static TimeAdvance Of(JsonElement answer) => answer.Deserialize<TimeAdvance>(Wire.Json)! with
    {
        Happened = [.. answer.GetProperty("happened").EnumerateArray().Select(JournalEntry.Of)],
        NextDueAt = answer.TryGetProperty("next", out var next) && next.TryGetProperty("dueAt", out var dueAt) ? dueAt.GetDateTimeOffset() : null,
    };
}

/// <summary>How many attempts to send a webhook succeeded and failed.</summary>
/// <param name="Succeeded">How many the partner took.</param>
/// <param name="Failed">How many it did not.</param>
public sealed record AttemptCounts(int Succeeded, int Failed);
