using CrossRiver.Emulator.Faults.Api;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Library;
using CrossRiver.Emulator.Scenarios.Matching;

namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>Chooses the scenario of each new customer and starts its story.</summary>
internal sealed class StoryStarter(ScenarioLibrary scenarios) : IStoryStarter
{
    public Action<World, Guid> Prepare(World? world, JsonElement body, IHeaderDictionary headers)
    {
        var candidates = scenarios.CatalogOf(world).FindCandidates(body, headers);
        return (inWorld, customerId) => Start(inWorld, inWorld.Player.Subjects.FindSubject(customerId)!, candidates);
    }

    private static void Start(World world, Subject subject, ScenarioCandidates candidates)
    {
        var choice = world.Scenarios.Choose(candidates, subject.ClientIdentifier, subject.Key);
        world.Journal.Add(new ChoiceEntry
        {
            At = world.Clock.Now,
            By = world.Lock.Cause,
            CustomerId = subject.Id,
            Scenario = choice.Scenario.Name,
            Reason = choice.Reason,
            Lost = choice.NearMisses,
        });
        if (choice.Scenario.Api is not [])
        {
            world.Faults.Expect(choice.Scenario.Api);
        }

        world.Player.Start(subject, choice.Scenario);
    }
}
