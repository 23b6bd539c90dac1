using CrossRiver.Emulator.Scenarios.Model;
namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>The names of the steps of one customer, as they stand in URLs: the step's id, and behind <c>~</c> which time of its repetition it is.</summary>
internal static class StepKey
{
    /// <summary>The name of a lane's next step.</summary>
    public static string Of(Lane lane) => Of(lane.Current!, lane.Occurrence);

    /// <summary>The name of a step.</summary>
    /// <param name="occurrence">Which time it is: empty, or for example <c>/3</c>.</param>
    public static string Of(Step step, string occurrence) => occurrence is "" ? step.Id : $"{step.Id}{occurrence.Replace('/', '~')}";
}
