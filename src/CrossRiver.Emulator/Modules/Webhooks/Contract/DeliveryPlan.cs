namespace CrossRiver.Emulator.Modules.Webhooks.Contract;

/// <summary>How one event is delivered where it is other than as usual. What has acted on the whole of it is taken out.</summary>
internal sealed record DeliveryPlan
{
    /// <summary>Names the event among all random choices: the customer's key, its scenario, the event and which one it is.</summary>
    public required string Choice { get; init; }

    /// <summary>The scenario's own seed, or <see langword="null"/> for the emulator's.</summary>
    public long? Seed { get; init; }

    /// <summary>How long the partner may take to answer, or <see langword="null"/> for as long as usual.</summary>
    public TimeSpan? AckWithin { get; init; }

    public RetryRules? Retry { get; init; }

    public PlannedFault? Reorder { get; init; }

    public PlannedFault? Late { get; init; }

    public PlannedFault? Duplicate { get; init; }

    public PlannedFault? Replay { get; init; }

    /// <summary>What lets the event count as sent although it never is.</summary>
    public PlannedFault? Loss { get; init; }

    /// <summary>The fault that made the event a copy and the number of the copy, for example <c>duplicate 2</c>; <see langword="null"/> for the event itself.</summary>
    public string? Copy { get; init; }

    /// <summary>What may go wrong with its attempts, in the order of the file.</summary>
    public IReadOnlyList<PlannedFault> OfAttempts { get; init; } = [];

    /// <summary>The plan of a copy of the event: its attempts are made as those of the event, and nothing else happens to it.</summary>
    /// <param name="fault">The fault that makes the copy.</param>
    /// <param name="number">The number of the copy: 1 for the first.</param>
    public DeliveryPlan OfCopy(string fault, int number) => this with
    {
        Choice = $"{Choice}/{fault}/{number}",
        Copy = $"{fault} {number}",
        Reorder = null,
        Late = null,
        Duplicate = null,
        Replay = null,
        Loss = null,
    };
}

/// <summary>A fault that concerns an event.</summary>
/// <param name="Name">Names the rule in its world: its scenario and its number there.</param>
/// <param name="Source">Where the scenario stands, or empty.</param>
/// <param name="Choice">Names the rule and the event among all random choices.</param>
/// <param name="Fault">What goes wrong.</param>
internal sealed record PlannedFault(string Name, string Source, string Choice, DeliveryFault Fault)
{
    /// <summary>The rule in words, with its scenario and place.</summary>
    [JsonIgnore]
    public string Rule => Source is "" ? Name : $"{Name} in {Source}";
}
