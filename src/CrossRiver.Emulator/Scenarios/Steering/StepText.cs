using System.Globalization;
using CrossRiver.Emulator.Scenarios.Stories;

namespace CrossRiver.Emulator.Scenarios.Steering;

/// <summary>What steps do, in words.</summary>
internal static class StepText
{
    /// <summary>What a step does.</summary>
    public static string Of(Step step)
    {
        IReadOnlyList<string?> parts =
        [
            step.Set is { } set ? Of(set) + (step.IsSilent ? " without an event" : "") : null,
            step.Emit is { } emitted ? $"event {emitted}" : null,
            step.Hold is { } hold ? $"hold for {string.Join(", ", hold.Actions.Select(action => action.Name))}" : null,
            step.Choose is not [] ? string.Create(CultureInfo.InvariantCulture, $"one of {step.Choose.Count} ways") : null,
            step.Repeat is { } repeat ? string.Create(CultureInfo.InvariantCulture, $"{repeat.Times} times every {Printing.PrintedValues.Of(repeat.Every)}") : null,
            step.Conditions is { } started ? $"condition {started.Name}" : null,
        ];

        return parts.OfType<string>().ToList() is { Count: > 0 } told ? string.Join("; ", told) : "nothing";
    }

    private static string Of(StatusChange set) => string.Join(", ", new (string Name, string? Value)[]
    {
        ("cifNumber", set.CifNumber),
        ("pepScan", set.PepScan?.ToString()),
        ("ofac", set.Ofac?.ToString()),
        ("status", set.Status?.ToString()),
    }.Where(change => change.Value is not null).Select(change => $"{change.Name} {change.Value}"));
}
