namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>What somebody wants of a step that is to come, other than the scenario says.</summary>
/// <param name="IsSkipped">Whether it is not to come at all.</param>
/// <param name="By">How much later it is to come.</param>
/// <param name="To">When it is to come, or <see langword="null"/>.</param>
internal sealed record StepOrder(bool IsSkipped = false, TimeSpan By = default, DateTimeOffset? To = null)
{
    /// <summary>When a step comes that would come at another time.</summary>
    /// <param name="due">When it would come.</param>
    /// <param name="from">When the step before ended: it cannot come earlier.</param>
    public DateTimeOffset Apply(DateTimeOffset due, DateTimeOffset from) => To is { } to ? to > from ? to : from : ClockCourse.Later(due, By);
}
