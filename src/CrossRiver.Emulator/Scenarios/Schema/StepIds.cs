using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Scenarios.Model;

namespace CrossRiver.Emulator.Scenarios.Schema;

/// <summary>Assigns an id to every step of a scenario, and checks that ids are unique and that references exist.</summary>
/// <param name="context">Receives the faults.</param>
internal sealed class StepIds(ParseContext context)
{
    private readonly Dictionary<string, Step> _byId = new(StringComparer.Ordinal);
    private readonly List<WaitFor> _acknowledgements = [];

    /// <summary>Assigns ids to the steps of a timeline and all steps below them.</summary>
    public IReadOnlyList<Step> Assign(IReadOnlyList<Step> timeline)
    {
        var named = Assign(timeline, "");
        _acknowledgements.ForEach(upon => Check(upon, upon.Acked!));
        return named;
    }

    /// <summary>Returns the steps of a timeline without the ids that derive from their places.</summary>
    public static IReadOnlyList<Step> WithoutPlaceNames(IReadOnlyList<Step> timeline) => Strip(timeline, "");

    private List<Step> Assign(IReadOnlyList<Step> steps, string prefix) => [.. steps.Select((step, index) => Assign(step, prefix, index + 1))];

    private Step Assign(Step step, string prefix, int number)
    {
        var id = step.Id is "" ? Join(prefix, number) : step.Id;
        if (!_byId.TryAdd(id, step))
        {
            context.Refuse(context.PlaceOf(step), $"the step id '{id}' is given twice, first in line {context.PlaceOf(_byId[id]).Line}; write another one");
        }

        if (step.WaitFor is { Acked: not null } upon)
        {
            _acknowledgements.Add(upon);
        }

        return ForBelow(step, id, Assign) with { Id = id };
    }

    private static List<Step> Strip(IReadOnlyList<Step> steps, string prefix) =>
        [.. steps.Select((step, index) => ForBelow(step, step.Id, Strip) with { Id = step.Id == Join(prefix, index + 1) ? "" : step.Id })];

    // The default ids of the steps below a step start with its id.
    private static Step ForBelow(Step step, string id, Func<IReadOnlyList<Step>, string, IReadOnlyList<Step>> change) => step with
    {
        Hold = step.Hold is not { } hold ? null : hold with
        {
            Actions = [.. hold.Actions.Select(action => action with { Steps = change(action.Steps, $"{id}.{action.Name}.") })],
        },
        Choose = step.Choose is [] ? [] : [.. step.Choose.Select((choice, index) => choice with { Steps = change(choice.Steps, $"{Join($"{id}.", index + 1)}.") })],
        Repeat = step.Repeat is not { } repeat ? null : repeat with { Steps = change(repeat.Steps, $"{id}.1.") },
    };

    private void Check(WaitFor upon, string id)
    {
        var place = context.PlaceOf(upon);
        if (!_byId.TryGetValue(id, out var step))
        {
            context.Refuse(place, $"there is no step '{id}'; {Suggestion.For(id, _byId.Keys)}");
        }
        else if (!HasEvent(step) && upon.OrAfter is null)
        {
            context.Warn(place, $"the step '{id}' has no event that could be acknowledged, so this step is never reached; add orAfter");
        }
        else if (ReferenceEquals(step.WaitFor, upon) && upon.OrAfter is null)
        {
            context.Warn(place, "this step waits for its own event, so it is never reached; add orAfter");
        }
    }

    // Some fields have no event.
    private static bool HasEvent(Step step) => step.Emit is not null || (!step.IsSilent && step.Set.Any(change => change.Field.EventName is not null));

    private static string Join(string prefix, int number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{number}");
}
