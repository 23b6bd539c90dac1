using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Overrides;
using CrossRiver.Emulator.Scenarios.Playing;

namespace CrossRiver.Emulator.Control.Stories;

/// <summary>Represents a customer's story: past and planned steps, and holds.</summary>
/// <param name="Scenario">The scenario, or null for a customer without a story.</param>
/// <param name="Past">The steps that ran or were skipped, the oldest first.</param>
/// <param name="PastLost">The number of older steps that are not kept any more.</param>
/// <param name="Planned">The planned steps in the order of their times, followed by the steps that wait for something else.</param>
/// <param name="IsCut">Whether there are more planned steps.</param>
/// <param name="Holds">The holds that wait for a person.</param>
internal sealed record TimelineAnswer(
    World World, Guid CustomerId, string? Scenario, IReadOnlyList<PastStepBody> Past, int PastLost,
    IReadOnlyList<UpcomingStep> Planned, bool IsCut, IReadOnlyList<WaitingHold> Holds) : WorldStamp(World)
{
    /// <summary>Gets the value of each settable field by its key, as a member of the answer.</summary>
    [JsonExtensionData]
    public IDictionary<string, object> Values { get; private init; } = new Dictionary<string, object>(StringComparer.Ordinal);

    public static TimelineAnswer Of(World world, Guid id)
    {
        var timeline = world.Stories.Timelines.Of(id);
        var past = timeline.Past.Select(PastStepBody.Of).ToList();
        return new TimelineAnswer(world, id, timeline.Scenario, past, timeline.PastLost, timeline.Planned, timeline.IsCut, timeline.Holds)
        {
            Values = world.Stories.ValuesOf(id),
        };
    }
}

/// <summary>Represents a step that ran or was skipped.</summary>
/// <param name="Id">Its name in the customer's timeline.</param>
/// <param name="What">Its effect, in words.</param>
/// <param name="At">The time at which it ran or was skipped.</param>
/// <param name="End">Its end.</param>
internal sealed record PastStepBody(string Id, string What, DateTimeOffset At, StepEnd End)
{
    public static PastStepBody Of(CompletedStep step) => new(step.Key, StepSchema.What(step.Step), step.At, step.IsSkipped ? StepEnd.Skipped : StepEnd.Ran);
}

/// <summary>Represents the end of a step.</summary>
internal enum StepEnd
{
    [JsonStringEnumMemberName("ran")]
    Ran,

    [JsonStringEnumMemberName("skipped")]
    Skipped,
}
