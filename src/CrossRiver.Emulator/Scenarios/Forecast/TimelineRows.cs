using CrossRiver.Emulator.Scenarios.Model;

namespace CrossRiver.Emulator.Scenarios.Forecast;

/// <summary>Represents a line of a planned timeline: a step, an action of a hold, a way of a choice, or rounds of a repetition.</summary>
/// <param name="Depth">The number of lines that enclose it.</param>
/// <param name="Due">The moment for this customer, or an empty text.</param>
/// <param name="Range">The moment for any customer, or an empty text.</param>
/// <param name="Name">The step's name, or the name of a part of it.</param>
/// <param name="When">The wait, in words.</param>
/// <param name="What">The effect, in words.</param>
internal sealed record TimelineRow(int Depth, string Due, string Range, string Name, string When, string What)
{
    /// <summary>Gets the note of the step, or null if it has none.</summary>
    public string? Note { get; init; }
}

/// <summary>Writes a planned timeline as lines for people.</summary>
internal sealed class TimelineRows
{
    private readonly List<TimelineRow> _rows = [];

    public static IReadOnlyList<TimelineRow> Of(PlannedTimeline timeline)
    {
        var rows = new TimelineRows();
        rows.Add(timeline.Steps, depth: 0);
        return rows._rows;
    }

    private void Add(IReadOnlyList<PlannedStep> steps, int depth)
    {
        foreach (var planned in steps)
        {
            var step = planned.Step;
            _rows.Add(new TimelineRow(depth, TextOf(planned.Due), RangeOf(planned.Due), step.Id, WhenOf(planned), StepSchema.What(step)) { Note = step.Note });
            Add(planned, depth + 1);
        }
    }

    private void Add(PlannedStep planned, int depth)
    {
        foreach (var action in planned.Actions)
        {
            var isTimedOut = planned.Timeout is not null && action.Action.Name == planned.Step.Hold!.TimeoutAction;
            var (due, range) = isTimedOut ? (TextOf(planned.Timeout!.Value), RangeOf(planned.Timeout.Value)) : ("", "");
            var when = isTimedOut ? "or when the time is over" : "";
            Add(depth, due, range, action.Action.Name, when, action.Action.Stays ? "the hold continues afterwards" : "");
            Add(action.Steps, depth + 1);
        }

        for (var i = 0; i < planned.Ways.Count; i++)
        {
            var way = planned.Ways[i];
            var what = $"{(way.IsTaken ? "taken" : "not taken")}{(way.Steps is [] ? ": nothing" : "")}";
            Add(depth, "", "", Line($"way {i + 1}"), Line($"weight {way.Weight:0.####}, {way.Share * 100:0.##} %"), what);
            Add(way.Steps, depth + 1);
        }

        Add(planned.Rounds, planned.Step.Repeat?.Times ?? 0, depth);
    }

    // Rounds without effect share one row, except the first, which shows the possible steps.
    private void Add(IReadOnlyList<PlannedRound> rounds, int times, int depth)
    {
        for (var i = 0; i < rounds.Count; i++)
        {
            var idle = i is 0 && rounds[0].Steps is not [] ? 0 : rounds.Skip(i).TakeWhile(round => !round.Steps.Any(DoesSomething)).Count();
            var (first, last) = (rounds[i], rounds[i + Math.Max(idle, 1) - 1]);
            var name = Line($"time {first.Number}{(idle > 1 ? $" to {last.Number}" : "")} of {times}");
            Add(depth, TextOf(first.Begins), RangeOf(first.Begins), name, "", idle > 0 ? "nothing happens" : "");
            if (idle is 0)
            {
                Add(first.Steps, depth + 1);
            }

            i += Math.Max(idle, 1) - 1;
        }
    }

    private static bool DoesSomething(PlannedStep planned) => StepSchema.DoesSomething(planned.Step)
        || planned.Ways.Any(way => way.IsTaken && way.Steps.Any(DoesSomething))
        || planned.Rounds.Any(round => round.Steps.Any(DoesSomething));

    private static string WhenOf(PlannedStep planned)
    {
        var when = StepSchema.When(planned.Step);
        var unlessTaken = planned.UnlessTaken is { } moment ? $" (at {TextOf(moment)})" : "";
        var provided = planned.Due.Provided is { } holds ? $"if no action ends {holds}" : "";
        return string.Join(", ", new[] { $"{when}{unlessTaken}", provided }.Where(part => part is not ""));
    }

    private static string TextOf(PlannedMoment moment) => $"{OriginOf(moment)}{Words.Of(moment.Exactly)}";

    private static string RangeOf(PlannedMoment moment) => moment switch
    {
        { Latest: null } => $"{OriginOf(moment)}{Words.Of(moment.Earliest)}..",
        { Latest: { } latest } when latest == moment.Earliest => TextOf(moment),
        { Latest: { } latest } => $"{OriginOf(moment)}{Words.Of(moment.Earliest)}..{Words.Of(latest)}",
    };

    private static string OriginOf(PlannedMoment moment) => moment.CountedFrom is PlannedMoment.Create ? "" : $"{moment.CountedFrom} + ";

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void Add(int depth, string due, string range, string name, string when, string what) =>
        _rows.Add(new TimelineRow(depth, due, range, name, when, what));
}
