using CrossRiver.Emulator.Scenarios.Model;

namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>Ranks scenarios in the order in which they get customers.</summary>
/// <param name="scenarios">The scenarios; scenarios without a match are left out.</param>
internal sealed class RankedScenarios(IEnumerable<Scenario> scenarios)
{
    private readonly Scenario[] _ordered =
    [
        .. scenarios.Where(scenario => scenario.Match is not null)
            .OrderByDescending(scenario => scenario.Priority)
            .ThenByDescending(scenario => scenario.Match!.FieldsTested)
            .ThenBy(scenario => scenario.Name, StringComparer.Ordinal),
    ];

    /// <summary>Gets the scenarios by priority, then by number of tested fields, then by name.</summary>
    public IReadOnlyList<Scenario> Ordered => _ordered;

    public MatchResult Find(CreateFields create)
    {
        var findings = new MatchResult();
        foreach (var scenario in _ordered)
        {
            // After the first sure match, only scenarios with `which` matter, because they count customers.
            if (findings.Sure is null || scenario.Match!.Which is not null)
            {
                findings.Add(scenario, create);
            }
        }

        return findings;
    }
}

/// <summary>Collects the scenarios that match a create, and the near misses.</summary>
internal sealed class MatchResult
{
    /// <summary>The maximum number of scenarios in <see cref="NearMisses"/>.</summary>
    public const int MostLost = 5;

    private List<Sample>? _samples;
    private List<ScenarioNearMiss>? _lost;

    /// <summary>Gets the scenario that gets the customer unless one of <see cref="Samples"/> does, or null.</summary>
    public Scenario? Sure { get; private set; }

    /// <summary>Gets the matching scenarios that take only some customers, in order.</summary>
    public IReadOnlyList<Sample> Samples => _samples as IReadOnlyList<Sample> ?? [];

    /// <summary>Gets the first near misses: a field matches, or accepts more than fixed texts.</summary>
    public IReadOnlyList<ScenarioNearMiss> NearMisses => _lost as IReadOnlyList<ScenarioNearMiss> ?? [];

    /// <summary>Adds the next scenario in the order if it matches or is near.</summary>
    public void Add(Scenario scenario, CreateFields create)
    {
        var match = scenario.Match!;
        if (match.FindMismatch(create) is { } mismatch)
        {
            if (_lost is not { Count: MostLost } && match.IsNear(create))
            {
                (_lost ??= []).Add(new ScenarioNearMiss(scenario.Name, mismatch));
            }
        }
        else if (match.IsSample)
        {
            (_samples ??= []).Add(new Sample(scenario, IsBeforeSure: Sure is null));
        }
        else
        {
            Sure ??= scenario;
        }
    }

    /// <summary>Represents a matching scenario that takes only some customers.</summary>
    /// <param name="IsBeforeSure">Whether it can get the customer; otherwise it only counts the customer.</param>
    internal readonly record struct Sample(Scenario Scenario, bool IsBeforeSure);
}
