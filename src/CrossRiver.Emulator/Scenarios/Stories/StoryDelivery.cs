using System.Runtime.CompilerServices;
using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Faults.Deliveries;
using CrossRiver.Emulator.Scenarios.Steps;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Worlds;

namespace CrossRiver.Emulator.Scenarios.Stories;

/// <summary>Says how the events of customers are delivered, as their scenarios tell; a story that is over says it still.</summary>
/// <remarks>Used in the world's turn only.</remarks>
internal sealed class StoryDelivery(EmulatorClock clock, Agenda agenda, Chance chance, CustomerStore customers, StoriesUnderWay stories, StepChanges changes)
{
    // Found once for each scenario: most say nothing of deliveries, and then there is nothing to count.
    private readonly ConditionalWeakTable<Scenario, object> _saying = [];

    /// <summary>A story begins: what is to happen by itself is booked.</summary>
    public void Begin(Customer customer, Scenario scenario)
    {
        if (scenario.Delivery is not { Faults: not [] } rules)
        {
            return;
        }

        var inForce = RulesInForce.Of(scenario.Name, scenario.Source, rules);
        foreach (var (phantom, after) in DeliveryPlanner.PhantomsOf(NameOf(customer, scenario), inForce, chance.From(scenario.Seed)))
        {
            agenda.Book(customer.CreatedAt + after, new PhantomEntry(customer.PartnerId, customer.Id, phantom, scenario.Seed));
        }
    }

    /// <summary>Plans the delivery of an event that has just happened, and books what it brings along.</summary>
    /// <returns>The plan, or <see langword="null"/> when it goes as usual.</returns>
    public DeliveryPlan? Plan(Guid customerId, string eventName)
    {
        if (stories.FindPast(customerId) is not { Scenario: var scenario } past || !SaysSomething(scenario) || customers.Find(customerId) is not { } customer)
        {
            return null;
        }

        past.Count(eventName);
        var step = changes.BeingMade;
        var rules = RulesInForce.Of(scenario.Name, scenario.Source, scenario.Delivery, step?.Id, step?.Delivery);
        var happened = new CountedEvent(eventName, NameOf(customer, scenario), scenario.Seed, past.Events);
        foreach (var phantom in DeliveryPlanner.PhantomsWith(happened, rules, chance))
        {
            agenda.Book(clock.Now, new PhantomEntry(customer.PartnerId, customerId, phantom, scenario.Seed));
        }

        return DeliveryPlanner.Plan(happened, rules, chance);
    }

    private static string NameOf(Customer customer, Scenario scenario) => $"{customer.Key}/{scenario.Name}";

    private bool SaysSomething(Scenario scenario) => (bool)_saying.GetValue(
        scenario,
        static told => told.Delivery is not null || Story.StepsOf(told.Timeline).Any(step => step.Delivery is not null));
}
