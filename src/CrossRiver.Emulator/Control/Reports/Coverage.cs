using CrossRiver.Emulator.Scenarios.Library;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Playing;

namespace CrossRiver.Emulator.Control.Reports;

/// <summary>Measures how much of the emulator's catalogs all worlds together have met since the start. Thread-safe.</summary>
internal sealed class Coverage(JournalCoverage entries, StoryCounts stories, ScenarioLibrary library, WorldDirectory worlds)
{
    public CoverageAnswer Read()
    {
        var scenarios = KnownScenarios().ToList();
        var steps = scenarios.SelectMany(scenario => scenario.Analysis.AllSteps.Select(step => (scenario, step))).ToList();
        return CoverageAnswer.Of(
        [
            CoverageOfKind.Of("scenarios", "Scenarios", scenarios.Select(scenario => (scenario.Name, new StoryPart(scenario.Name))).Select(Counted)),
            CoverageOfKind.Of("ways", "Ways of a choice", steps.SelectMany(place => WaysOf(place.scenario, place.step)).Select(Counted)),
            CoverageOfKind.Of("actions", "Actions of a hold", steps.SelectMany(place => ActionsOf(place.scenario, place.step)).Select(Counted)),
            CoverageOfKind.Of("statuses", "Statuses", entries.Statuses.All),
            CoverageOfKind.Of("events", "Events", entries.Events.All),
            CoverageOfKind.Of("callFaults", "Faults of calls", entries.FaultsOfCalls.All),
            CoverageOfKind.Of("deliveryFaults", "Faults of deliveries", entries.FaultsOfDeliveries.All),
            CoverageOfKind.Of("errors", "Errors", entries.Errors.All),
        ]);
    }

    public void Clear()
    {
        entries.Clear();
        stories.Clear();
    }

    // An alternative without a weight is never chosen.
    private static IEnumerable<(string Name, StoryPart Part)> WaysOf(Scenario scenario, Step step) => step.Choose.Index()
        .Where(way => way.Item.Weight > 0)
        .Select(way => (string.Create(CultureInfo.InvariantCulture, $"{scenario.Name}: way {way.Index + 1} of {step.Choose.Count} at {step.Id}"), StoryPart.Of(scenario, step, way.Index)));

    private static IEnumerable<(string Name, StoryPart Part)> ActionsOf(Scenario scenario, Step step) =>
        (step.Hold?.Actions ?? []).Select(action => ($"{scenario.Name}: {action.Name} at {step.Id}", StoryPart.Of(scenario, step, action)));

    private CoveredName Counted((string Name, StoryPart Part) named) => new(named.Name, stories.CountOf(named.Part));

    // A scenario of an ended world is known if a customer got it.
    private IEnumerable<Scenario> KnownScenarios() => library.Catalog.All
        .Append(library.Catalog.Default)
        .Concat(worlds.All.SelectMany(world => world.FindPart<ScenarioSelection>()?.UsedOwn?.All ?? []))
        .Concat(stories.Played)
        .Distinct<Scenario>(ReferenceEqualityComparer.Instance)
        .OrderBy(scenario => scenario.Name, StringComparer.Ordinal);
}
