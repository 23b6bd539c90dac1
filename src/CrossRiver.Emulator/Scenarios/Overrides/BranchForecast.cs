using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Playing;

namespace CrossRiver.Emulator.Scenarios.Overrides;

/// <summary>Forecasts the future steps of one branch of a story. Delays and choices are the same as in the story.</summary>
/// <param name="from">The branch, which is not modified.</param>
internal sealed class BranchForecast(Story story, Branch from)
{
    private readonly Branch _branch = from.Copy();

    // The wait that must end before the time of the next step is known, or null.
    private string? _waitsFor;
    private DateTimeOffset _at = from.DueAt ?? story.BeganAt;

    /// <summary>Returns the future steps, the next step first. There may be very many.</summary>
    public IEnumerable<UpcomingStep> Look()
    {
        var isNext = true;
        if (_branch.State is BranchState.Holding)
        {
            LeaveBehind($"the end of the hold at {_branch.Key}");
            isNext = false;
        }

        for (; _branch.State is not BranchState.Ended && _branch.Current is { } step; isNext = false)
        {
            if (!isNext && StepBooking.IsSkipped(story, _branch))
            {
                LeaveBehind(_waitsFor);
                continue;
            }

            var planned = Plan(step, isNext);
            yield return planned;

            _at = planned.DueAt ?? _at;
            GoInto(step, planned);
        }
    }

    private UpcomingStep Plan(Step step, bool isNext)
    {
        var upon = step.WaitFor is { } awaited && (isNext ? _branch.State is BranchState.Upon : !story.IsMet(awaited)) ? TextOf(awaited, isNext ? _branch.Missing : null) : null;
        var waitsFor = upon ?? (isNext ? null : _waitsFor);
        var due = isNext ? _branch.EventAt ?? _branch.DueAt : waitsFor is null ? StepBooking.DueOf(story, _branch, _at) : default(DateTimeOffset?);
        return new UpcomingStep(_branch.Key, StepSchema.What(step), due, waitsFor, isNext);
    }

    private void GoInto(Step step, UpcomingStep planned)
    {
        if (step.Hold is not null)
        {
            LeaveBehind($"the end of the hold at {planned.Id}");
        }
        else
        {
            story.Pass(_branch, _at);
            Settle(planned.WaitsFor is null ? null : $"the step {planned.Id}");
        }
    }

    private void LeaveBehind(string? waitsFor)
    {
        if (_branch.State is BranchState.Holding)
        {
            _branch.LeaveHold();
        }
        else
        {
            _branch.MoveOn();
        }

        Settle(waitsFor);
    }

    private void Settle(string? waitsFor)
    {
        _waitsFor = waitsFor;
        _at = StepBooking.Settle(story, _branch, _at);
        if (_branch.State is BranchState.Holding)
        {
            LeaveBehind($"the end of the hold at {_branch.Key}");
        }
    }

    private static string TextOf(WaitFor upon, int? missing) => upon switch
    {
        { Acked: { } acked } => $"the partner's acknowledgement of the event of {acked}",
        { Reads: { } reads } => Times("customers.get", missing ?? reads),
        _ => Times(upon.Call!, missing ?? upon.Times),
    };

    private static string Times(string call, int times) => times is 1 ? $"the partner's call {call}" : $"{times} calls {call} of the partner";
}

/// <summary>Represents a future step of a customer.</summary>
/// <param name="Id">The name among the customer's steps, for the calls that run, skip or delay it.</param>
/// <param name="What">A description of the effect.</param>
/// <param name="DueAt">The time of the step, or its time limit while it waits for an event, or null if unknown.</param>
/// <param name="WaitsFor">A description of the event that must happen before, or null if the step waits only for its time.</param>
/// <param name="IsNext">Whether no other step must happen before.</param>
internal sealed record UpcomingStep(string Id, string What, DateTimeOffset? DueAt, string? WaitsFor, bool IsNext);
