using CrossRiver.Emulator.Customers;

namespace CrossRiver.Emulator.Tests.Customers;

public sealed class CustomerTableTests
{
    private readonly Table _table = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public void Finds_each_customer_and_no_other(int count)
    {
        var customers = Enumerable.Range(1, count).Select(CustomerOf).ToList();

        customers.ForEach(_table.Add);

        Assert.Equal(count, _table.Count);
        Assert.All(customers, customer => Assert.Same(customer, _table.Find(customer.Id)));
        Assert.Null(_table.Find(CustomerOf(count + 1).Id));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public void Has_them_in_the_order_in_which_they_were_made(int count)
    {
        var customers = Enumerable.Range(1, count).Select(CustomerOf).Reverse().ToList();

        customers.ForEach(_table.Add);
        customers.ForEach(customer => _table.Keep(customer with { Version = 2 }));

        Assert.All(Enumerable.Range(0, count + 2), skipped => Assert.Equal(customers.Skip(skipped).Select(customer => customer.Id), _table.IdsFrom(skipped)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Has_the_newest_copy_of_each(int count)
    {
        var customers = Enumerable.Range(1, count).Select(CustomerOf).ToList();
        customers.ForEach(_table.Add);

        var copies = customers.ConvertAll(customer => customer with { Version = 2 });
        Assert.All(copies, copy => Assert.Same(copy, _table.Keep(copy)));
        Assert.Equal(count, _table.Count);
        Assert.All(copies, copy => Assert.Same(copy, _table.Find(copy.Id)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Has_none_when_it_was_cleared(int count)
    {
        var customers = Enumerable.Range(1, count).Select(CustomerOf).ToList();
        customers.ForEach(_table.Add);

        _table.Forget();

        Assert.Equal(0, _table.Count);
        Assert.Empty(_table.IdsFrom(0));
        Assert.All(customers, customer => Assert.Null(_table.Find(customer.Id)));
    }

    [Fact]
    public async Task Whoever_reads_finds_what_was_there_while_more_come()
    {
        const int Tables = 2_000;
        var (first, second) = (CustomerOf(1), CustomerOf(2));
        for (var i = 0; i < Tables; i++)
        {
            var table = new Table();
            table.Add(first);
            var reading = Task.Factory.StartNew(
                () =>
                {
                    while (table.Find(second.Id) is null)
                    {
                        Assert.NotNull(table.Find(first.Id));
                    }

                    Assert.NotNull(table.Find(first.Id));
                },
                TestContext.Current.CancellationToken,
                TaskCreationOptions.None,
                TaskScheduler.Default);

            table.Add(second);
            await reading;
        }
    }

    private static Customer CustomerOf(int number) => new()
    {
        Id = new Guid(number, 0, 0, new byte[8]),
        Key = $"{number}#1",
        PartnerId = Guid.Empty,
        CifNumber = "10000000000",
        Classification = Classification.Personal,
        Name = new CustomerName { FirstName = "Ada", LastName = "Lovelace" },
        Profile = new CustomerProfile(),
        CreatedAt = DateTimeOffset.UnixEpoch,
        LastModifiedAt = DateTimeOffset.UnixEpoch,
    };

    private sealed class Table : CustomerTable
    {
        public new void Add(Customer customer) => base.Add(customer);

        public new Customer Keep(Customer changed) => base.Keep(changed);

        public new void Forget() => base.Forget();
    }
}
