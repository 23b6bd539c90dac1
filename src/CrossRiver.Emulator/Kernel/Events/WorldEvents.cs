using System.Collections.Immutable;

namespace CrossRiver.Emulator.Kernel.Events;

/// <summary>The domain events of one world: a module publishes them, and subscribers handle them.</summary>
/// <param name="subscribers">What handles the events of every world.</param>
internal sealed class WorldEvents(World world, ImmutableArray<EventSubscriber> subscribers)
{
    /// <summary>Gets how many events were published.</summary>
    public long Published { get; private set; }

    /// <summary>Lets every subscriber handle an event, in the order in which they subscribed. Call only while holding the world lock.</summary>
    public void Publish(DomainEvent happened)
    {
        Published++;
        foreach (var subscriber in subscribers)
        {
            subscriber.Handle(world, happened);
        }
    }
}

/// <summary>What handles the domain events of every world.</summary>
/// <param name="Handle">Handles an event of a world, in the turn in which it happened.</param>
internal sealed record EventSubscriber(Action<World, DomainEvent> Handle);
