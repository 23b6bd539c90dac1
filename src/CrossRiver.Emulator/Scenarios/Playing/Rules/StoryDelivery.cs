using CrossRiver.Emulator.Faults.Api;
using CrossRiver.Emulator.Faults.Deliveries;
using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Model;

namespace CrossRiver.Emulator.Scenarios.Playing.Rules;

/// <summary>Plans the delivery of events from the rules of testers and the scenarios of customers, even after a story has ended.</summary>
internal sealed class StoryDelivery : IDeliveryPlanner
{
    /// <summary>Schedules the phantom events of a story. Call only while holding the world lock.</summary>
    public static void Begin(World world, Subject subject, Scenario scenario)
    {
        if (scenario.Delivery is not { Faults: not [] } rules)
        {
            return;
        }

        var inForce = RulesInForce.Of(scenario.Name, scenario.Source, rules);
        foreach (var (phantom, after) in DeliveryPlanner.PhantomsOf(NameOf(subject.Key, scenario), inForce, world.Random.From(scenario.Seed)))
        {
            world.Agenda.Book(ClockSetting.Later(subject.CreatedAt, after), new PhantomEntry(world.PartnerId, subject.Id, phantom, scenario.Seed));
        }
    }

    /// <remarks>A tester's rules act before the rules of the scenario.</remarks>
    public DeliveryPlan? Plan(World world, DomainEvent happened)
    {
        var player = world.FindPart<ScenarioPlayer>();
        var past = happened.About.CustomerId is { } customerId ? player?.Stories.FindPast(customerId) : null;
        var given = world.FindPart<WorldFaults>()?.Rules;

        // Most scenarios have no delivery rules, and need no counts.
        if (given is not { ConcernDeliveries: true } && past?.Scenario is not ({ Delivery: not null } or { Analysis.SaysHowNewsTravel: true }))
        {
            return null;
        }

        var (rules, counted) = past is null ? (RulesInForce.None, Alone(world, happened)) : (RulesOf(past.Scenario, player?.Changes.CurrentStep), Count(past, happened));
        IReadOnlyList<PlannedFault> concerning = [.. given?.Concerning(counted.Name, happened.Key) ?? [], .. rules.Concerning(counted)];
        if (DeliveryPlanner.PhantomWith(concerning, world.Random.From(counted.Seed)) is { } phantom)
        {
            world.Agenda.Book(world.Clock.Now, new PhantomEntry(world.PartnerId, happened.About.CustomerId, phantom, counted.Seed));
        }

        return DeliveryPlanner.Plan(counted, rules, concerning, world.Random);
    }

    // A seeded customer has no story to count its events.
    private static CountedEvent Alone(World world, DomainEvent happened)
    {
        var name = happened.Type.Name;
        return new(name, $"{happened.Key}/{happened.ChooseId(world.Random)}", Seed: null, new Dictionary<string, int>(StringComparer.Ordinal) { [name] = 1 });
    }

    private static CountedEvent Count(StoryHistory past, DomainEvent happened)
    {
        past.Count(happened.Type.Name);
        return new CountedEvent(happened.Type.Name, NameOf(happened.Key, past.Scenario), past.Scenario.Seed, past.Events);
    }

    private static string NameOf(string key, Scenario scenario) => $"{key}/{scenario.Name}";

    private static RulesInForce RulesOf(Scenario scenario, Step? step) => RulesInForce.Of(scenario.Name, scenario.Source, scenario.Delivery, step?.Id, step?.Delivery);
}
