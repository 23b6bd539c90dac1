using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Scenarios.Model;

namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>Represents one version of the scenarios in force. Immutable.</summary>
internal sealed class ScenarioCatalog
{
    /// <summary>The header of a create that names a scenario.</summary>
    public const string Header = "X-Emulator-Scenario";

    private readonly Dictionary<string, Scenario> _byName;
    private readonly IReadOnlyList<Scenario> _shipped;
    private readonly IReadOnlyCollection<Scenario> _own;
    private readonly Scenario _byDefault;

    /// <param name="shipped">The scenarios that ship with the program. Of two with one name, the later wins.</param>
    /// <param name="own">The user's scenarios. Each replaces a shipped scenario of its name.</param>
    /// <param name="byDefault">The scenario for customers that match no other. A scenario of its name replaces it.</param>
    public ScenarioCatalog(IEnumerable<Scenario> shipped, IEnumerable<Scenario> own, SourcedScenarios sourced, Scenario byDefault)
    {
        var ownByName = ByName(own);
        _shipped = [.. shipped];
        _own = ownByName.Values;
        _byDefault = byDefault;
        _byName = ByName(_shipped.Concat(_own));
        Own = new RankedScenarios(_own);
        Documented = new RankedScenarios(_byName.Values.Where(scenario => !ownByName.ContainsKey(scenario.Name)));
        Sourced = sourced;
        Default = _byName.GetValueOrDefault(byDefault.Name) ?? byDefault;
        MayFailCreates = _byName.Values.Append(Default).Any(scenario => scenario.Api is not [] && (scenario.Match is not null || scenario == Default));
    }

    /// <summary>Returns these scenarios with others, each of which replaces a scenario of its name.</summary>
    public ScenarioCatalog With(IEnumerable<Scenario> others) => new(_shipped, _own.Concat(others), Sourced, _byDefault);

    /// <summary>Gets the user's scenarios that have a match.</summary>
    public RankedScenarios Own { get; }

    /// <summary>Gets the shipped scenarios, which match the names that the bank documents.</summary>
    public RankedScenarios Documented { get; }

    public SourcedScenarios Sourced { get; }

    public Scenario Default { get; }

    /// <summary>Gets whether a customer may get a scenario with rules for calls without naming it.</summary>
    public bool MayFailCreates { get; }

    /// <summary>Gets all scenarios except magic values, sorted by name.</summary>
    public IEnumerable<Scenario> All => _byName.Values.OrderBy(scenario => scenario.Name, StringComparer.Ordinal);

    public IEnumerable<string> Names => All.Select(scenario => scenario.Name);

    /// <summary>Returns the scenario of a name, or null if there is none.</summary>
    public Scenario? Find(string name) => _byName.GetValueOrDefault(name) ?? Sourced.Find(name);

    /// <summary>Returns the scenario of the magic value in the body of a create, or null if there is none.</summary>
    public Scenario? FindCoded(JsonElement create) => Sourced.FindName(create) is { } name && Sourced.FindFault(name) is null ? Find(name) : null;

    /// <summary>Finds the scenarios that the customer of a create may get; the world chooses between them.</summary>
    /// <exception cref="ApiException">The header names a scenario that does not exist.</exception>
    public ScenarioCandidates FindCandidates(JsonElement body, IHeaderDictionary headers)
    {
        if (headers.TryGetValue(Header, out var asked))
        {
            return new ScenarioCandidates(this) { Named = Require(asked.ToString(), Header) };
        }

        var create = new CreateFields(body, headers);
        var own = Own.Find(create);
        return own.Sure is not null
            ? new ScenarioCandidates(this) { Own = own }
            : new ScenarioCandidates(this) { Own = own, Coded = FindCoded(body), Documented = Documented.Find(create) };
    }

    /// <summary>Returns the scenario of a name.</summary>
    /// <exception cref="ApiException">There is no scenario of this name.</exception>
    public Scenario Require(string name, string where) =>
        Find(name) ?? throw ApiException.Invalid([$"{where} '{name}' is no scenario; send one of {string.Join(", ", Names)}"]);

    private static Dictionary<string, Scenario> ByName(IEnumerable<Scenario> scenarios) =>
        scenarios.GroupBy(scenario => scenario.Name, StringComparer.Ordinal).ToDictionary(named => named.Key, named => named.Last(), StringComparer.Ordinal);
}

/// <summary>Represents the scenarios that a new customer may get.</summary>
internal sealed record ScenarioCandidates(ScenarioCatalog Catalog)
{
    /// <summary>Gets the scenario that a header names, or null.</summary>
    public Scenario? Named { get; init; }

    /// <summary>Gets the user's scenarios that match, or null if a header decides.</summary>
    public MatchResult? Own { get; init; }

    /// <summary>Gets the scenario that a magic value names, or null.</summary>
    public Scenario? Coded { get; init; }

    /// <summary>Gets the shipped scenarios that match, or null if they are not needed.</summary>
    public MatchResult? Documented { get; init; }

    /// <summary>Gets whether the customer may get a scenario with rules for calls, apart from orders.</summary>
    public bool MayHaveRules => Named is { } named ? named.Api is not [] : Catalog.MayFailCreates;
}
