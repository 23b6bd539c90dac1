using CrossRiver.Emulator.Faults.Rules;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>Represents the faults of one call.</summary>
internal sealed record Strike
{
    /// <summary>Gets the time that the answer takes in addition to the usual time.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Gets the headers that the answer has in addition.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the lifetime of a token that the call issues, or null for the usual lifetime.</summary>
    public TimeSpan? TokenLifetime { get; init; }

    /// <summary>Gets the fault that replaces the answer, or null if the answer is sent.</summary>
    public Instead? Instead { get; init; }

    /// <summary>Gets the number of the call in words, for example <c>call 3 of the world</c>, or null if calls are not counted.</summary>
    public string? Occurrence { get; init; }

    /// <summary>Gets the journal entries of the faults.</summary>
    public IReadOnlyList<FaultEntry> Entries { get; init; } = [];

    /// <summary>Combines the faults of two rules. Latencies add up.</summary>
    /// <remarks>For headers of the same name, lifetimes and replaced answers, the earlier rule wins.</remarks>
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

/// <summary>Represents the fault that replaces an answer.</summary>
/// <param name="IsApplied">Whether the handler of a call that writes runs all the same.</param>
internal sealed record Instead(FaultKind Kind, bool IsApplied)
{
    /// <summary>Gets the status of the answer, or 0 if there is no answer.</summary>
    public int Status { get; init; }

    /// <summary>Gets the value of <c>Retry-After</c>, or null if the answer has none.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
