using System.Collections.Concurrent;

namespace CrossRiver.Emulator.Customers;

/// <summary>The newest copy of each customer of a world, by its identifier.</summary>
/// <remarks>One alone is kept without a dictionary, which is as large as the customer itself: most worlds have one customer. Any thread may read. Changes are made in the world's turn.</remarks>
internal sealed class CustomerTable
{
    // Nothing, the only customer, or the dictionary of all: in one field, so that whoever reads sees one of them whole.
    private volatile object? _kept;

    public int Count => _kept switch
    {
        null => 0,
        ConcurrentDictionary<Guid, Customer> all => all.Count,
        _ => 1,
    };

    /// <summary>Finds a customer, or returns <see langword="null"/>.</summary>
    public Customer? Find(Guid id) => _kept switch
    {
        ConcurrentDictionary<Guid, Customer> all => all.GetValueOrDefault(id),
        Customer only when only.Id == id => only,
        _ => null,
    };

    /// <summary>Keeps a customer, in the place of the copy that there was.</summary>
    /// <returns>The same customer.</returns>
    public Customer Keep(Customer customer)
    {
        if (_kept is ConcurrentDictionary<Guid, Customer> all)
        {
            all[customer.Id] = customer;
        }
        else if (_kept is Customer only && only.Id != customer.Id)
        {
            // Changed in one turn at a time, so one lock does; and most worlds are small.
            _kept = new ConcurrentDictionary<Guid, Customer>(concurrencyLevel: 1, capacity: 2) { [only.Id] = only, [customer.Id] = customer };
        }
        else
        {
            _kept = customer;
        }

        return customer;
    }

    public void Clear() => _kept = null;
}
