using System.Collections.Frozen;

namespace CrossRiver.Emulator.Control.Reports;

/// <summary>Counts for each name of a fixed catalog. Other names are not counted.</summary>
/// <remarks>Thread-safe. Counting takes no lock and allocates nothing.</remarks>
internal sealed class CatalogCounts
{
    private readonly IReadOnlyList<string> _names;
    private readonly FrozenDictionary<string, int> _places;
    private readonly long[] _counts;

    public CatalogCounts(params IEnumerable<string> names)
    {
        _names = [.. names.Distinct(StringComparer.Ordinal)];
        _places = _names.Index().ToFrozenDictionary(name => name.Item, name => name.Index, StringComparer.Ordinal);
        _counts = new long[_names.Count];
    }

    /// <summary>Gets each name with its count, in the order of the catalog.</summary>
    public IReadOnlyList<CoveredName> All => [.. _names.Select((name, place) => new CoveredName(name, Volatile.Read(ref _counts[place])))];

    public void Count(ReadOnlySpan<char> name)
    {
        if (_places.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var place))
        {
            Interlocked.Increment(ref _counts[place]);
        }
    }

    public void Clear()
    {
        for (var place = 0; place < _counts.Length; place++)
        {
            Interlocked.Exchange(ref _counts[place], 0);
        }
    }
}
