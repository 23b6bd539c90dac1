namespace CrossRiver.Emulator.Modules.Webhooks.Contract;

/// <summary>When a failed delivery is tried again, and what becomes of it if that does not help.</summary>
internal sealed record RetryRules
{
    /// <summary>The waits before the attempts that follow a failed one.</summary>
    public IReadOnlyList<Delay>? Waits { get; init; }

    /// <summary>By how much each wait may be longer or shorter; 0 to 1.</summary>
    public double Jitter { get; init; }

    /// <summary>The failures that are tried again: <c>timeout</c>, <c>connection</c>, a status such as <c>429</c> or a class such as <c>5xx</c>; all of them when it is absent.</summary>
    public IReadOnlyList<string>? RetryWhen { get; init; }

    /// <summary>The status of an event whose attempts have all failed, or null for the usual one.</summary>
    public FinalStatus? ThenMark { get; init; }

    /// <summary>Whether the registration is suspended then.</summary>
    public bool? Suspend { get; init; }
}

/// <summary>Something that goes wrong with deliveries, on purpose.</summary>
internal sealed record DeliveryFault
{
    /// <summary>The events it concerns; <c>*</c> stands for any text.</summary>
    public string? Event { get; init; }

    /// <summary>Which of the customer's events of these names.</summary>
    public Which? Which { get; init; }

    /// <summary>Which attempts; all when it is absent.</summary>
    public Which? Attempts { get; init; }

    /// <summary>How likely it is, 0 to 1; always when it is absent.</summary>
    public double? Chance { get; init; }

    /// <summary>How long after the create it happens by itself, for what needs no event.</summary>
    public Delay? At { get; init; }

    /// <summary>What is lost, or null if nothing is.</summary>
    public Loss? Lose { get; init; }

    public Duplicate? Duplicate { get; init; }

    public Reorder? Reorder { get; init; }

    /// <summary>By how much it comes too late.</summary>
    public Delay? Late { get; init; }

    public Replay? Replay { get; init; }

    /// <summary>What is wrong with the credentials or the signature, or null if nothing is.</summary>
    public CredentialFault? Auth { get; init; }

    /// <summary>What is wrong with the body, or null if nothing is.</summary>
    public BodyFault? Body { get; init; }

    public DeliveryConnection? Connection { get; init; }

    public Phantom? Phantom { get; init; }
}

/// <summary>More of the same event.</summary>
/// <param name="Copies">How many besides the first, 1 to 100.</param>
/// <param name="Gap">How long after the one before each comes.</param>
/// <param name="SameId">Whether they have the event's id, or ids of their own.</param>
internal sealed record Duplicate(int Copies, Delay Gap, bool SameId);

/// <summary>Events in another order than that of their changes.</summary>
/// <param name="How">The other order.</param>
/// <param name="Window">How long they are gathered for it.</param>
internal sealed record Reorder(NewOrder How, TimeSpan Window);

/// <summary>An event that was taken long ago, again.</summary>
/// <param name="After">How long after it was taken.</param>
/// <param name="Times">How often, 1 to 100.</param>
internal sealed record Replay(Delay After, int Times);

/// <summary>A connection that is bad.</summary>
/// <param name="BytesPerSecond">How slowly the body comes, or <see langword="null"/> for as fast as it can.</param>
/// <param name="ResetsMidBody">Whether it is reset in the middle of the body.</param>
internal sealed record DeliveryConnection(int? BytesPerSecond, bool ResetsMidBody);

/// <summary>An event that nothing led to.</summary>
/// <param name="Event">Its name.</param>
/// <param name="Customer">Whose it is.</param>
internal sealed record Phantom(string Event, PhantomCustomer Customer);
