using CrossRiver.Emulator.Scenarios.Stories;

namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>Scenarios in the order in which they get customers, found by what stands in a create: most of them are never looked at.</summary>
internal sealed class ScenarioIndex
{
    private readonly Scenario[] _ordered;
    private readonly IReadOnlyList<IndexedField> _fields;
    private readonly int[] _unindexed;

    /// <param name="scenarios">The scenarios; those without a match are left out.</param>
    public ScenarioIndex(IEnumerable<Scenario> scenarios)
    {
        _ordered =
        [
            .. scenarios.Where(scenario => scenario.Match is not null)
                .OrderByDescending(scenario => scenario.Priority)
                .ThenByDescending(scenario => scenario.Match!.FieldsTested)
                .ThenBy(scenario => scenario.Name, StringComparer.Ordinal),
        ];
        var counts = _ordered.SelectMany(scenario => IndexKeys.AllOf(scenario.Match!)).CountBy(key => key).ToDictionary();
        var keys = _ordered.Select(scenario => IndexKeys.Of(scenario.Match!, key => counts[key])).ToList();

        _unindexed = [.. Enumerable.Range(0, _ordered.Length).Where(rank => keys[rank] is null)];
        _fields =
        [
            .. keys.SelectMany((found, rank) => found?.Select(key => (Key: key, Rank: rank)) ?? [])
                .GroupBy(entry => (entry.Key.IsHeader, entry.Key.Field))
                .Select(field => new IndexedField(field.Key.IsHeader, field.Key.Field, field.ToLookup(entry => entry.Key.Value, entry => entry.Rank, StringComparer.Ordinal))),
        ];
    }

    /// <summary>The scenarios, the first to get a customer first.</summary>
    public IReadOnlyList<Scenario> Ordered => _ordered;

    /// <summary>Finds the scenarios that are for the customer of a create.</summary>
    public MatchFindings Find(CreateFields create)
    {
        var findings = new MatchFindings();
        foreach (var field in _fields)
        {
            if (field.ValueIn(create) is { } value && field.Ranks.TryGetValue(value, out var ranks))
            {
                Look(ranks, create, findings);
            }
        }

        Look(_unindexed, create, findings);
        return findings;
    }

    private void Look(int[] ranks, CreateFields create, MatchFindings findings)
    {
        foreach (var rank in ranks)
        {
            // Behind one that surely gets the customer only those are of interest that count such customers.
            var scenario = _ordered[rank];
            if (rank < findings.SureRank || scenario.Match!.Which is not null)
            {
                findings.Add(rank, scenario, scenario.Match!.FindMismatch(create));
            }
        }
    }

    private sealed class IndexedField(bool isHeader, string name, ILookup<string, int> ranks)
    {
        public Dictionary<string, int[]> Ranks { get; } = ranks.ToDictionary(value => value.Key, value => value.Order().ToArray(), StringComparer.Ordinal);

        public string? ValueIn(CreateFields create) => (isHeader ? create.Header(name) : create.Body(name)).Folded;
    }
}
