using CrossRiver.Emulator.Scenarios.Playing;

namespace CrossRiver.Emulator.Scenarios.Overrides;

/// <summary>Provides the past and the forecast of the stories of customers. Call only while holding the world lock.</summary>
internal sealed class Timelines(World world, Outcomes outcomes)
{
    /// <summary>The maximum number of planned steps in a timeline.</summary>
    public const int Most = 200;

    public Timeline Of(Guid customerId)
    {
        var story = world.FindPart<ScenarioPlayer>()?.Stories.Find(customerId);
        var past = world.FindPart<ScenarioPlayer>()?.Stories.FindPast(customerId);
        var ahead = story is null ? [] : Ahead(story).ToList();
        var decided = outcomes.Planned(customerId).Select(planned => new UpcomingStep(planned.Key, planned.Outcome.ToString(), planned.DueAt, WaitsFor: null, IsNext: true));

        // Steps with a time precede steps that wait for an event.
        IReadOnlyList<UpcomingStep> all = [.. ahead.Concat(decided).OrderBy(step => step.DueAt ?? DateTimeOffset.MaxValue)];
        return new Timeline
        {
            Scenario = past?.Scenario.Name,
            Past = [.. past?.Steps ?? []],
            PastLost = past?.Lost ?? 0,
            Planned = [.. all.Take(Most)],
            IsCut = all.Count > Most,
            Holds = [.. story?.Branches.Where(branch => branch.State is BranchState.Holding).Select(WaitingHold.Of) ?? []],
        };
    }

    /// <summary>Returns the future steps of a story, at most one more for each branch than a timeline contains.</summary>
    public static IEnumerable<UpcomingStep> Ahead(Story story) => story.Branches.SelectMany(branch => new BranchForecast(story, branch).Look().Take(Most + 1));
}

/// <summary>Represents one customer's story: the past, and the forecast.</summary>
internal sealed record Timeline
{
    /// <summary>Gets the scenario, or null for a customer without a story.</summary>
    public required string? Scenario { get; init; }

    /// <summary>Gets the finished steps, the oldest first.</summary>
    public required IReadOnlyList<CompletedStep> Past { get; init; }

    /// <summary>Gets the number of older steps that were removed.</summary>
    public required int PastLost { get; init; }

    /// <summary>Gets the future steps, ordered by time; steps that wait for an event are last.</summary>
    public required IReadOnlyList<UpcomingStep> Planned { get; init; }

    /// <summary>Gets whether the forecast is longer.</summary>
    public required bool IsCut { get; init; }

    public required IReadOnlyList<WaitingHold> Holds { get; init; }
}

/// <summary>Represents a wait for a person.</summary>
/// <param name="Id">The step that waits.</param>
/// <param name="Actions">The possible actions.</param>
/// <param name="EndsAt">The time of the timeout, or null if the hold waits without a limit.</param>
/// <param name="TimeoutAction">The action that the timeout does.</param>
internal sealed record WaitingHold(string Id, IReadOnlyList<string> Actions, DateTimeOffset? EndsAt, string? TimeoutAction)
{
    public static WaitingHold Of(Branch branch)
    {
        var hold = branch.Current!.Hold!;
        return new(branch.Key, [.. hold.Actions.Select(action => action.Name)], branch.HoldEndsAt, branch.HoldEndsAt is null ? null : hold.TimeoutAction);
    }
}
