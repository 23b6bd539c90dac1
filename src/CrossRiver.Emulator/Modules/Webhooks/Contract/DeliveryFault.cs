namespace CrossRiver.Emulator.Modules.Webhooks.Contract;

/// <summary>The rules by which a failed delivery is tried again, and the consequence of the last failure.</summary>
internal sealed record RetryRules
{
    /// <summary>Gets the waits before the attempts that follow a failed attempt, or null for the waits of the settings.</summary>
    public IReadOnlyList<Delay>? Waits { get; init; }

    /// <summary>Gets the share by which each wait may be longer or shorter, 0 to 1.</summary>
    public double Jitter { get; init; }

    /// <summary>Gets the failures that are tried again: <c>timeout</c>, <c>connection</c>, <c>429</c> or <c>5xx</c>; or null for all.</summary>
    public IReadOnlyList<string>? RetryWhen { get; init; }

    /// <summary>Gets the status of an event whose attempts have all failed, or null for the usual status.</summary>
    public FinalStatus? ThenMark { get; init; }

    /// <summary>Gets whether the last failure suspends the registration, or null for the usual behaviour, which is true.</summary>
    public bool? Suspend { get; init; }
}

/// <summary>A failure of deliveries that a rule causes on purpose.</summary>
internal sealed record DeliveryFault
{
    /// <summary>Gets the events that the fault concerns; <c>*</c> stands for any text.</summary>
    public string? Event { get; init; }

    /// <summary>Gets the selection among the customer's events of these names.</summary>
    public OccurrenceFilter? Which { get; init; }

    /// <summary>Gets the selection among the attempts, or null for all.</summary>
    public OccurrenceFilter? Attempts { get; init; }

    /// <summary>Gets the probability of the fault, 0 to 1, or null for always.</summary>
    public double? Probability { get; init; }

    /// <summary>Gets the time from the create to a fault that needs no event.</summary>
    public Delay? At { get; init; }

    public Loss? Lose { get; init; }

    public Duplicate? Duplicate { get; init; }

    public Reorder? Reorder { get; init; }

    /// <summary>Gets the delay before the first attempt.</summary>
    public Delay? Late { get; init; }

    public Replay? Replay { get; init; }

    public CredentialFault? Auth { get; init; }

    public BodyFault? Body { get; init; }

    public DeliveryConnection? Connection { get; init; }

    public Phantom? Phantom { get; init; }
}

/// <summary>Additional copies of an event.</summary>
/// <param name="Copies">The number of copies besides the first event, 1 to 100.</param>
/// <param name="Gap">The time between a copy and the copy before it.</param>
/// <param name="SameId">True if the copies have the event's identifier; false if each has another.</param>
internal sealed record Duplicate(int Copies, Delay Gap, bool SameId);

/// <summary>Events in another order than the order of their changes.</summary>
/// <param name="How">The other order.</param>
/// <param name="Window">The time in which the events are collected.</param>
internal sealed record Reorder(NewOrder How, TimeSpan Window);

/// <summary>Repetitions of an event that the partner has taken.</summary>
/// <param name="After">The time between the success, or the repetition before it, and a repetition.</param>
/// <param name="Times">The number of repetitions, 1 to 100.</param>
internal sealed record Replay(Delay After, int Times);

/// <summary>A connection that is bad.</summary>
/// <param name="BytesPerSecond">The rate at which the body is sent, or null for no limit.</param>
/// <param name="ResetsMidBody">True if the connection is reset in the middle of the body.</param>
internal sealed record DeliveryConnection(int? BytesPerSecond, bool ResetsMidBody);

/// <summary>An event without a cause.</summary>
/// <param name="Event">The name of the event.</param>
/// <param name="Customer">The customer that the event is about.</param>
internal sealed record Phantom(string Event, PhantomCustomer Customer);

/// <summary>The agenda entry that sends a phantom.</summary>
/// <param name="PartnerId">The partner of the world that sends it.</param>
/// <param name="CustomerId">The customer whose event or scenario causes the phantom, or null if a rule does; the phantom is about another customer.</param>
/// <param name="Phantom">The phantom, with its rule.</param>
/// <param name="Seed">The scenario's seed, or null for the emulator's.</param>
internal sealed record PhantomEntry(Guid PartnerId, Guid? CustomerId, PlannedFault Phantom, long? Seed) : AgendaEntry
{
    public override string What => "phantom";

    public override Guid? OfCustomer => CustomerId;
}
