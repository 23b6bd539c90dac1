using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Playing;

namespace CrossRiver.Emulator.Scenarios.Overrides;

/// <summary>Looks ahead in one lane of a story: which steps it will come to, and when, as far as that can be known. Ways and delays are chosen as they will be.</summary>
/// <param name="from">The lane; it stays as it is.</param>
internal sealed class LaneAhead(Story story, Lane from)
{
    private readonly Lane _lane = from.Copy();

    // What must have happened before anybody can say when the next step comes.
    private string? _waitsFor;
    private DateTimeOffset _at = from.DueAt ?? story.BeganAt;

    /// <summary>The steps to come, the next one first. There may be very many.</summary>
    public IEnumerable<ComingStep> Look()
    {
        var isNext = true;
        if (_lane is { State: LaneState.Holding, Current: { } held })
        {
            LeaveBehind(held, $"the end of the hold at {StepKey.Of(_lane)}");
            isNext = false;
        }

        for (; _lane.State is not LaneState.Ended && _lane.Current is { } step; isNext = false)
        {
            if (!isNext && StepBooking.IsSkipped(story, _lane))
            {
                LeaveBehind(step, _waitsFor);
                continue;
            }

            var planned = Plan(step, isNext);
            yield return planned;

            _at = planned.DueAt ?? _at;
            GoInto(step, planned);
        }
    }

    private ComingStep Plan(Step step, bool isNext)
    {
        var upon = step.Upon is { } awaited && (isNext ? _lane.State is LaneState.Upon : !story.IsMet(awaited)) ? TextOf(awaited, isNext ? _lane.Missing : null) : null;
        var waitsFor = upon ?? (isNext ? null : _waitsFor);
        var due = isNext ? _lane.EventAt ?? _lane.DueAt : waitsFor is null ? StepBooking.DueOf(story, _lane, _at) : default(DateTimeOffset?);

        return new ComingStep(StepKey.Of(_lane), StepSchema.What(step), due, waitsFor, isNext);
    }

    private void GoInto(Step step, ComingStep planned)
    {
        var waitsFor = planned.WaitsFor is null ? null : $"step {planned.Id}";
        if (step.Hold is not null)
        {
            LeaveBehind(step, $"the end of the hold at {planned.Id}");
        }
        else if (step.Choose is not [])
        {
            _lane.Enter(Choice.At(story.Chance.Share(story.ChoiceOf(_lane, "choose")), step.Choose), _at);
            Settle(waitsFor);
        }
        else if (step.Repeat is { } repeat)
        {
            _lane.Enter(repeat, _at);
            Settle(waitsFor);
        }
        else
        {
            LeaveBehind(step, waitsFor);
        }
    }

    private void LeaveBehind(Step step, string? waitsFor)
    {
        if (_lane.State is LaneState.Holding)
        {
            _lane.LeaveHold();
        }
        else if (_lane.Current == step)
        {
            _lane.MoveOn();
        }

        Settle(waitsFor);
    }

    private void Settle(string? waitsFor)
    {
        _waitsFor = waitsFor;
        _at = StepBooking.Settle(story, _lane, _at);
        if (_lane.State is LaneState.Holding)
        {
            LeaveBehind(_lane.Current!, $"the end of the hold at {StepKey.Of(_lane)}");
        }
    }

    private static string TextOf(Upon upon, int? missing) => upon switch
    {
        { Acked: { } acked } => $"the event of {acked} to be taken",
        { Reads: { } reads } => Times("customers.get", missing ?? reads),
        _ => Times(upon.Call!, missing ?? upon.Times),
    };

    private static string Times(string call, int times) => times is 1 ? $"call {call}" : $"{times} calls {call}";
}

/// <summary>Something that is to happen to a customer.</summary>
/// <param name="Id">Its name among the customer's, to run, skip or delay it by.</param>
/// <param name="What">What will happen, in words.</param>
/// <param name="DueAt">When; while it waits for something else, when it comes all the same; <see langword="null"/> when nobody can know.</param>
/// <param name="WaitsFor">What must happen before, in words, or <see langword="null"/> when it waits for its time only.</param>
/// <param name="IsNext">Whether no other step must come before.</param>
internal sealed record ComingStep(string Id, string What, DateTimeOffset? DueAt, string? WaitsFor, bool IsNext);
