using System.Collections.Immutable;

namespace CrossRiver.Emulator.Modules.Customers.Store;

/// <summary>Changes that were made and that reads do not show yet, as at a bank whose reads lag behind its events.</summary>
/// <remarks>Any thread may read. Changes are held back and shown in the world's turn.</remarks>
internal sealed class HeldBack
{
    private volatile ImmutableDictionary<Guid, ImmutableList<(long Number, Customer Before, Customer After)>> _changes = ImmutableDictionary<Guid, ImmutableList<(long Number, Customer Before, Customer After)>>.Empty;
    private long _added;

    /// <summary>Holds a change back.</summary>
    /// <returns>Its number, to show it by.</returns>
    public long Add(Customer before, Customer after)
    {
        _changes = _changes.SetItem(before.Id, _changes.GetValueOrDefault(before.Id, []).Add((++_added, before, after)));

        return _added;
    }

    /// <summary>Shows a change.</summary>
    public void Show(Guid customerId, long number)
    {
        var left = _changes.GetValueOrDefault(customerId, []).RemoveAll(change => change.Number == number);
        _changes = left.IsEmpty ? _changes.Remove(customerId) : _changes.SetItem(customerId, left);
    }

    /// <summary>A customer as reads show it: what the bank decides is what it was before the changes that are held back, unless a later change that is not has taken their place.</summary>
    public Customer Of(Customer customer)
    {
        if (!_changes.TryGetValue(customer.Id, out var changes))
        {
            return customer;
        }

        // From the newest to the oldest, so that the oldest has the last word. What is not as a change left it was changed since.
        return changes.Reverse().Aggregate(customer, (shown, change) => SettableFields.All.Aggregate(
            shown with { LastModifiedAt = shown.LastModifiedAt == change.After.LastModifiedAt ? change.Before.LastModifiedAt : shown.LastModifiedAt },
            (customer, field) => Equals(field.ValueOf(customer), field.ValueOf(change.After)) ? field.With(customer, field.ValueOf(change.Before)) : customer));
    }

    /// <summary>Every change that is held back, in order.</summary>
    public IReadOnlyList<HeldBackChange> Save() =>
        [.. _changes.Values.SelectMany(changes => changes).Select(change => new HeldBackChange(change.Number, change.Before, change.After)).OrderBy(change => change.Number)];

    /// <summary>Holds back what was held back when it was saved.</summary>
    public void Load(IReadOnlyList<HeldBackChange> saved)
    {
        foreach (var (number, before, after) in saved)
        {
            _changes = _changes.SetItem(before.Id, _changes.GetValueOrDefault(before.Id, []).Add((number, before, after)));
            _added = Math.Max(_added, number);
        }
    }
}

/// <summary>A change that reads do not show yet.</summary>
/// <param name="Number">Its number, to show it by.</param>
/// <param name="Before">The customer before it.</param>
/// <param name="After">The customer after it.</param>
internal sealed record HeldBackChange(long Number, Customer Before, Customer After);
