using CrossRiver.Emulator.Kernel.Worlds;
using CrossRiver.Emulator.Modules.Customers.Store;

namespace CrossRiver.Emulator.Modules.Customers.Faking;

/// <summary>Invented customers have their scans behind them.</summary>
public sealed class SeedingTests
{
    private readonly TestCustomers _customers = new();

    [Fact]
    public void Every_fifth_customer_is_a_business_of_the_person_before_it()
    {
        var made = Invent(_customers, count: 11, seed: 3);

        Assert.Equal("PPPPBPPPPBP", string.Concat(made.Select(customer => $"{customer.Classification}"[0])));
        Assert.All([4, 9], index =>
        {
            var (business, owner) = (made[index], made[index - 1]);
            Assert.Equal(owner.Id, business.Profile.PrimaryOwnerCustomerId);
            Assert.Equal(owner.Id, Assert.Single(business.Owners).OwnerCustomerId);
            Assert.Single(business.Addresses);
        });
        Assert.All(made, customer => Assert.Equal((ScanStatus.Clear, customer), (customer.PepScan, _customers.Find(customer.Id))));
        Assert.All(made, customer => Assert.True(customer.Ofac is ScanStatus.Clear or ScanStatus.Reviewing or ScanStatus.Positive));
        Assert.Equal(made.Select(customer => customer.Id), _customers.IdsFrom(0));
    }

    [Fact]
    public void Equal_seeds_make_equal_customers()
    {
        var (made, again, others) = (Invent(_customers, 10, seed: 3), Invent(new TestCustomers(), 10, seed: 3), Invent(new TestCustomers(), 10, seed: 4));

        Assert.Equal(made.Select(Text), again.Select(Text));
        Assert.DoesNotContain(Text(others[0]), made.Select(Text));
        Assert.Empty(Invent(new TestCustomers(), 0, seed: 3));

        static string Text(Customer customer) => $"{customer.Id} {customer.Name.FullName} {customer.Profile} {customer.Ofac}";
    }

    [Fact]
    public void A_clear_customer_has_two_clear_scans()
    {
        var clear = _customers.CreateClear(new CustomerFaker(1).Person(TestCustomers.Partner));

        Assert.Equal((ScanStatus.Clear, ScanStatus.Clear, clear), (clear.Ofac, clear.PepScan, _customers.Now(clear)));
        Assert.Empty(_customers.Unsettled);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void The_settings_fill_a_world_if_they_want_customers(int customers, bool isFilled)
    {
        var seed = Seeding.OfSettings(new SeedOptions { Customers = customers }, new WorldOptions());

        Assert.Equal(isFilled ? TestCustomers.Partner : null, seed.PartnerId);
        Assert.Equal((0, 100_000), (new SeedOptions().Customers, SeedOptions.MostCustomers));
    }

    private static List<Customer> Invent(CustomerStore customers, int count, int seed) =>
        [.. Seeding.Invent(TestCustomers.Partner, count, seed).Select(make => make(customers))];
}
