using System.Collections.Immutable;

namespace CrossRiver.Emulator.Modules.Customers.Store;

/// <summary>Contains the changes that reads do not show yet, as at a bank whose reads lag behind its events.</summary>
/// <remarks>Reading is thread-safe. Add and show changes only while holding the world lock.</remarks>
internal sealed class ReadLag
{
    private volatile ImmutableDictionary<Guid, ImmutableList<HeldBackChange>> _changes = ImmutableDictionary<Guid, ImmutableList<HeldBackChange>>.Empty;
    private long _added;

    /// <summary>Hides a change from reads.</summary>
    /// <returns>The number of the change, for <see cref="Show"/>.</returns>
    public long Add(Customer before, Customer after)
    {
        Add(new HeldBackChange(++_added, before, after));
        return _added;
    }

    /// <summary>Shows a change to reads.</summary>
    public void Show(Guid customerId, long number)
    {
        var left = _changes.GetValueOrDefault(customerId, []).RemoveAll(change => change.Number == number);
        _changes = left.IsEmpty ? _changes.Remove(customerId) : _changes.SetItem(customerId, left);
    }

    /// <summary>Returns the customer as reads show it.</summary>
    /// <remarks>A field whose change is delayed has its previous value, unless a later, visible change replaced it.</remarks>
    public Customer Of(Customer customer)
    {
        if (!_changes.TryGetValue(customer.Id, out var changes))
        {
            return customer;
        }

        // From the newest to the oldest, because the oldest value wins. A field that differs from the result of a change was changed since.
        return changes.Reverse().Aggregate(customer, (shown, change) => SettableFields.All.Aggregate(
            shown with { LastModifiedAt = shown.LastModifiedAt == change.After.LastModifiedAt ? change.Before.LastModifiedAt : shown.LastModifiedAt },
            (customer, field) => Equals(field.ValueOf(customer), field.ValueOf(change.After)) ? field.With(customer, field.ValueOf(change.Before)) : customer));
    }

    /// <summary>Returns the changes for a snapshot, in the order of their numbers.</summary>
    public IReadOnlyList<HeldBackChange> Save() => [.. _changes.Values.SelectMany(changes => changes).OrderBy(change => change.Number)];

    public void Load(IReadOnlyList<HeldBackChange> saved)
    {
        foreach (var change in saved)
        {
            Add(change);
            _added = Math.Max(_added, change.Number);
        }
    }

    private void Add(HeldBackChange change) => _changes = _changes.SetItem(change.Before.Id, _changes.GetValueOrDefault(change.Before.Id, []).Add(change));
}

/// <summary>A change that reads do not show yet.</summary>
internal sealed record HeldBackChange(long Number, Customer Before, Customer After);

/// <summary>The moment from which reads show a change.</summary>
/// <param name="Change">The number of the change.</param>
internal sealed record ReadLagEndEntry(Guid CustomerId, long Change) : AgendaEntry
{
    public override string What => "end of a read lag";

    public override bool IsConsequence => true;

    public override Guid? OfCustomer => CustomerId;
}
