using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Scenarios.Playing;

namespace CrossRiver.Emulator.Scenarios.Overrides;

/// <summary>Runs, skips and delays the future steps of customers for a tester. Call only while holding the world lock.</summary>
internal sealed class StepCommands(World world, Outcomes outcomes, Timelines timelines)
{
    /// <summary>Runs a step now, regardless of its wait. Later steps count from now.</summary>
    /// <exception cref="ApiException">The step is not next, or not planned.</exception>
    public void Run(Guid customerId, string key)
    {
        if (FindOutcome(customerId, key) is { } outcome)
        {
            Record("run", key, customerId);
            outcomes.Move(outcome, world.Clock.Now);
            outcomes.Run(new OutcomeEntry(customerId, outcome.Number));
            return;
        }

        var story = RequirePlanned(customerId, key);
        var lane = FindBranch(story, key) ?? throw ScenarioErrors.StepNotPlanned.ToException(key, $"not next: {NextOf(customerId)} must run first");
        Record("run", key, customerId);
        world.Player.RunNow(story, lane);
    }

    /// <summary>Skips a step. If it is next, later steps count from now.</summary>
    /// <exception cref="ApiException">The step is not planned.</exception>
    public void Skip(Guid customerId, string key)
    {
        if (FindOutcome(customerId, key) is { } outcome)
        {
            Record("skip", key, customerId);
            outcomes.Drop(outcome);
            return;
        }

        var story = RequirePlanned(customerId, key);
        Record("skip", key, customerId);
        story.Order(key, new StepRequest(IsSkipped: true));
        if (FindBranch(story, key) is { } lane)
        {
            world.Player.Skip(story, lane);
        }
    }

    /// <summary>Delays a step and the steps after it.</summary>
    /// <exception cref="ApiException">The step is not planned.</exception>
    public void Delay(Guid customerId, string key, StepRequest order)
    {
        if (FindOutcome(customerId, key) is { } outcome)
        {
            Record($"delay {TextOf(order)}", key, customerId);
            outcomes.Move(outcome, order.Apply(outcome.DueAt, world.Clock.Now));
            return;
        }

        var story = RequirePlanned(customerId, key);
        Record($"delay {TextOf(order)}", key, customerId);
        if (FindBranch(story, key) is { State: BranchState.Time } lane)
        {
            world.Player.Holds.Booking.Move(story, lane, order, world.Clock.Now);
        }
        else
        {
            story.Order(key, order);
        }
    }

    private PlannedOutcome? FindOutcome(Guid customerId, string key) => outcomes.Planned(customerId).FirstOrDefault(outcome => outcome.Key == key);

    private static Branch? FindBranch(Story story, string key) =>
        story.Branches.FirstOrDefault(lane => lane.State is BranchState.Time or BranchState.Upon && lane.Key == key);

    private Story RequirePlanned(Guid customerId, string key)
    {
        if (world.FindPart<ScenarioPlayer>()?.Stories.Find(customerId) is { } story && Timelines.Ahead(story).Any(planned => planned.Id == key))
        {
            return story;
        }

        var planned = timelines.Of(customerId).Planned.Select(step => step.Id).ToList();
        var known = world.FindPart<ScenarioPlayer>()?.Stories.FindPast(customerId);
        if (known?.Steps.FirstOrDefault(step => step.Key == key) is { Step: not null } past)
        {
            throw ScenarioErrors.StepNotPlanned.ToException(key, $"not planned any more: it {(past.IsSkipped ? "was skipped" : "ran")} at {past.At:O}");
        }

        throw known is not null && known.Scenario.Analysis.AllSteps.Any(step => step.Id == key.Split('~')[0])
            ? ScenarioErrors.StepNotPlanned.ToException(key, planned is [] ? "not planned: nothing is" : $"not planned; {string.Join(", ", planned)} are")
            : new ApiException(ErrorCatalog.NotFound, $"Step {key} not found; {(planned is [] ? "nothing is planned" : Suggestion.For(key, planned))}");
    }

    private string NextOf(Guid customerId) => string.Join(", ", timelines.Of(customerId).Planned.Where(step => step.IsNext).Select(step => step.Id));

    private void Record(string what, string key, Guid customerId) =>
        world.Journal.Add(new ControlEntry { At = world.Clock.Now, What = $"steps: {what} {key} of customer {customerId}" });

    private static string TextOf(StepRequest order) => order.To is { } to ? $"to {to:O}" : $"by {Duration.Print(order.By)}";
}
