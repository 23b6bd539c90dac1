using CrossRiver.Emulator.Scenarios.Model;
namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>Provides the names of one customer's steps in URLs: the step's id, and after <c>~</c> the round of its repetition.</summary>
internal static class StepKey
{
    public static string Of(Lane lane) => Of(lane.Current!, lane.Occurrence);

    /// <param name="occurrence">The rounds of the enclosing repetitions: empty, or for example <c>/3</c>.</param>
    public static string Of(Step step, string occurrence) => occurrence is "" ? step.Id : $"{step.Id}{occurrence.Replace('/', '~')}";
}
