using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Faults;
using CrossRiver.Emulator.Faults.Api;
using CrossRiver.Emulator.Faults.Deliveries;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Webhooks.Contract;
using CrossRiver.Emulator.Worlds;

namespace CrossRiver.Emulator.Scenarios.Stories;

/// <summary>Says how the events of customers are delivered, as their scenarios tell; a story that is over says it still.</summary>
/// <param name="world">The world.</param>
/// <remarks>Used in the world's turn only.</remarks>
internal sealed class StoryDelivery(World world)
{
    // The rules of a tester's, or null when there never were any.
    private AdHocRules? Given => world.FindPart<WorldFaults>()?.Rules;

    /// <summary>A story begins: what is to happen by itself is booked.</summary>
    public void Begin(Customer customer, Scenario scenario)
    {
        if (scenario.Delivery is not { Faults: not [] } rules)
        {
            return;
        }

        var inForce = RulesInForce.Of(scenario.Name, scenario.Source, rules);
        foreach (var (phantom, after) in DeliveryPlanner.PhantomsOf(NameOf(customer, scenario), inForce, world.Chance.From(scenario.Seed)))
        {
            world.Agenda.Book(ClockCourse.Later(customer.CreatedAt, after), new PhantomEntry(customer.PartnerId, customer.Id, phantom, scenario.Seed));
        }
    }

    /// <summary>Whether a rule may concern the events of a customer, or count them.</summary>
    /// <param name="customerId">The customer.</param>
    public bool Concerns(Guid customerId) => Given is { ConcernDeliveries: true } || (FindPast(customerId) is { } past && SaysSomething(past.Scenario));

    /// <summary>Plans the delivery of an event that has just happened, and books what it brings along. A tester's rules act before those of the scenario.</summary>
    /// <param name="customerId">Whose event it is.</param>
    /// <param name="eventName">Its name.</param>
    /// <param name="eventId">The event.</param>
    /// <returns>The plan, or <see langword="null"/> when it goes as usual.</returns>
    public DeliveryPlan? Plan(Guid customerId, string eventName, Guid eventId)
    {
        if (!Concerns(customerId) || world.Customers.Find(customerId) is not { } customer)
        {
            return null;
        }

        var past = FindPast(customerId);
        var (rules, happened) = past is null ? (RulesInForce.None, AloneAs(customer, eventName, eventId)) : (RulesOf(past.Scenario), CountedOf(customer, past, eventName));
        IReadOnlyList<PlannedFault> concerning = [.. Given?.Concerning(eventName, customer.Key) ?? [], .. rules.Concerning(happened)];
        if (DeliveryPlanner.PhantomWith(concerning, world.Chance.From(happened.Seed)) is { } phantom)
        {
            world.Agenda.Book(world.Clock.Now, new PhantomEntry(customer.PartnerId, customerId, phantom, happened.Seed));
        }

        return DeliveryPlanner.Plan(happened, rules, concerning, world.Chance);
    }

    // A customer that was seeded has no story in which its events could be counted.
    private static CountedEvent AloneAs(Customer customer, string eventName, Guid eventId) =>
        new(eventName, $"{customer.Key}/{eventId}", Seed: null, new Dictionary<string, int>(StringComparer.Ordinal) { [eventName] = 1 });

    private static CountedEvent CountedOf(Customer customer, StoryPast past, string eventName)
    {
        past.Count(eventName);
        return new CountedEvent(eventName, NameOf(customer, past.Scenario), past.Scenario.Seed, past.Events);
    }

    private static string NameOf(Customer customer, Scenario scenario) => $"{customer.Key}/{scenario.Name}";

    // Most say nothing of deliveries, and then there is nothing to count.
    private static bool SaysSomething(Scenario scenario) => scenario.Delivery is not null || scenario.Plot.SaysHowNewsTravel;

    private StoryPast? FindPast(Guid customerId) => world.FindPart<ScenarioPlayer>()?.Stories.FindPast(customerId);

    private RulesInForce RulesOf(Scenario scenario) =>
        RulesInForce.Of(scenario.Name, scenario.Source, scenario.Delivery, world.FindPart<ScenarioPlayer>()?.BeingMade?.Id, world.FindPart<ScenarioPlayer>()?.BeingMade?.Delivery);
}
