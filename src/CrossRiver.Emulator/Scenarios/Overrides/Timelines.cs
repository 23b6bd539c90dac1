using CrossRiver.Emulator.Scenarios.Playing;

namespace CrossRiver.Emulator.Scenarios.Overrides;

/// <summary>Tells the stories of customers as far as they have come, and what is planned.</summary>
/// <remarks>Used in the world's turn only.</remarks>
internal sealed class Timelines(World world, Outcomes outcomes)
{
    /// <summary>How many planned steps are told.</summary>
    public const int Most = 200;

    /// <summary>A customer's story.</summary>
    public Timeline Of(Guid customerId)
    {
        var story = world.FindPart<ScenarioPlayer>()?.Stories.Find(customerId);
        var past = world.FindPart<ScenarioPlayer>()?.Stories.FindPast(customerId);
        var ahead = story is null ? [] : Ahead(story).ToList();
        var decided = outcomes.Planned(customerId).Select(planned => new ComingStep(planned.Key, planned.Outcome.ToString(), planned.DueAt, WaitsFor: null, IsNext: true));

        // What waits for something comes after what has a time.
        IReadOnlyList<ComingStep> all = [.. ahead.Concat(decided).OrderBy(step => step.DueAt ?? DateTimeOffset.MaxValue)];

        return new Timeline
        {
            Scenario = past?.Scenario.Name,
            Past = [.. past?.Steps ?? []],
            PastLost = past?.Lost ?? 0,
            Planned = [.. all.Take(Most)],
            IsCut = all.Count > Most,
            Holds = [.. story?.Lanes.Where(lane => lane.State is LaneState.Holding).Select(WaitingHold.Of) ?? []],
        };
    }

    /// <summary>The steps of a story that are to come, at most one more of each lane than are told.</summary>
    public static IEnumerable<ComingStep> Ahead(Story story) =>
        story.Lanes.SelectMany(lane => new LaneAhead(story, lane).Look().Take(Most + 1));
}

/// <summary>One customer's story, as far as it has come and as it will go on.</summary>
internal sealed record Timeline
{
    /// <summary>The scenario, or <see langword="null"/> for a customer without a story.</summary>
    public required string? Scenario { get; init; }

    /// <summary>The steps whose turn is over, the oldest first.</summary>
    public required IReadOnlyList<PastStep> Past { get; init; }

    /// <summary>How many older ones are not kept any more.</summary>
    public required int PastLost { get; init; }

    /// <summary>What is to come, in the order of its time; what waits for something else comes last.</summary>
    public required IReadOnlyList<ComingStep> Planned { get; init; }

    /// <summary>Whether more is to come than is told.</summary>
    public required bool IsCut { get; init; }

    /// <summary>The waits for people.</summary>
    public required IReadOnlyList<WaitingHold> Holds { get; init; }
}

/// <summary>A wait for a person.</summary>
/// <param name="Id">The step that waits.</param>
/// <param name="Actions">What can be done.</param>
/// <param name="EndsAt">When something is done although nobody came, or <see langword="null"/> when it waits for ever.</param>
/// <param name="TimeoutAction">What is done then.</param>
internal sealed record WaitingHold(string Id, IReadOnlyList<string> Actions, DateTimeOffset? EndsAt, string? TimeoutAction)
{
    public static WaitingHold Of(Lane lane)
    {
        var hold = lane.Current!.Hold!;
        return new(StepKey.Of(lane), [.. hold.Actions.Select(action => action.Name)], lane.HoldEndsAt, lane.HoldEndsAt is null ? null : hold.TimeoutAction);
    }
}
