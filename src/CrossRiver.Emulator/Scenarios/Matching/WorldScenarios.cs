using System.Collections.Immutable;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Scenarios.Matching.Patterns;
using CrossRiver.Emulator.Scenarios.Model;

namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>Represents the scenarios of one world beside the emulator's. Each replaces a scenario of its name, and ranks like the user's files.</summary>
/// <remarks>Any thread may read. Change only while holding the world lock.</remarks>
internal sealed class WorldScenarios
{
    /// <summary>The maximum number for one world.</summary>
    public const int Most = 200;

    private static readonly ImmutableSortedDictionary<string, Scenario> None = ImmutableSortedDictionary.Create<string, Scenario>(StringComparer.Ordinal);

    private volatile ImmutableSortedDictionary<string, Scenario> _byName = None;
    private volatile Joined? _joined;

    public IEnumerable<string> Names => _byName.Keys;

    public IEnumerable<Scenario> All => _byName.Values;

    public bool Contains(Scenario scenario) => _byName.GetValueOrDefault(scenario.Name) == scenario;

    /// <summary>Returns the emulator's scenarios together with these.</summary>
    public ScenarioCatalog Over(ScenarioCatalog shared)
    {
        var own = _byName;
        if (own.IsEmpty)
        {
            return shared;
        }

        var joined = _joined;
        if (joined is null || joined.Shared != shared || joined.Own != own)
        {
            _joined = joined = new Joined(shared, own, shared.With(own.Values));
        }

        return joined.Catalog;
    }

    /// <summary>Adds a scenario, or replaces the scenario of its name.</summary>
    /// <exception cref="ApiException">There are too many scenarios, or their expressions are too large.</exception>
    public void Put(Scenario scenario)
    {
        if (_byName.Count >= Most && !_byName.ContainsKey(scenario.Name))
        {
            throw ApiException.Invalid([string.Create(CultureInfo.InvariantCulture, $"This world already has {Most} scenarios; delete one")]);
        }

        var size = _byName.Values.Where(other => other.Name != scenario.Name).Append(scenario).Sum(one => one.Match?.PatternSize ?? 0);
        if (size > Pattern.LargestSum)
        {
            throw ApiException.Invalid(
                [string.Create(CultureInfo.InvariantCulture, $"The regular expressions of this world's own scenarios would have {size} parts in all, with repetitions written out; the limit is {Pattern.LargestSum}. Delete a scenario, or repeat less")]);
        }

        _byName = _byName.SetItem(scenario.Name, scenario);
    }

    /// <summary>Removes a scenario, and returns whether it existed.</summary>
    public bool Remove(string name)
    {
        var before = _byName;
        _byName = before.Remove(name);
        return _byName != before;
    }

    public void Clear()
    {
        _byName = None;
        _joined = null;
    }

    private sealed record Joined(ScenarioCatalog Shared, ImmutableSortedDictionary<string, Scenario> Own, ScenarioCatalog Catalog);
}
