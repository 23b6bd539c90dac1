using System.Collections.Concurrent;
using CrossRiver.Emulator.Paging;

namespace CrossRiver.Emulator.Customers;

/// <summary>The customers of a world: the newest copy of each, by its identifier and in the order in which they were made.</summary>
/// <remarks>
/// One alone is kept as it is, for what several need is three times as large, and most worlds have one customer. Any thread may read. Changes are
/// made in the world's turn.
/// </remarks>
internal abstract class CustomerTable
{
    // Nothing, the only customer, or several: in one field, so that whoever reads sees one of them whole.
    private volatile object? _kept;

    public int Count => _kept switch
    {
        null => 0,
        Several several => several.ById.Count,
        _ => 1,
    };

    /// <summary>Finds a customer, or returns <see langword="null"/>.</summary>
    public Customer? Find(Guid id) => _kept switch
    {
        Several several => several.ById.GetValueOrDefault(id),
        Customer only when only.Id == id => only,
        _ => null,
    };

    /// <summary>The identifiers in the order in which the customers were made.</summary>
    /// <param name="skipped">How many stand before the first one.</param>
    public IEnumerable<Guid> IdsFrom(int skipped) => _kept switch
    {
        Several several => several.Order.From(skipped),
        Customer only when skipped == 0 => [only.Id],
        _ => [],
    };

    /// <summary>Adds a customer that was made.</summary>
    protected void Add(Customer customer)
    {
        if (_kept is null)
        {
            _kept = customer;
            return;
        }

        var several = _kept as Several ?? new Several((Customer)_kept);
        several.Add(customer);
        _kept = several;
    }

    /// <summary>Keeps a changed copy of a customer.</summary>
    /// <returns>The copy.</returns>
    protected Customer Keep(Customer changed)
    {
        if (_kept is Several several)
        {
            several.ById[changed.Id] = changed;
        }
        else
        {
            _kept = changed;
        }

        return changed;
    }

    /// <summary>Forgets every customer.</summary>
    protected void Forget() => _kept = null;

    private sealed class Several
    {
        public Several(Customer first) => Add(first);

        // Changed in one turn at a time, so one lock does; and most worlds are small.
        public ConcurrentDictionary<Guid, Customer> ById { get; } = new(concurrencyLevel: 1, capacity: 2);

        public CreationOrder Order { get; } = new();

        public void Add(Customer customer)
        {
            ById[customer.Id] = customer;
            Order.Add(customer.Id);
        }
    }
}
