using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Overrides;
using CrossRiver.Emulator.Scenarios.Playing;

namespace CrossRiver.Emulator.Control.Stories;

/// <summary>A customer's story: what came, what is to come, and who is waited for.</summary>
internal sealed record TimelineAnswer
{
    /// <summary>The world.</summary>
    public required Guid PartnerId { get; init; }

    /// <summary>The moment, on the world's clock.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The world's epoch.</summary>
    public required int Epoch { get; init; }

    public required Guid CustomerId { get; init; }

    /// <summary>The scenario, or <see langword="null"/> for a customer without a story.</summary>
    public string? Scenario { get; init; }

    /// <summary>The steps that came or were skipped, the oldest first.</summary>
    public required IReadOnlyList<PastStepBody> Past { get; init; }

    /// <summary>How many older steps are not kept any more.</summary>
    public required int PastLost { get; init; }

    /// <summary>What is to come, in the order of its time; what waits for something else comes last.</summary>
    public required IReadOnlyList<ComingStep> Planned { get; init; }

    /// <summary>Whether more is to come than is told.</summary>
    public required bool IsCut { get; init; }

    /// <summary>The waits for a person.</summary>
    public required IReadOnlyList<WaitingHold> Holds { get; init; }

    /// <summary>Gets the value of each settable field by its key, as a member of the answer.</summary>
    [JsonExtensionData]
    public IDictionary<string, object> Values { get; private init; } = new Dictionary<string, object>(StringComparer.Ordinal);

    /// <summary>Returns the story of a customer.</summary>
    /// <param name="world">The world.</param>
    /// <param name="id">The customer.</param>
    public static TimelineAnswer Of(World world, Guid id)
    {
        var timeline = world.Stories.Timelines.Of(id);
        return new TimelineAnswer
        {
            PartnerId = world.PartnerId,
            Now = world.Clock.Now,
            Epoch = world.EpochNumber,
            CustomerId = id,
            Scenario = timeline.Scenario,
            Past = [.. timeline.Past.Select(PastStepBody.Of)],
            PastLost = timeline.PastLost,
            Planned = timeline.Planned,
            IsCut = timeline.IsCut,
            Holds = timeline.Holds,
            Values = world.Stories.ValuesOf(id),
        };
    }
}

/// <summary>A step whose turn is over.</summary>
/// <param name="Id">Its name among the customer's.</param>
/// <param name="What">What it did, in words.</param>
/// <param name="At">When it ran or was skipped.</param>
/// <param name="End">What became of it.</param>
internal sealed record PastStepBody(string Id, string What, DateTimeOffset At, StepEnd End)
{
    public static PastStepBody Of(PastStep step) => new(step.Key, StepSchema.What(step.Step), step.At, step.IsSkipped ? StepEnd.Skipped : StepEnd.Ran);
}

/// <summary>What became of a step.</summary>
internal enum StepEnd
{
    [JsonStringEnumMemberName("ran")]
    Ran,

    [JsonStringEnumMemberName("skipped")]
    Skipped,
}
