using CrossRiver.Emulator.Scenarios.Stories;

namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>Scenarios in the order in which they get customers, found by what stands in a create: most of them are never looked at.</summary>
internal sealed class ScenarioIndex
{
    private readonly Scenario[] _ordered;
    private readonly FieldMatch?[] _inexact;
    private readonly List<IndexedField> _fields = [];
    private readonly List<int> _unindexed = [];

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
        _inexact = [.. _ordered.Select(scenario => IndexKeys.FindInexact(scenario.Match!))];
        var counts = new Dictionary<IndexKey, int>();
        foreach (var key in _ordered.SelectMany(scenario => IndexKeys.AllOf(scenario.Match!)))
        {
            counts[key] = counts.TryGetValue(key, out var count) ? count + 1 : 1;
        }

        for (var rank = 0; rank < _ordered.Length; rank++)
        {
            Enter(rank, IndexKeys.Of(_ordered[rank].Match!, key => counts[key]));
        }
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

    private void Enter(int rank, IReadOnlyList<IndexKey>? keys)
    {
        if (keys is null)
        {
            _unindexed.Add(rank);
            return;
        }

        foreach (var key in keys)
        {
            var field = _fields.Find(field => field.Has(key));
            if (field is null)
            {
                _fields.Add(field = new IndexedField(key.IsHeader, key.Field));
            }

            field.Enter(key.Value, rank);
        }
    }

    private void Look(List<int> ranks, CreateFields create, MatchFindings findings)
    {
        foreach (var rank in ranks)
        {
            // Behind one that surely gets the customer only those are of interest that count such customers.
            // What a scenario lost by is found only if it would be told; else one field is enough.
            var scenario = _ordered[rank];
            if ((rank < findings.SureRank || scenario.Match!.Which is not null) && (findings.WouldTell(rank) || MayHold(rank, create)))
            {
                findings.Add(rank, scenario, scenario.Match!.FindMismatch(create));
            }
        }
    }

    // A scenario was looked up by its exact values; if it does not hold, then mostly by its first field without one.
    private bool MayHold(int rank, CreateFields create) => _inexact[rank] is not { } field || field.Holds(create.Body(field.Path));

    private sealed class IndexedField(bool isHeader, string name)
    {
        /// <summary>The scenarios by the values they ask for, the first to get a customer first.</summary>
        public Dictionary<string, List<int>> Ranks { get; } = new(StringComparer.Ordinal);

        public bool Has(IndexKey key) => key.IsHeader == isHeader && key.Field == name;

        public void Enter(string value, int rank)
        {
            if (!Ranks.TryGetValue(value, out var ranks))
            {
                Ranks.Add(value, ranks = []);
            }

            ranks.Add(rank);
        }

        public string? ValueIn(CreateFields create) => (isHeader ? create.Header(name) : create.Body(name)).Folded;
    }
}
