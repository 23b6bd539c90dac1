namespace CrossRiver.Emulator.Faults.Rules;

/// <summary>Represents a rule for calls: an element of the key <c>api</c> of a scenario, or of <c>rules</c> of a condition.</summary>
internal sealed record ApiRule
{
    /// <summary>The name that stands for all calls.</summary>
    public const string Any = "any";

    /// <summary>Gets the names of the calls. The default is all calls.</summary>
    public IReadOnlyList<string> Calls { get; init; } = [];

    /// <summary>Gets the numbers of the calls, counted by <see cref="CountBy"/>. The default is all numbers.</summary>
    public OccurrenceFilter? Which { get; init; }

    /// <summary>Gets the way to count calls, or null for the usual way of the world or the customer.</summary>
    public CountBy? CountBy { get; init; }

    /// <summary>Gets the probability, above 0 and up to 1. The default is 1.</summary>
    public double? Probability { get; init; }

    /// <summary>Gets the start, counted from the create or from the start of the condition. The default is zero.</summary>
    public Delay? At { get; init; }

    /// <summary>Gets the duration from the start, or null for an unlimited duration.</summary>
    public Delay? Lasts { get; init; }

    /// <summary>Gets the status of the answer, 400 to 599, or null for the usual answer.</summary>
    public int? Status { get; init; }

    /// <summary>Gets the headers that the answer has in addition.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the time that the answer takes in addition, or null for none.</summary>
    public Delay? Latency { get; init; }

    /// <summary>Gets whether the call gets no answer at all.</summary>
    public bool Hangs { get; init; }

    /// <summary>Gets the fault of the connection, one of the resets or <see cref="FaultKind.Empty"/>, or null for none.</summary>
    public FaultKind? Connection { get; init; }

    public CallLimit? Limit { get; init; }

    /// <summary>Gets the lifetime of tokens that are issued while the rule is active, or null for the usual lifetime.</summary>
    public TimeSpan? TokenLifetime { get; init; }

    /// <summary>Gets whether the handler runs although the caller does not see success, or null if the rule does not decide it.</summary>
    public bool? IsApplied { get; init; }

    /// <summary>Returns headers by name. Of several headers with the same name in any casing, the last value wins.</summary>
    public static Dictionary<string, string> Merge(IEnumerable<KeyValuePair<string, string>> headers) => headers
        .GroupBy(header => header.Key, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(same => same.Key, same => same.Last().Value, StringComparer.OrdinalIgnoreCase);
}

/// <summary>Represents the largest number of calls in a time window.</summary>
/// <param name="Calls">The number of calls, at least 1.</param>
/// <param name="Per">The length of the window.</param>
/// <param name="By">The way to count calls. The default is the whole world.</param>
/// <param name="Status">The status of the answer to all other calls. The default is 429.</param>
/// <param name="RetryAfter">The wait that this answer requests. The default is the rest of the window.</param>
internal sealed record CallLimit(int Calls, TimeSpan Per, CountBy? By, int? Status, TimeSpan? RetryAfter);

/// <summary>Specifies the calls that a rule counts together.</summary>
internal enum CountBy
{
    [JsonStringEnumMemberName("customer")]
    Customer,

    [JsonStringEnumMemberName("body.clientIdentifier")]
    ClientIdentifier,

    [JsonStringEnumMemberName("idempotency-key")]
    IdempotencyKey,

    [JsonStringEnumMemberName("token")]
    Token,

    [JsonStringEnumMemberName("world")]
    World,
}

/// <summary>Specifies the fault that replaces an answer.</summary>
internal enum FaultKind
{
    /// <summary>A status with the bank's body for it.</summary>
    [JsonStringEnumMemberName("status")]
    Status,

    /// <summary>No answer for as long as the caller waits.</summary>
    [JsonStringEnumMemberName("hang")]
    Hang,

    /// <summary>A reset of the connection before the first byte of the answer.</summary>
    [JsonStringEnumMemberName("reset-before-answer")]
    ResetBeforeAnswer,

    /// <summary>A reset of the connection in the middle of the answer's body.</summary>
    [JsonStringEnumMemberName("reset-mid-body")]
    ResetMidBody,

    /// <summary>An ordinary end of the connection before the first byte of the answer.</summary>
    [JsonStringEnumMemberName("empty")]
    Empty,
}
