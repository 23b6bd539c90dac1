namespace CrossRiver.Emulator.Kernel.Worlds.Running;

/// <summary>Something that will happen in a world.</summary>
/// <param name="What">
/// The kind: <c>step</c>, <c>end of a hold</c>, <c>end of a read lag</c>, <c>retry</c>, <c>end of a gathering</c>, <c>late event</c>,
/// <c>end of a reordering</c>, <c>duplicate of an event</c>, <c>replay of an event</c>, <c>phantom</c> or <c>attempt under way</c>.
/// </param>
internal sealed record Pending(string What)
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

    public static Pending Of(DueEntry due) => new(due.Entry.What) { DueAt = due.DueAt, CustomerId = due.Entry.OfCustomer, EventId = due.Entry.OfEvent };
}
