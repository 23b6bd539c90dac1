using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Playing;

namespace CrossRiver.Emulator.Scenarios.Overrides;

/// <summary>What people and testers do with the stories of a world's customers.</summary>
/// <remarks>Used in the world's turn only.</remarks>
internal sealed class StoryControl : IWorldPart<SavedOutcomes>
{
    private readonly World _world;
    private readonly ISubjects _subjects;
    private readonly IReadOnlyList<SettableField> _fields;

    /// <param name="subjects">The customers of the world.</param>
    /// <param name="fields">The fields that testers and scenarios set.</param>
    public StoryControl(World world, ISubjects subjects, IReadOnlyList<SettableField> fields)
    {
        (_world, _subjects, _fields) = (world, subjects, fields);
        Outcomes = new Outcomes(world, subjects, fields);
        Timelines = new Timelines(world, Outcomes);
        Steps = new StepControl(world, Outcomes, Timelines);
    }

    /// <summary>Results that a tester decides.</summary>
    public Outcomes Outcomes { get; }

    /// <summary>What was and what is planned.</summary>
    public Timelines Timelines { get; }

    /// <summary>Steps that a tester hurries, drops and postpones.</summary>
    public StepControl Steps { get; }

    /// <summary>A person at the bank does something that a hold waits for: the first who comes decides.</summary>
    /// <exception cref="RefusedException">The story has no such action (404), or no hold waits for it now (409).</exception>
    public void Act(Guid customerId, string action)
    {
        if (_world.FindPart<ScenarioPlayer>()?.Act(customerId, action) is true)
        {
            return;
        }

        var waiting = Timelines.Of(customerId).Holds.SelectMany(hold => hold.Actions).ToList();
        IReadOnlyList<string> known = [.. StepsOf(customerId).SelectMany(step => step.Hold?.Actions ?? []).Select(known => known.Name).Distinct(StringComparer.Ordinal)];
        throw known is [] || known.Contains(action, StringComparer.Ordinal)
            ? ScenarioErrors.NothingWaits.Refuse(customerId, action, waiting is [] ? "it waits for nobody" : $"it waits for {string.Join(", ", waiting)}")
            : new RefusedException(ErrorCatalog.NotFound, $"Action {action} not found; {Suggestion.For(action, waiting is [] ? known : waiting)}");
    }

    /// <summary>Finds the scenario of a customer, also when its story is over, or returns <see langword="null"/>.</summary>
    public Scenario? FindScenario(Guid customerId) => _world.FindPart<ScenarioPlayer>()?.Stories.FindPast(customerId)?.Scenario;

    /// <summary>Returns the values that a customer has now, by the keys of the settable fields.</summary>
    public IDictionary<string, object> ValuesOf(Guid customerId) => _fields.ToDictionary(field => field.Key, field => _subjects.ValueOf(customerId, field), StringComparer.Ordinal);

    public SavedOutcomes Save() => Outcomes.Save();

    public void Load(SavedOutcomes saved) => Outcomes.Load(saved);

    /// <inheritdoc/>
    public int Clear(ResetOptions reset)
    {
        Outcomes.Clear();
        return 0;
    }

    private IEnumerable<Step> StepsOf(Guid customerId) => FindScenario(customerId)?.Plot.AllSteps ?? [];
}
