using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Overrides;
using CrossRiver.Emulator.Scenarios.Playing;
using CrossRiver.Emulator.Scenarios.Recording;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Control.Stories;

/// <summary>Provides the routes by which a tester acts as the bank's staff and changes stories. The answers are the resulting timelines.</summary>
internal static class StoryEndpoints
{
    public static void MapStories(this LazyRoutes control)
    {
        var customer = control.Group("/partners/{partnerId:guid}/customers/{customerId}").WithTags("Stories");

        customer.Get("/timeline", GetTimeline);
        customer.Get("/scenario", SaveScenario).Produces<string>(StatusCodes.Status200OK, YamlBody.ContentType).Produces<ApiErrorBody>(StatusCodes.Status409Conflict);

        var changes = customer.Group("").WithMetadata(new ChangesStory());
        changes.Post("/outcome", SetOutcome).WithExample("customers.outcome", _ => new { Ofac = "Clear", Force = true });
        changes.Post("/actions/{action}", ActOnHold);
        changes.Post("/steps/{step}/run", RunStep);
        changes.Post("/steps/{step}/skip", SkipStep);
        changes.Post("/steps/{step}/delay", DelayStep).WithExample("steps.delay", _ => new { By = "2h" });
        changes.Post("/rescan", Rescan).WithExample("customers.rescan", _ => new { Ofac = "Clear" });
    }

    /// <summary>Reads a customer's story. The answer contains the past and the planned steps, and the holds that wait for a person.</summary>
    internal static Ok<TimelineAnswer> GetTimeline(Guid partnerId, string customerId, WorldDirectory worlds)
    {
        var (world, id) = Find(partnerId, customerId, worlds);
        return world.Answer(world => TimelineAnswer.Of(world, RequireCustomer(world, id).Id));
    }

    /// <summary>
    /// Saves what happened to a customer as a scenario file, in one line of steps: scans, accounts, events and faults, at their times, also if a
    /// tester made them. What a scenario cannot say is a comment at the top of the file.
    /// </summary>
    internal static ContentHttpResult SaveScenario(Guid partnerId, string customerId, SavedScenarioOptions options, WorldDirectory worlds, StoryRecorder recorder)
    {
        var (world, id) = Find(partnerId, customerId, worlds);
        return TypedResults.Text(world.RunLocked(() => recorder.Record(world, RequireCustomer(world, id).ToSubject(), options.Name, options.Matches)), YamlBody.ContentType);
    }

    /// <summary>
    /// Decides the results of scans instead of the bank. A transition that the bank never makes is refused, unless it is forced; a later one
    /// is checked at its time, and its refusal is in the journal. A hold ends if its actions would only set scans that are then Clear or Positive.
    /// All other steps still run.
    /// </summary>
    internal static Ok<TimelineAnswer> SetOutcome(Guid partnerId, string customerId, OutcomeRequest body, WorldDirectory worlds) =>
        Do(partnerId, customerId, worlds, (stories, id) =>
        {
            if (body.After is { } after)
            {
                stories.Outcomes.Plan(id, body.Outcome, after);
            }
            else
            {
                stories.Outcomes.Set(id, body.Outcome);
            }
        });

    /// <summary>Ends a hold, for example the review of a customer. The first caller decides.</summary>
    /// <param name="action">The action, as the scenario names it: <c>release</c>, <c>reject</c>.</param>
    internal static Ok<TimelineAnswer> ActOnHold(Guid partnerId, string customerId, string action, WorldDirectory worlds) =>
        Do(partnerId, customerId, worlds, (stories, id) => stories.Act(id, action));

    /// <summary>Runs a step now, without its wait. The following steps count from now.</summary>
    /// <param name="step">The step's id in the timeline; it must be next.</param>
    internal static Ok<TimelineAnswer> RunStep(Guid partnerId, string customerId, string step, WorldDirectory worlds) =>
        Do(partnerId, customerId, worlds, (stories, id) => stories.Steps.Run(id, step));

    /// <summary>Skips a step. If it was next, the following steps count from now.</summary>
    /// <param name="step">The step's id in the timeline.</param>
    internal static Ok<TimelineAnswer> SkipStep(Guid partnerId, string customerId, string step, WorldDirectory worlds) =>
        Do(partnerId, customerId, worlds, (stories, id) => stories.Steps.Skip(id, step));

    /// <summary>Delays a step and the following steps.</summary>
    /// <param name="step">The step's id in the timeline.</param>
    internal static Ok<TimelineAnswer> DelayStep(Guid partnerId, string customerId, string step, Body<DelayRequest> body, WorldDirectory worlds) =>
        Do(partnerId, customerId, worlds, (stories, id) => stories.Steps.Delay(id, step, body.Value.ToOrder(worlds.ClockOf(partnerId).Now)));

    /// <summary>Scans a customer again, as every night. A body contains the results; without it, the story's next repetition runs now, if any.</summary>
    internal static Ok<TimelineAnswer> Rescan(Guid partnerId, string customerId, RescanRequest body, WorldDirectory worlds) =>
        Do(partnerId, customerId, worlds, (stories, id) => stories.Outcomes.Rescan(id, body.Found));

    private static Ok<TimelineAnswer> Do(Guid partnerId, string customerId, WorldDirectory worlds, Action<StoryCommands, Guid> act)
    {
        var (world, id) = Find(partnerId, customerId, worlds);
        world.RunForTester(() =>
        {
            act(world.Stories, RequireCustomer(world, id).Id);
            return id;
        });
        world.Advancing.RunDueOf(id);

        // The customer is required again, because a reset may have happened meanwhile.
        return world.Answer(world => TimelineAnswer.Of(world, RequireCustomer(world, id).Id));
    }

    private static (World World, Guid Id) Find(Guid partnerId, string customerId, WorldDirectory worlds) =>
        (worlds.Require(partnerId), GuidText.Parse(customerId) ?? throw ErrorCatalog.NotFound.ToException("Customer", customerId));

    private static Customer RequireCustomer(World world, Guid id) => world.Customers.Find(id) ?? throw ErrorCatalog.NotFound.ToException("Customer", id);
}

/// <summary>Represents metadata of endpoints that change a story or send an event of it, and refuse calls that its state does not allow (409).</summary>
internal sealed record ChangesStory;
