namespace CrossRiver.Emulator.Kernel.Worlds.Running;

/// <summary>Something that will happen in a world.</summary>
/// <param name="What">
/// The kind: <c>step</c>, <c>end of a hold</c>, <c>end of a read lag</c>, <c>retry</c>, <c>end of a gathering</c>, <c>late event</c>,
/// <c>end of a reordering</c>, <c>duplicate of an event</c>, <c>replay of an event</c>, <c>phantom</c> or <c>attempt under way</c>.
/// </param>
internal sealed record ScheduledWork(string What)
{
    /// <summary>The most things that an answer lists.</summary>
    public const int MostTold = 20;

    /// <summary>The moment at which it is due, on the world's clock; null for an attempt in flight.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The customer that it concerns, or null.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>The event that it concerns, or null.</summary>
    public Guid? EventId { get; init; }

    /// <summary>Returns it in words, for messages.</summary>
    public override string ToString() => (CustomerId, EventId) switch
    {
        ({ } customer, _) => $"{What} of customer {customer}",
        (_, { } happened) => $"{What} of event {happened}",
        _ => What,
    };

    public static ScheduledWork Of(DueEntry due) => new(due.Entry.What) { DueAt = due.DueAt, CustomerId = due.Entry.OfCustomer, EventId = due.Entry.OfEvent };
}

/// <summary>Represents work of a part that ends outside of its world, such as calls to the partner. Call only while holding the world lock.</summary>
internal interface IWorkUnderWay
{
    /// <summary>Gets the work in flight. The world is not idle before it ends.</summary>
    IEnumerable<ScheduledWork> UnderWay { get; }

    /// <summary>Gets the work that a stop leaves undone; each writes its line to a log.</summary>
    IEnumerable<Action<ILogger>> Undone { get; }

    /// <summary>Gets whether so much work waits that no new entries may run.</summary>
    bool IsCongested { get; }

    /// <summary>Returns the customer that an event is about, or null.</summary>
    Guid? FindCustomer(Guid eventId);
}
