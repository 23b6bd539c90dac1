namespace CrossRiver.Emulator.Faults.Rules;

/// <summary>How the API behaves, where it is other than as usual: an element of the key <c>api</c>, or of a condition.</summary>
internal sealed record ApiRule
{
    /// <summary>The name that stands for all calls.</summary>
    public const string Any = "any";

    /// <summary>The calls it concerns, by their names; none for any.</summary>
    public IReadOnlyList<string> Calls { get; init; } = [];

    /// <summary>Which of these calls, counted by <see cref="CountBy"/>.</summary>
    public Which? Which { get; init; }

    /// <summary>Whose calls are counted together, or null for the usual way.</summary>
    public CountBy? CountBy { get; init; }

    /// <summary>How likely it is, 0 to 1; always when it is absent.</summary>
    public double? Chance { get; init; }

    /// <summary>When it begins, after the create or after the condition's start.</summary>
    public Delay? At { get; init; }

    /// <summary>For how long it lasts from then.</summary>
    public Delay? Lasts { get; init; }

    /// <summary>The status that is answered, 400 to 599.</summary>
    public int? Status { get; init; }

    /// <summary>Headers that the answer has besides.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How long the answer takes.</summary>
    public Delay? Latency { get; init; }

    /// <summary>Whether no answer ever comes.</summary>
    public bool Hangs { get; init; }

    /// <summary>What becomes of the connection: one of the resets or <see cref="FaultKind.Empty"/>, or null for nothing.</summary>
    public FaultKind? Connection { get; init; }

    public CallLimit? Limit { get; init; }

    /// <summary>How long tokens are good that are issued meanwhile.</summary>
    public TimeSpan? TokenLifetime { get; init; }

    /// <summary>Whether the call is done although the caller does not see success.</summary>
    public bool? IsApplied { get; init; }
}

/// <summary>How many calls are taken in a time.</summary>
/// <param name="Calls">How many, at least 1.</param>
/// <param name="Per">In what time.</param>
/// <param name="By">Whose are counted together, as of <see cref="ApiRule.CountBy"/>; all of the world when it is absent.</param>
/// <param name="Status">What the others are answered; 429 when it is absent.</param>
/// <param name="RetryAfter">What they are told to wait.</param>
internal sealed record CallLimit(int Calls, TimeSpan Per, CountBy? By, int? Status, TimeSpan? RetryAfter);

/// <summary>Whose calls a rule counts together.</summary>
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
