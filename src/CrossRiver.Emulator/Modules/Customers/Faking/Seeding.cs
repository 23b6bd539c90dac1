using CrossRiver.Emulator.Modules.Customers.Owners;
using CrossRiver.Emulator.Modules.Customers.Requests;
using CrossRiver.Emulator.Modules.Customers.Store;

namespace CrossRiver.Emulator.Modules.Customers.Faking;

/// <summary>Makes customers whose stories are over.</summary>
internal static class Seeding
{
    // Of so many customers one is a business, owned by one of the people before it.
    private const int PeopleForABusiness = 5;

    /// <summary>Invents customers, people and businesses, with their scans done.</summary>
    /// <param name="partnerId">Whose customers they are.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Where the choices come from.</param>
    /// <returns>What makes them, one after another.</returns>
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

    /// <summary>Returns the customers that the settings ask for.</summary>
    public static WorldSeed OfSettings(SeedOptions settings, WorldOptions worlds) => new(
        settings.Customers > 0 ? settings.PartnerId : null,
        world => world.Seeder.Seed(Invent(world.PartnerId, settings.Customers, (int)worlds.ChanceSeed)));

    /// <summary>Makes a customer whose scans have found nothing.</summary>
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
