using CrossRiver.Emulator.Modules.Customers.Store;

namespace CrossRiver.Emulator.Modules.Customers.Faking;

/// <summary>Fills a world with customers whose stories are over. No event is raised.</summary>
internal sealed class Seeder(World world)
{
    private const int SeededInOneTurn = 50;

    /// <summary>Creates customers, a few at a time: between them, calls get the world lock.</summary>
    /// <param name="make">Makes them, one after another.</param>
    /// <returns>Their identifiers.</returns>
    public IReadOnlyList<Guid> Seed(IEnumerable<Func<CustomerStore, Customer>> make)
    {
        var made = new List<Guid>();
        foreach (var few in make.Chunk(SeededInOneTurn))
        {
            made.AddRange(world.Turn.Take(() => few.Select(Make).ToList()));
        }

        world.Journal.Add(new ControlEntry { At = world.Clock.Now, What = $"seed: {made.Count} customers" });
        return made;
    }

    private Guid Make(Func<CustomerStore, Customer> make)
    {
        world.Customers.IsSilent = true;
        try
        {
            return make(world.Customers).Id;
        }
        finally
        {
            world.Customers.IsSilent = false;
        }
    }
}
