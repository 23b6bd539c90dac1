using CrossRiver.Emulator.Modules.Customers.Faking;
using CrossRiver.Emulator.Platform.Queries;

namespace CrossRiver.Emulator.Modules.Customers.Store;

/// <summary>Provides a world's customers. Each change is entered in the journal and published.</summary>
/// <param name="owners">The world of each customer.</param>
/// <param name="all">The customers of all worlds.</param>
internal sealed class WorldCustomers(World world, ResourceIndex owners, CreationOrder all) : CustomerStore(world.PartnerId, world.Clock, world.Random)
{
    /// <summary>Gets or sets whether changes are neither entered nor published, because customers are being seeded. Call only while holding the world lock.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Enters a change in the journal. Call only while holding the world lock.</summary>
    /// <returns>The event to publish, or null if the bank has none for the change.</returns>
    public DomainEvent? Enter(CustomerChange change)
    {
        var now = world.Clock.Now;
        world.Journal.Add(new ChangeEntry
        {
            At = now,
            By = world.Lock.Cause,
            DueAt = world.Lock.DueAt,
            About = change.Customer.Resource,
            What = change.What,
            Field = change.Set?.Field.Key,
            Value = change.Set?.Text,
        });
        return change.EventAt(now);
    }

    protected override void Raise(CustomerChange change)
    {
        if (!IsSilent && Enter(change) is { } happened)
        {
            world.Events.Publish(happened);
        }
    }

    // A world that is over owns no new customer, so that reads and lists do not show it.
    protected override void Own(Guid customerId)
    {
        if (owners.Add(customerId, world))
        {
            all.Add(customerId);
        }
    }

    protected override void Disown(IEnumerable<Guid> customerIds) => all.Remove([.. customerIds.Where(customerId => owners.Remove(customerId, world))]);
}

/// <summary>Provides the customers of a world.</summary>
internal static class CustomersInWorld
{
    extension(World world)
    {
        public WorldCustomers Customers => world.Part<WorldCustomers>();

        public Seeder Seeder => new(world);
    }
}
