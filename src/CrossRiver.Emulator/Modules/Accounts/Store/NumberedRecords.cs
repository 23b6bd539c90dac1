using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace CrossRiver.Emulator.Modules.Accounts.Store;

/// <summary>Stores immutable records by their numbers, in groups, and in the order of their creation.</summary>
/// <remarks>Reading is thread-safe. Make changes only while holding the world lock.</remarks>
internal sealed class NumberedRecords<T, TGroup>(Func<T, string> numberOf, Func<T, TGroup> groupOf)
    where T : class
    where TGroup : notnull
{
    private readonly ConcurrentDictionary<string, Slot> _byNumber = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<TGroup, ImmutableList<Slot>> _byGroup = new();
    private volatile ImmutableList<Slot> _all = [];

    public int Count => _all.Count;

    /// <summary>Gets all records. To skip the first of them costs next to nothing.</summary>
    public IEnumerable<T> All => _all.Select(slot => slot.Record);

    /// <summary>Returns the newest copy of a record, or null if there is none.</summary>
    public T? Find(string number) => _byNumber.GetValueOrDefault(number)?.Record;

    public IEnumerable<T> Of(TGroup group) => _byGroup.GetValueOrDefault(group, []).Select(slot => slot.Record);

    public int CountOf(TGroup group) => _byGroup.GetValueOrDefault(group, []).Count;

    /// <summary>Adds a record, or replaces the copy that has its number.</summary>
    public T Keep(T record)
    {
        if (_byNumber.TryGetValue(numberOf(record), out var known))
        {
            known.Record = record;
            return record;
        }

        var slot = new Slot(record);
        _byNumber[numberOf(record)] = slot;
        _byGroup[groupOf(record)] = _byGroup.GetValueOrDefault(groupOf(record), []).Add(slot);
        _all = _all.Add(slot);
        return record;
    }

    public void Clear()
    {
        _all = [];
        _byGroup.Clear();
        _byNumber.Clear();
    }

    private sealed class Slot(T record)
    {
        private volatile T _record = record;

        public T Record
        {
            get => _record;
            set => _record = value;
        }
    }
}
