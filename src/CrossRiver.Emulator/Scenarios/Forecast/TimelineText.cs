using CrossRiver.Emulator.Scenarios.Model;

namespace CrossRiver.Emulator.Scenarios.Forecast;

/// <summary>Formats a planned timeline as a table: a row for each step, with its times, its wait and its effect.</summary>
internal sealed class TimelineText
{
    private readonly List<string[]> _rows = [["this customer", "any customer", "step", "when", "what"]];

    public static string Of(PlannedTimeline timeline)
    {
        var text = new TimelineText();
        text.Add(timeline.Steps, indent: "");
        if (timeline.IsCut)
        {
            text.Add("", "", "…", "", $"and more: a plan has {PlannedTimeline.MostSteps} steps at most");
        }

        return TextTable.Of(text._rows);
    }

    private void Add(IReadOnlyList<PlannedStep> steps, string indent)
    {
        foreach (var planned in steps)
        {
            Add(TextOf(planned.Due), RangeOf(planned.Due), $"{indent}{planned.Step.Id}", WhenOf(planned), StepSchema.What(planned.Step));
            Add(planned, $"{indent}  ");
        }
    }

    private void Add(PlannedStep planned, string indent)
    {
        foreach (var action in planned.Actions)
        {
            var isTimedOut = planned.Timeout is not null && action.Action.Name == planned.Step.Hold!.TimeoutAction;
            var (due, range) = isTimedOut ? (TextOf(planned.Timeout!.Value), RangeOf(planned.Timeout.Value)) : ("", "");
            Add(due, range, $"{indent}{action.Action.Name}", isTimedOut ? "or when the time is over" : "", action.Action.Stays ? "the hold continues afterwards" : "");
            Add(action.Steps, $"{indent}  ");
        }

        for (var i = 0; i < planned.Ways.Count; i++)
        {
            var way = planned.Ways[i];
            Add("", "", Line($"{indent}way {i + 1}"), Line($"weight {way.Weight:0.####}, {way.Share * 100:0.##} %"), $"{(way.IsTaken ? "taken" : "not taken")}{(way.Steps is [] ? ": nothing" : "")}");
            Add(way.Steps, $"{indent}  ");
        }

        Add(planned.Rounds, planned.Step.Repeat?.Times ?? 0, indent);
    }

    // Rounds without effect share one row, except the first, which shows the possible steps.
    private void Add(IReadOnlyList<PlannedRound> rounds, int times, string indent)
    {
        for (var i = 0; i < rounds.Count; i++)
        {
            var idle = i is 0 && rounds[0].Steps is not [] ? 0 : rounds.Skip(i).TakeWhile(round => !round.Steps.Any(DoesSomething)).Count();
            var (first, last) = (rounds[i], rounds[i + Math.Max(idle, 1) - 1]);
            Add(TextOf(first.Begins), RangeOf(first.Begins), Line($"{indent}time {first.Number}{(idle > 1 ? $" to {last.Number}" : "")} of {times}"), "", idle > 0 ? "nothing happens" : "");
            if (idle is 0)
            {
                Add(first.Steps, $"{indent}  ");
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

    private void Add(params string[] row) => _rows.Add(row);
}

/// <summary>Formats rows of text in aligned columns, two spaces apart.</summary>
internal static class TextTable
{
    /// <summary>Returns one line for each row. All rows have the same number of columns.</summary>
    public static string Of(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Count).Select(column => rows.Max(row => row[column].Length)).ToList();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.Append(string.Join("  ", row.Zip(widths, (cell, width) => cell.PadRight(width))).TrimEnd()).Append('\n');
        }

        return text.ToString();
    }
}
