using System.Collections.Immutable;
using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Playing.Saving;
using CrossRiver.Emulator.Scenarios.Schema;

namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>Chooses the scenarios of a world's customers from orders, counts, chance and the catalogue.</summary>
/// <remarks>Call only while holding the world lock, so that no two customers get the same number.</remarks>
internal sealed class ScenarioSelection(KeyedRandom random, ScenarioFormat format) : IWorldPart<SavedScenarios>
{
    private static readonly ImmutableSortedDictionary<string, int> NoCounts = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    private ImmutableSortedDictionary<string, int> _counts = NoCounts;
    private NextScenarios? _orders;

    // Most customers nearly match the same scenarios. The journal keeps the list of each of them, and so all of these are one list.
    private IReadOnlyList<ScenarioNearMiss> _lastNearMisses = [];

    public WorldScenarios Own => UsedOwn ??= new();

    /// <summary>Gets the scenarios that only this world has, or null if they were never used. Thread-safe.</summary>
    public WorldScenarios? UsedOwn { get; private set; }

    public NextScenarios Orders => _orders ??= new();

    /// <summary>Chooses the scenario of a new customer.</summary>
    /// <param name="key">The customer's key, which seeds chance.</param>
    /// <param name="isReal">Whether the customer is created. Otherwise, nothing is counted and no order is used up.</param>
    public ScenarioChoice Choose(ScenarioCandidates candidates, string? clientIdentifier, string key, bool isReal = true)
    {
        var catalog = candidates.Catalog;

        // An order for a removed scenario is used up all the same.
        if (_orders?.Find(clientIdentifier, isReal) is { } ordered && catalog.Find(ordered.Scenario) is { } asked)
        {
            return new ScenarioChoice(asked, ordered.Reason);
        }

        if (candidates.Named is { } named)
        {
            return new ScenarioChoice(named, $"the header {ScenarioCatalog.Header} asks for it");
        }

        var lost = default(List<ScenarioNearMiss>);
        var choice = Take(candidates.Own, key, isReal, ref lost) is { } own ? new ScenarioChoice(own, "its match holds")
            : candidates.Coded is { } coded ? new ScenarioChoice(coded, "the customer's tax id is its code")
            : Take(candidates.Documented, key, isReal, ref lost) is { } documented ? new ScenarioChoice(documented, "its match holds, and it ships with the emulator")
            : _orders?.Default is { } name && catalog.Find(name) is { } usual ? new ScenarioChoice(usual, "no scenario's match holds, and it is the world's default")
            : new ScenarioChoice(catalog.Default, "no scenario's match holds, and it is the default");

        return choice with { NearMisses = lost is null ? null : OnceKept(lost) };
    }

    public void Clear()
    {
        UsedOwn?.Clear();
        _orders = null;
        _counts = NoCounts;
    }

    public int Clear(ResetOptions reset)
    {
        if (!reset.Keeps(KeepOnReset.Scenarios))
        {
            Clear();
        }

        return 0;
    }

    public SavedScenarios Save() => new([.. UsedOwn?.All.Select(format.Print) ?? []], _orders?.Save() ?? SavedNextScenarios.None, _counts);

    public void Load(SavedScenarios saved)
    {
        Clear();
        saved.Own.ToList().ForEach(text => Own.Put(RestoredStories.ReadScenario(text, format)));
        Orders.Load(saved.Orders);
        _counts = NoCounts.AddRange(saved.Counts);
    }

    private IReadOnlyList<ScenarioNearMiss> OnceKept(List<ScenarioNearMiss> lost) =>
        _lastNearMisses.SequenceEqual(lost) ? _lastNearMisses : _lastNearMisses = lost;

    private Scenario? Take(MatchResult? findings, string key, bool isReal, ref List<ScenarioNearMiss>? lost)
    {
        var taken = default(Scenario);
        foreach (var (sample, isBeforeSure) in findings?.Samples ?? [])
        {
            var by = FindRefusal(sample, key, isReal);
            if (by is null && taken is null && isBeforeSure)
            {
                taken = sample;
            }
            else if (by is not null)
            {
                Add(new ScenarioNearMiss(sample.Name, by), ref lost);
            }
        }

        foreach (var other in findings?.NearMisses ?? [])
        {
            Add(other, ref lost);
        }

        return taken ?? findings?.Sure;
    }

    private static void Add(ScenarioNearMiss scenario, ref List<ScenarioNearMiss>? lost)
    {
        if (lost is not { Count: >= MatchResult.MostLost })
        {
            (lost ??= []).Add(scenario);
        }
    }

    // Chance selects among the matching customers, and the count selects among the selected.
    private string? FindRefusal(Scenario sample, string key, bool isReal)
    {
        if (sample.Match!.Probability is { } likelihood && random.From(sample.Seed).Share($"{key}/{sample.Name}/match") >= likelihood)
        {
            return "chance";
        }

        if (sample.Match.Which is not { } which)
        {
            return null;
        }

        var number = _counts.GetValueOrDefault(sample.Name) + 1;
        if (isReal)
        {
            _counts = _counts.SetItem(sample.Name, number);
        }

        return which.Takes(number) ? null : "which";
    }
}

/// <summary>Represents the scenario that a customer gets.</summary>
internal sealed record ScenarioChoice(Scenario Scenario, string Reason)
{
    /// <summary>Gets the near misses, at most five, or null if there are none.</summary>
    public IReadOnlyList<ScenarioNearMiss>? NearMisses { get; init; }
}

/// <summary>Represents the choices of a world in a snapshot.</summary>
/// <param name="Own">The scenarios that only this world has, each as a file.</param>
/// <param name="Counts">The number of matching customers of each scenario that counts them.</param>
internal sealed record SavedScenarios(IReadOnlyList<string> Own, SavedNextScenarios Orders, IReadOnlyDictionary<string, int> Counts)
{
    public static SavedScenarios None { get; } = new([], SavedNextScenarios.None, new Dictionary<string, int>(StringComparer.Ordinal));
}
