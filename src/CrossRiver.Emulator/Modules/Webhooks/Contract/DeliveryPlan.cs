namespace CrossRiver.Emulator.Modules.Webhooks.Contract;

/// <summary>Decides how events are delivered, and which faults they have.</summary>
internal interface IDeliveryPlanner
{
    /// <summary>Plans the delivery of an event, and counts the event for the rules. Call only while holding the world lock, once for each event.</summary>
    /// <param name="happened">The event; the partner may not have registered for it.</param>
    /// <returns>The plan, or null if the event is delivered as usual.</returns>
    DeliveryPlan? Plan(World world, DomainEvent happened);
}

/// <summary>The differences between the delivery of one event and a usual delivery. Faults of the whole event are removed when they have acted.</summary>
internal sealed record DeliveryPlan
{
    /// <summary>Gets the name of the event among all random choices: the customer's key, its scenario, the event and its number.</summary>
    public required string Choice { get; init; }

    /// <summary>Gets the scenario's seed, or null for the emulator's.</summary>
    public long? Seed { get; init; }

    /// <summary>Gets the time within which the partner must answer, or null for the usual time.</summary>
    public TimeSpan? AckWithin { get; init; }

    public RetryRules? Retry { get; init; }

    public PlannedFault? Reorder { get; init; }

    public PlannedFault? Late { get; init; }

    public PlannedFault? Duplicate { get; init; }

    public PlannedFault? Replay { get; init; }

    /// <summary>Gets the fault by which the event counts as sent although it is never sent.</summary>
    public PlannedFault? Loss { get; init; }

    /// <summary>Gets the fault and the number of a copy, for example <c>duplicate 2</c>, or null for the event itself.</summary>
    public string? Copy { get; init; }

    /// <summary>Gets the possible faults of the attempts, in the order of the file.</summary>
    public IReadOnlyList<PlannedFault> OfAttempts { get; init; } = [];

    /// <summary>Returns the plan of a copy of the event, which keeps only the faults of attempts.</summary>
    /// <param name="fault">The fault that creates the copy.</param>
    /// <param name="number">The number of the copy, from 1.</param>
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
/// <param name="Name">The name of the rule in its world: its scenario and its number there.</param>
/// <param name="Source">The place of the scenario, or empty.</param>
/// <param name="Choice">The name of the rule and the event among all random choices.</param>
internal sealed record PlannedFault(string Name, string Source, string Choice, DeliveryFault Fault)
{
    /// <summary>Gets the rule in words, with its scenario and place.</summary>
    [JsonIgnore]
    public string Rule => Source is "" ? Name : $"{Name} in {Source}";
}
