using CrossRiver.Emulator.Faults.Rules;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>What the rules in force do to one call.</summary>
internal sealed record Strike
{
    /// <summary>How long the answer takes, beside what it takes anyway.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Headers that the answer has besides.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How long a token is good that the call gives, or <see langword="null"/> for as long as usual.</summary>
    public TimeSpan? TokenLifetime { get; init; }

    /// <summary>What comes instead of the answer, or <see langword="null"/> when the answer comes.</summary>
    public Instead? Instead { get; init; }

    /// <summary>Which of the counted calls it is in words, for example <c>call 3 of the world</c>, or <see langword="null"/> if calls are not counted.</summary>
    public string? Occurrence { get; init; }

    /// <summary>What the journal has of it.</summary>
    public IReadOnlyList<FaultEntry> Entries { get; init; } = [];

    /// <summary>Two rules strike one call: latencies add up; of two headers of one name, lifetimes and what comes instead, the earlier rule's counts.</summary>
    public Strike And(Strike later)
    {
        var headers = new Dictionary<string, string>(later.Headers, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in Headers)
        {
            headers[name] = value;
        }

        return new Strike
        {
            Latency = Latency + later.Latency,
            Headers = headers,
            TokenLifetime = TokenLifetime ?? later.TokenLifetime,
            Instead = Instead ?? later.Instead,
            Entries = [.. Entries, .. later.Entries],
        };
    }
}

/// <summary>What comes instead of an answer.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="IsApplied">Whether a call that writes is done all the same.</param>
internal sealed record Instead(FaultKind Kind, bool IsApplied)
{
    /// <summary>The status, where one is answered.</summary>
    public int Status { get; init; }

    /// <summary>After what time it is worth to try again, where that is told.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
