using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Scenarios.Forecast;

namespace CrossRiver.Emulator.Ui.Scenarios;

/// <summary>Describes a planned timeline as lines with the lines that they enclose.</summary>
internal static class TimelineSteps
{
    private const int MostRows = 200;

    /// <summary>Returns the first lines, and the number of the lines that are left out.</summary>
    public static (IReadOnlyList<TimelineStep> Steps, int Omitted) Of(PlannedTimeline timeline)
    {
        var rows = TimelineRows.Of(timeline);
        return (StepsOf(rows.Take(MostRows), depth: 0), Math.Max(0, rows.Count - MostRows));
    }

    // The lines below a line follow it, deeper by one.
    private static IReadOnlyList<TimelineStep> StepsOf(IEnumerable<TimelineRow> rows, int depth)
    {
        var groups = new List<List<TimelineRow>>();
        foreach (var row in rows)
        {
            if (row.Depth == depth)
            {
                groups.Add([]);
            }

            groups[^1].Add(row);
        }

        return [.. groups.Select(group => StepOf(group[0], StepsOf(group.Skip(1), depth + 1)))];
    }

    private static TimelineStep StepOf(TimelineRow row, IReadOnlyList<TimelineStep> steps) =>
        new(row.Name, row.Range, row.Due, row.When, row.What, steps) { Note = row.Note };
}
