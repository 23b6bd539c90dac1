using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Scenarios.Model;

namespace CrossRiver.Emulator.Scenarios.Schema;

/// <summary>Finds unreachable steps: after a hold that never ends, or of an alternative that is never chosen.</summary>
/// <param name="context">Receives the warnings.</param>
internal sealed class Reachability(ParseContext context)
{
    /// <summary>Checks steps, and returns whether the step after them is reachable.</summary>
    public bool Check(IReadOnlyList<Step> steps)
    {
        var blocking = default(Step);
        var isTold = false;
        foreach (var step in steps)
        {
            var isReached = blocking is null || step.At is not null;
            if (!isReached && !isTold)
            {
                context.Warn(context.PlaceOf(step), $"this step is never reached, as the hold of the step in line {context.PlaceOf(blocking!).Line} never ends; give it an action without stay");
                isTold = true;
            }

            // A step with `at` is a separate branch, so no other step waits for it.
            if (isReached && !Ends(step) && step.At is null)
            {
                blocking = step;
            }
        }

        return blocking is null;
    }

    private bool Ends(Step step) => EndsByHold(step.Hold) & EndsByChoice(step.Choose) & (step.Repeat is null || Check(step.Repeat.Steps));

    // A timeout does one of the actions, and ends nothing that the action does not end.
    private bool EndsByHold(Hold? hold) => hold is null || hold.Actions.Select(action => Check(action.Steps) && !action.Stays).ToList().Contains(true);

    private bool EndsByChoice(IReadOnlyList<Choice> choices)
    {
        if (choices is not [] && choices.All(choice => choice.Weight is 0))
        {
            context.Refuse(context.PlaceOf(choices[0]), "all choices have the weight 0; give one a higher weight");
            return true;
        }

        foreach (var never in choices.Where(choice => choice.Weight is 0))
        {
            context.Warn(context.PlaceOf(never), "this choice is never taken, as its weight is 0");
        }

        return choices is [] || choices.Select(choice => Check(choice.Steps) && choice.Weight > 0).ToList().Contains(true);
    }
}
