using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Overrides;
using CrossRiver.Emulator.Scenarios.Playing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Control.Stories;

/// <summary>What people at the bank do in the stories of customers, and what a tester changes of them. Each answer is the customer's timeline after it.</summary>
internal static class StoryEndpoints
{
    public static void MapStories(this LazyRoutes control)
    {
        var customer = control.Group("/partners/{partnerId:guid}/customers/{customerId}").WithTags("Stories");

        customer.Get("/timeline", GetTimeline);

        var changes = customer.Group("").WithMetadata(new ChangesStory());
        changes.Post("/outcome", SetOutcome).WithExample("customers.outcome", _ => new { Ofac = "Clear", Force = true });
        changes.Post("/actions/{action}", ActOnHold);
        changes.Post("/steps/{step}/run", RunStep);
        changes.Post("/steps/{step}/skip", SkipStep);
        changes.Post("/steps/{step}/delay", DelayStep).WithExample("steps.delay", _ => new { By = "2h" });
        changes.Post("/rescan", Rescan).WithExample("customers.rescan", _ => new { Ofac = "Clear" });
    }

    /// <summary>Reads a customer's story. It tells the steps that came and are to come, and the holds that wait for a person.</summary>
    internal static Ok<TimelineAnswer> GetTimeline(Guid partnerId, string customerId, WorldDirectory worlds)
    {
        var (world, id) = Find(partnerId, customerId, worlds);
        return TypedResults.Ok(world.InTurn(() => TimelineAnswer.Of(world, RequireCustomer(world, id).Id)));
    }

    /// <summary>
    /// Decides instead of the bank what scans come to. A transition that the bank never makes is refused, unless it is forced; one for later
    /// is looked at when its time comes, and refused in the journal. Holds whose actions set only scans that are then Clear or Positive
    /// end without any of them; the other steps come as they would have.
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

    /// <summary>Ends a hold: the review of a customer, for one. The first caller decides.</summary>
    /// <param name="partnerId">Whose customer it is.</param>
    /// <param name="customerId">The customer.</param>
    /// <param name="action">What is done, as the scenario names it: <c>release</c>, <c>reject</c>.</param>
    /// <param name="worlds">All worlds.</param>
    internal static Ok<TimelineAnswer> ActOnHold(Guid partnerId, string customerId, string action, WorldDirectory worlds) =>
        Do(partnerId, customerId, worlds, (stories, id) => stories.Act(id, action));

    /// <summary>Lets a step come now, whatever it waits for. What follows counts from now.</summary>
    /// <param name="partnerId">Whose customer it is.</param>
    /// <param name="customerId">The customer.</param>
    /// <param name="step">The step's id in the timeline; it must be next.</param>
    /// <param name="worlds">All worlds.</param>
    internal static Ok<TimelineAnswer> RunStep(Guid partnerId, string customerId, string step, WorldDirectory worlds) =>
        Do(partnerId, customerId, worlds, (stories, id) => stories.Steps.Run(id, step));

    /// <summary>Lets a step not come. If it was next, what follows counts from now.</summary>
    /// <param name="partnerId">Whose customer it is.</param>
    /// <param name="customerId">The customer.</param>
    /// <param name="step">The step's id in the timeline.</param>
    /// <param name="worlds">All worlds.</param>
    internal static Ok<TimelineAnswer> SkipStep(Guid partnerId, string customerId, string step, WorldDirectory worlds) =>
        Do(partnerId, customerId, worlds, (stories, id) => stories.Steps.Skip(id, step));

    /// <summary>Lets a step come later, and what follows it.</summary>
    /// <param name="partnerId">Whose customer it is.</param>
    /// <param name="customerId">The customer.</param>
    /// <param name="step">The step's id in the timeline.</param>
    /// <param name="body">By how much, or until when.</param>
    /// <param name="worlds">All worlds.</param>
    internal static Ok<TimelineAnswer> DelayStep(Guid partnerId, string customerId, string step, Body<DelayRequest> body, WorldDirectory worlds) =>
        Do(partnerId, customerId, worlds, (stories, id) => stories.Steps.Delay(id, step, body.Value.ToOrder(worlds.ClockOf(partnerId).Now)));

    /// <summary>
    /// Scans a customer again, as every night. Without a body the next time of a repetition in its story comes now, and without one nothing new
    /// is found; a body says what is found.
    /// </summary>
    internal static Ok<TimelineAnswer> Rescan(Guid partnerId, string customerId, RescanRequest body, WorldDirectory worlds) =>
        Do(partnerId, customerId, worlds, (stories, id) => stories.Outcomes.Rescan(id, body.Found));

    private static Ok<TimelineAnswer> Do(Guid partnerId, string customerId, WorldDirectory worlds, Action<StoryControl, Guid> act)
    {
        var (world, id) = Find(partnerId, customerId, worlds);
        world.InTurn(() =>
        {
            act(world.Stories, RequireCustomer(world, id).Id);
            return id;
        });
        world.Advancing.RunDueOf(id);

        // A reset may have come between.
        return TypedResults.Ok(world.InTurn(() => TimelineAnswer.Of(world, RequireCustomer(world, id).Id)));
    }

    private static (World World, Guid Id) Find(Guid partnerId, string customerId, WorldDirectory worlds) =>
        (worlds.Require(partnerId), IdText.Parse(customerId) ?? throw ErrorCatalog.NotFound.Refuse("Customer", customerId));

    private static Customer RequireCustomer(World world, Guid id) => world.Customers.Find(id) ?? throw ErrorCatalog.NotFound.Refuse("Customer", id);
}
