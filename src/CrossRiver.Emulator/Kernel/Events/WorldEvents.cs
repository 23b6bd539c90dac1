using System.Collections.Immutable;

namespace CrossRiver.Emulator.Kernel.Events;

/// <summary>Represents the domain events of one world: modules publish them, and subscribers handle them.</summary>
internal sealed class WorldEvents(World world, ImmutableArray<EventSubscriber> subscribers)
{
    /// <summary>Gets how many events were published.</summary>
    public long Published { get; private set; }

    /// <summary>Passes an event to every subscriber, in the order in which they subscribed. Call only while holding the world lock.</summary>
    public void Publish(DomainEvent happened)
    {
        Published++;
        foreach (var subscriber in subscribers)
        {
            subscriber.Handle(world, happened);
        }
    }
}

/// <summary>Represents a handler of the domain events of every world.</summary>
/// <param name="Handle">Handles an event, while the world lock is held.</param>
internal sealed record EventSubscriber(Action<World, DomainEvent> Handle);
