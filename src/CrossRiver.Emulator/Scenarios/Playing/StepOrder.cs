namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>Represents the request of a tester to skip or reschedule a future step.</summary>
/// <param name="By">The additional delay.</param>
/// <param name="To">The requested time, or null.</param>
internal sealed record StepOrder(bool IsSkipped = false, TimeSpan By = default, DateTimeOffset? To = null)
{
    /// <summary>Returns the new time of a step.</summary>
    /// <param name="due">The original time.</param>
    /// <param name="from">The end of the previous step, which is the earliest possible time.</param>
    public DateTimeOffset Apply(DateTimeOffset due, DateTimeOffset from) => To is { } to ? to > from ? to : from : ClockCourse.Later(due, By);
}
