namespace CrossRiver.Emulator.Page.Models;

/// <summary>The deliveries of a world, the newest first.</summary>
/// <param name="Now">The moment of the view, on the world's clock.</param>
/// <param name="Deliveries">The deliveries of the page.</param>
public sealed record DeliveriesModel(DateTimeOffset Now, IReadOnlyList<DeliveryLine> Deliveries)
{
    /// <summary>Gets whether a tester has paused the deliveries.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Gets the number of deliveries that the pause holds.</summary>
    public int Paused { get; init; }

    /// <summary>Gets the actions on all deliveries: pause, resume, release the next.</summary>
    public IReadOnlyList<ActionForm> Actions { get; init; } = [];

    /// <summary>Gets the filters by state, with the filter for all first.</summary>
    public IReadOnlyList<FilterLink> States { get; init; } = [];

    /// <summary>Gets the neighbours of the page.</summary>
    public Neighbours Neighbours { get; init; } = Neighbours.None;
}

/// <summary>A webhook on its way to the partner.</summary>
/// <param name="EventId">The identifier of the event.</param>
/// <param name="EventName">The name of the event.</param>
/// <param name="CreatedAt">The moment of the event.</param>
/// <param name="State">The state in a word, as the control API says it.</param>
public sealed record DeliveryLine(Guid EventId, string EventName, DateTimeOffset CreatedAt, string State)
{
    /// <summary>Gets the reason for which the delivery is not over, in words, or null if it is.</summary>
    public string? Waits { get; init; }

    /// <summary>Gets the moment of the next attempt, or null if none is booked.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Gets the customer of the event, or null.</summary>
    public CustomerLink? Customer { get; init; }

    /// <summary>Gets the identifier that the partner sees in a copy, or null for the event's own identifier.</summary>
    public Guid? SentAs { get; init; }

    /// <summary>Gets the body of the request as JSON, without the faults of an attempt.</summary>
    public string Request { get; init; } = "";

    /// <summary>Gets whether a tester has changed the request.</summary>
    public bool IsEdited { get; init; }

    /// <summary>Gets the action that changes the request while it is held, or null.</summary>
    public ActionForm? Edit { get; init; }

    /// <summary>Gets the attempts, the oldest first.</summary>
    public IReadOnlyList<AttemptLine> Attempts { get; init; } = [];

    /// <summary>Gets the actions that the state allows.</summary>
    public IReadOnlyList<ActionForm> Actions { get; init; } = [];
}
