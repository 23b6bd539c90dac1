using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Customers.Faking;
using CrossRiver.Emulator.Journal;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Worlds.Running;

namespace CrossRiver.Emulator.Worlds;

/// <summary>Fills a world with customers whose stories are over. No event is raised.</summary>
/// <param name="turn">The world's turn.</param>
/// <param name="clock">The world's clock.</param>
/// <param name="journal">The world's journal.</param>
/// <param name="customers">The world's customers.</param>
/// <param name="own">Told of each new customer.</param>
internal sealed class Seeder(Turn turn, EmulatorClock clock, JournalRing journal, CustomerStore customers, Action<Guid> own)
{
    private const int SeededInOneTurn = 50;

    /// <summary>Within a turn: whether the customers that change are being seeded.</summary>
    public bool IsAtWork { get; private set; }

    /// <summary>Makes customers, a few in each turn, so that nobody waits for all of them.</summary>
    /// <param name="make">Makes them, one after another.</param>
    /// <returns>Their identifiers.</returns>
    public IReadOnlyList<Guid> Seed(IEnumerable<Func<CustomerStore, Customer>> make)
    {
        var made = new List<Guid>();
        foreach (var few in make.Chunk(SeededInOneTurn))
        {
            made.AddRange(turn.Take(() => few.Select(Make).ToList()));
        }

        journal.Add(new ControlEntry { At = clock.Now, What = $"seed: {made.Count} customers" });
        return made;
    }

    /// <summary>Makes the customers that the settings ask for, if they are this partner's.</summary>
    public void Seed(SeedOptions settings, Guid partnerId, long chanceSeed)
    {
        if (settings.Customers > 0 && settings.PartnerId == partnerId)
        {
            Seed(Seeding.Invent(partnerId, settings.Customers, (int)chanceSeed));
        }
    }

    private Guid Make(Func<CustomerStore, Customer> make)
    {
        IsAtWork = true;
        try
        {
            var customer = make(customers);
            own(customer.Id);
            return customer.Id;
        }
        finally
        {
            IsAtWork = false;
        }
    }
}
