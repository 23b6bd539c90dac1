using CrossRiver.Emulator.Scenarios.Model;

namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>Scenarios in the order in which they get customers.</summary>
/// <param name="scenarios">The scenarios; those without a match are left out.</param>
internal sealed class RankedScenarios(IEnumerable<Scenario> scenarios)
{
    /// <summary>Gets the scenarios, the first to get a customer first: by priority, then by how many fields they test, then by name.</summary>
    public IReadOnlyList<Scenario> Ordered { get; } =
    [
        .. scenarios.Where(scenario => scenario.Match is not null)
            .OrderByDescending(scenario => scenario.Priority)
            .ThenByDescending(scenario => scenario.Match!.FieldsTested)
            .ThenBy(scenario => scenario.Name, StringComparer.Ordinal),
    ];

    /// <summary>Finds the scenarios that are for the customer of a create.</summary>
    public MatchFindings Find(CreateFields create)
    {
        var findings = new MatchFindings();
        foreach (var scenario in Ordered)
        {
            // Behind the one that surely gets the customer only those matter that count such customers.
            if (findings.Sure is null || scenario.Match!.Which is not null)
            {
                findings.Add(scenario, create);
            }
        }

        return findings;
    }
}

/// <summary>The scenarios that are for the customer of a create, and those that nearly were.</summary>
internal sealed class MatchFindings
{
    /// <summary>The largest number of scenarios in <see cref="Lost"/>.</summary>
    public const int MostLost = 5;

    private List<Sample>? _samples;
    private List<LostScenario>? _lost;

    /// <summary>Gets the scenario that gets the customer unless one of <see cref="Samples"/> does, or <see langword="null"/>.</summary>
    public Scenario? Sure { get; private set; }

    /// <summary>Gets the scenarios that take some of the customers for whom their match holds, in order.</summary>
    public IReadOnlyList<Sample> Samples => _samples as IReadOnlyList<Sample> ?? [];

    /// <summary>Gets the first scenarios that came near: one of their fields is as their match asks, or they ask for more than texts.</summary>
    public IReadOnlyList<LostScenario> Lost => _lost as IReadOnlyList<LostScenario> ?? [];

    /// <summary>Adds what there is to say of the next scenario in the order.</summary>
    public void Add(Scenario scenario, CreateFields create)
    {
        var match = scenario.Match!;
        if (match.FindMismatch(create) is { } mismatch)
        {
            if (_lost is not { Count: MostLost } && match.IsNear(create))
            {
                (_lost ??= []).Add(new LostScenario(scenario.Name, mismatch));
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

    /// <summary>A scenario that takes some of the customers for whom its match holds.</summary>
    /// <param name="IsBeforeSure">Whether it can get the customer; else it only counts it.</param>
    internal readonly record struct Sample(Scenario Scenario, bool IsBeforeSure);
}
