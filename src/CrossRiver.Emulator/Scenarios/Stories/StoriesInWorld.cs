using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Customers.Requests;
using CrossRiver.Emulator.Faults.Api;
using CrossRiver.Emulator.Journal;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Steering;
using CrossRiver.Emulator.Signals;
using CrossRiver.Emulator.Worlds;

namespace CrossRiver.Emulator.Scenarios.Stories;

/// <summary>The scenarios of a world and the stories of its customers.</summary>
internal static class StoriesInWorld
{
    extension(World world)
    {
        /// <summary>Gets which scenarios customers get. Call only while holding the world lock.</summary>
        public WorldScenarios Scenarios => world.Part<WorldScenarios>();

        /// <summary>Gets what people and testers do with the stories of customers. Call only while holding the world lock.</summary>
        public StoryControl Stories => world.Part<StoryControl>();

        public ScenarioPlayer Player => world.Part<ScenarioPlayer>();

        /// <summary>Makes a customer and starts its story.</summary>
        public Customer Onboard(CreateCustomerRequest request, ScenarioCandidates candidates, TraceOrigin? origin = null) => world.InTurn(
            () =>
            {
                var customer = world.Customers.Create(request);
                var choice = world.Scenarios.Choose(candidates, customer.ClientIdentifier, customer.Key);
                world.Journal.Add(new ChoiceEntry { At = world.Clock.Now, CustomerId = customer.Id, Scenario = choice.Scenario.Name, Reason = choice.Reason, Lost = choice.Lost });
                if (choice.Scenario.Api is not [])
                {
                    world.Faults.Expect(choice.Scenario);
                }

                world.Player.Start(customer, choice.Scenario);

                return customer;
            },
            origin);
    }
}
