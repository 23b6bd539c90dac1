using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Scenarios.Model;

namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>The scenarios in force at one time. It never changes: when a file does, another catalogue takes its place.</summary>
internal sealed class ScenarioCatalog
{
    /// <summary>The header of a create that asks for a scenario by its name.</summary>
    public const string Header = "X-Emulator-Scenario";

    private readonly Dictionary<string, Scenario> _byName;
    private readonly IReadOnlyList<Scenario> _shipped;
    private readonly IReadOnlyCollection<Scenario> _own;
    private readonly Scenario _byDefault;

    /// <param name="shipped">The scenarios that ship with the program; of two with one name, the later one counts.</param>
    /// <param name="own">The user's scenarios; each takes the place of a shipped one of its name.</param>
    /// <param name="sourced">The scenarios of magic values.</param>
    /// <param name="byDefault">The scenario for customers that no other one is for: by its name, or else itself.</param>
    public ScenarioCatalog(IEnumerable<Scenario> shipped, IEnumerable<Scenario> own, SourcedScenarios sourced, Scenario byDefault)
    {
        var ownByName = new Dictionary<string, Scenario>(StringComparer.Ordinal);
        foreach (var scenario in own)
        {
            ownByName[scenario.Name] = scenario;
        }

        _shipped = [.. shipped];
        _own = ownByName.Values;
        _byDefault = byDefault;
        _byName = new Dictionary<string, Scenario>(ownByName, StringComparer.Ordinal);
        foreach (var scenario in _shipped.Where(scenario => !ownByName.ContainsKey(scenario.Name)))
        {
            _byName[scenario.Name] = scenario;
        }

        Own = new RankedScenarios(ownByName.Values);
        Documented = new RankedScenarios(_byName.Values.Where(scenario => !ownByName.ContainsKey(scenario.Name)));
        Sourced = sourced;
        Default = _byName.GetValueOrDefault(byDefault.Name) ?? byDefault;
        MayFailCreates = _byName.Values.Append(Default).Any(scenario => scenario.Api is not [] && (scenario.Match is not null || scenario == Default));
    }

    /// <summary>These scenarios and others, each of which takes the place of one of its name.</summary>
    public ScenarioCatalog With(IEnumerable<Scenario> others) => new(_shipped, _own.Concat(others), Sourced, _byDefault);

    /// <summary>The user's scenarios that are for some customers.</summary>
    public RankedScenarios Own { get; }

    /// <summary>The shipped ones: they are for the names that the bank documents.</summary>
    public RankedScenarios Documented { get; }

    /// <summary>Gets the scenarios of magic values.</summary>
    public SourcedScenarios Sourced { get; }

    /// <summary>The scenario for customers that no other one is for.</summary>
    public Scenario Default { get; }

    /// <summary>Whether a customer may get a scenario with rules for calls although nobody asks for it.</summary>
    public bool MayFailCreates { get; }

    /// <summary>All scenarios, sorted by name; without those of magic values.</summary>
    public IEnumerable<Scenario> All => _byName.Values.OrderBy(scenario => scenario.Name, StringComparer.Ordinal);

    /// <summary>The names of all scenarios, sorted.</summary>
    public IEnumerable<string> Names => All.Select(scenario => scenario.Name);

    /// <summary>Finds a scenario by its name, or returns <see langword="null"/>.</summary>
    public Scenario? Find(string name) => _byName.GetValueOrDefault(name) ?? Sourced.Find(name);

    /// <summary>Finds the scenario that a magic value asks for, or returns <see langword="null"/> when none does.</summary>
    /// <param name="create">The body of the create.</param>
    public Scenario? FindCoded(JsonElement create) => Sourced.FindName(create) is { } name && Sourced.FindFault(name) is null ? Find(name) : null;

    /// <summary>Finds the scenarios that the customer of a create may get; its world decides between them.</summary>
    /// <param name="body">The body of the create.</param>
    /// <param name="headers">The headers of the create, which can ask for a scenario.</param>
    /// <exception cref="RefusedException">There is no scenario of the name that was asked for.</exception>
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

    /// <summary>Finds a scenario that somebody asks for.</summary>
    /// <param name="where">Where the name stands, for the message.</param>
    /// <exception cref="RefusedException">There is none of this name.</exception>
    public Scenario Require(string name, string where) =>
        Find(name) ?? throw RefusedException.Invalid([$"{where} '{name}' is no scenario; send one of {string.Join(", ", Names)}"]);
}

/// <summary>The scenarios that a new customer may get, all of one catalogue.</summary>
/// <param name="Catalog">The catalogue.</param>
internal sealed record ScenarioCandidates(ScenarioCatalog Catalog)
{
    /// <summary>The one that a header asks for, or <see langword="null"/>.</summary>
    public Scenario? Named { get; init; }

    /// <summary>Those of the user's; absent when a header decides.</summary>
    public MatchFindings? Own { get; init; }

    /// <summary>Returns the scenario that a magic value asks for, or <see langword="null"/>.</summary>
    public Scenario? Coded { get; init; }

    /// <summary>Those for the names that the bank documents; absent when it does not come to them.</summary>
    public MatchFindings? Documented { get; init; }

    /// <summary>Whether the customer may get a scenario with rules for calls, as far as nothing was ordered.</summary>
    public bool MayHaveRules => Named is { } named ? named.Api is not [] : Catalog.MayFailCreates;
}
