namespace CrossRiver.Emulator.Customers.Faking;

/// <summary>Fills a world with customers whose stories are over.</summary>
internal static class Seeding
{
    // Of so many customers one is a business, owned by one of the people before it.
    private const int PeopleForABusiness = 5;

    /// <summary>Makes customers, people and businesses, with their scans done.</summary>
    /// <param name="customers">Where to make them.</param>
    /// <param name="partnerId">Whose customers they are.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Where the choices come from.</param>
    /// <returns>The customers, in the order in which they were made.</returns>
    public static IReadOnlyList<Customer> Seed(this CustomerStore customers, Guid partnerId, int count, int seed)
    {
        var faker = new CustomerFaker(seed);
        var made = new List<Customer>(count);
        Guid? ownerId = null;
        for (var i = 1; i <= count; i++)
        {
            var isBusiness = i % PeopleForABusiness == 0;
            var request = isBusiness ? faker.Business(partnerId, ownerId) : faker.Person(partnerId);
            made.Add(customers.Finish(customers.Create(request), faker));
            ownerId = isBusiness ? ownerId : made[^1].Id;
        }

        return made;
    }

    private static Customer Finish(this CustomerStore customers, Customer customer, CustomerFaker faker)
    {
        if (customer.Profile.PrimaryOwnerCustomerId is { } ownerId)
        {
            Owners.Ownership.AddOwner(customers, customer, faker.Owner(ownerId));
            customer = customers.Find(customer.Id)!;
        }

        return customers.SetOfac(customers.SetPepScan(customer, ScanStatus.Clear), faker.ScanResult());
    }
}
