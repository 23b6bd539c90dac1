using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Playing;

namespace CrossRiver.Emulator.Scenarios.Overrides;

/// <summary>Provides the commands of people and testers for the stories of a world's customers. Call only while holding the world lock.</summary>
internal sealed class StoryCommands : IWorldPart<SavedOutcomes>
{
    private readonly World _world;
    private readonly ISubjects _subjects;
    private readonly IReadOnlyList<SettableField> _fields;

    public StoryCommands(World world, ISubjects subjects, IReadOnlyList<SettableField> fields)
    {
        (_world, _subjects, _fields) = (world, subjects, fields);
        Outcomes = new Outcomes(world, subjects, fields);
        Timelines = new Timelines(world, Outcomes);
        Steps = new StepCommands(world, Outcomes, Timelines);
    }

    public Outcomes Outcomes { get; }

    public Timelines Timelines { get; }

    public StepCommands Steps { get; }

    /// <summary>Does an action of a person at the bank that a hold waits for.</summary>
    /// <exception cref="ApiException">The story has no such action (404), or no hold waits for it now (409).</exception>
    public void Act(Guid customerId, string action)
    {
        if (_world.FindPart<ScenarioPlayer>()?.Holds.Act(customerId, action) is true)
        {
            return;
        }

        var waiting = Timelines.Of(customerId).Holds.SelectMany(hold => hold.Actions).ToList();
        var steps = FindScenario(customerId)?.Analysis.AllSteps ?? [];
        var known = steps.SelectMany(step => step.Hold?.Actions ?? []).Select(known => known.Name).Distinct(StringComparer.Ordinal).ToList();
        throw known is [] || known.Contains(action, StringComparer.Ordinal)
            ? ScenarioErrors.NothingWaits.ToException(customerId, action, waiting is [] ? "it waits for no action" : $"it waits for {string.Join(", ", waiting)}")
            : new ApiException(ErrorCatalog.NotFound, $"Action {action} not found; {Suggestion.For(action, waiting is [] ? known : waiting)}");
    }

    /// <summary>Returns the scenario of a customer, even after its story has ended, or null.</summary>
    public Scenario? FindScenario(Guid customerId) => _world.FindPart<ScenarioPlayer>()?.Stories.FindPast(customerId)?.Scenario;

    /// <summary>Returns the current values of a customer by the keys of the settable fields.</summary>
    public IDictionary<string, object> ValuesOf(Guid customerId) => _fields.ToDictionary(field => field.Key, field => _subjects.ValueOf(customerId, field), StringComparer.Ordinal);

    public SavedOutcomes Save() => Outcomes.Save();

    public void Load(SavedOutcomes saved) => Outcomes.Load(saved);

    public int Clear(ResetOptions reset)
    {
        Outcomes.Clear();
        return 0;
    }
}
