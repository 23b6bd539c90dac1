using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Customers.Faking;
using CrossRiver.Emulator.Journal;

namespace CrossRiver.Emulator.Worlds;

/// <summary>Fills a world with customers whose stories are over. No event is raised.</summary>
/// <param name="world">The world.</param>
/// <param name="parts">What it is made of.</param>
internal sealed class Seeder(World world, WorldParts parts)
{
    private const int SeededInOneTurn = 50;

    /// <summary>Makes customers, a few in each turn, so that nobody waits for all of them.</summary>
    /// <param name="make">Makes them, one after another.</param>
    /// <returns>Their identifiers.</returns>
    public IReadOnlyList<Guid> Seed(IEnumerable<Func<CustomerStore, Customer>> make)
    {
        var made = new List<Guid>();
        foreach (var few in make.Chunk(SeededInOneTurn))
        {
            made.AddRange(parts.Turn.Take(() => few.Select(Make).ToList()));
        }

        parts.Journal.Add(new ControlEntry { At = parts.Clock.Now, What = $"seed: {made.Count} customers" });
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
        parts.Customers.IsSilent = true;
        try
        {
            var customer = make(parts.Customers);
            world.Own(customer.Id);
            return customer.Id;
        }
        finally
        {
            parts.Customers.IsSilent = false;
        }
    }
}
