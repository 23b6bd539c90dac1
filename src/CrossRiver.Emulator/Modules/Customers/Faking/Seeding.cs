using System.ComponentModel.DataAnnotations;
using CrossRiver.Emulator.Modules.Customers.Owners;
using CrossRiver.Emulator.Modules.Customers.Requests;
using CrossRiver.Emulator.Modules.Customers.Store;

namespace CrossRiver.Emulator.Modules.Customers.Faking;

/// <summary>Makes customers whose stories are over.</summary>
internal static class Seeding
{
    // Every fifth customer is a business. The owner is one of the people before it.
    private const int PeopleForABusiness = 5;

    /// <summary>Invents people and businesses whose scans are done. Equal seeds make equal customers.</summary>
    /// <returns>Functions that create the customers, to be called in this order.</returns>
    public static IEnumerable<Func<CustomerStore, Customer>> Invent(Guid partnerId, int count, int seed)
    {
        var faker = new CustomerFaker(seed);
        Guid? ownerId = null;
        for (var i = 1; i <= count; i++)
        {
            if (i % PeopleForABusiness == 0)
            {
                yield return customers => customers.CreateFinished(faker.Business(partnerId, ownerId), faker);
            }
            else
            {
                yield return customers =>
                {
                    var person = customers.CreateFinished(faker.Person(partnerId), faker);
                    ownerId = person.Id;
                    return person;
                };
            }
        }
    }

    /// <summary>Returns the customers of the settings.</summary>
    public static WorldSeed OfSettings(SeedOptions settings, WorldOptions worlds) => new(
        settings.Customers > 0 ? settings.PartnerId : null,
        world => world.Seeder.Seed(Invent(world.PartnerId, settings.Customers, (int)worlds.ChanceSeed)));

    /// <summary>Creates a customer with clear scans.</summary>
    public static Customer CreateClear(this CustomerStore customers, CreateCustomerRequest request) =>
        customers.Finish(customers.Create(request), ScanStatus.Clear);

    private static Customer CreateFinished(this CustomerStore customers, CreateCustomerRequest request, CustomerFaker faker)
    {
        var customer = customers.Create(request);
        if (customer.Profile.PrimaryOwnerCustomerId is { } ownerId)
        {
            customers.AddOwner(customer, faker.Owner(ownerId));
            customer = customers.Find(customer.Id)!;
        }

        return customers.Finish(customer, faker.ScanResult());
    }

    private static Customer Finish(this CustomerStore customers, Customer customer, ScanStatus ofac) =>
        customers.Set(customers.Set(customer, SettableFields.PepScan.To(ScanStatus.Clear)), SettableFields.Ofac.To(ofac));
}

/// <summary>Fills a world with customers whose stories are over. It publishes no event.</summary>
internal sealed class Seeder(World world)
{
    private const int SeededInOneTurn = 50;

    /// <summary>Creates customers, a few at a time: between them, calls get the world lock.</summary>
    /// <returns>The identifiers of the customers.</returns>
    public IReadOnlyList<Guid> Seed(IEnumerable<Func<CustomerStore, Customer>> make)
    {
        var made = new List<Guid>();
        foreach (var few in make.Chunk(SeededInOneTurn))
        {
            made.AddRange(world.Lock.Run(() => few.Select(Make).ToList()));
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

/// <summary>The customers of one world at its start: the section <c>Emulator:Seed</c>, checked at the start.</summary>
internal sealed class SeedOptions
{
    /// <summary>The most customers that one call or setting makes.</summary>
    internal const int MostCustomers = 100_000;

    /// <summary>The number of customers at the start, and again after each reset.</summary>
    /// <value>0 to 100,000. The default is 0.</value>
    [Range(0, MostCustomers)]
    public int Customers { get; set; }

    /// <summary>The partner of these customers.</summary>
    /// <value>A GUID. The default is the partner of the bank's tutorial, <c>6e80b097-693c-4592-8440-02f345335bbf</c>.</value>
    public Guid PartnerId { get; set; } = new("6e80b097-693c-4592-8440-02f345335bbf");
}
