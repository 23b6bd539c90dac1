using CrossRiver.Emulator.Kernel.Snapshots;
using CrossRiver.Emulator.Kernel.Snapshots.Checks;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Schema;

namespace CrossRiver.Emulator.Scenarios.Playing.Saving;

/// <summary>Represents stories that were restored from a snapshot, before they continue.</summary>
/// <param name="Pasts">The pasts of all stories, by customer.</param>
/// <param name="Followed">The steps whose events are not delivered yet.</param>
internal sealed record RestoredStories(IReadOnlyList<Story> Stories, IReadOnlyDictionary<Guid, StoryHistory> Pasts, IReadOnlyList<FollowedStep> Followed)
{
    /// <summary>Restores saved stories.</summary>
    /// <param name="subjects">The customers of the snapshot, or null if there are none.</param>
    /// <exception cref="InvalidDataException">A customer does not exist, or the scenario does not have the saved position.</exception>
    public static RestoredStories Of(SavedStories saved, ISavedSubjects? subjects, KeyedRandom random, ScenarioFormat parser)
    {
        var scenarios = saved.Scenarios.Select(text => ReadScenario(text, parser)).ToList();
        var pasts = new Dictionary<Guid, StoryHistory>();
        foreach (var past in saved.Pasts)
        {
            (pasts[past.CustomerId] = new StoryHistory(ScenarioOf(past.Scenario, past.CustomerId))).Load(past);
        }

        return new RestoredStories([.. saved.Stories.Select(Make)], pasts, saved.Followed);

        Scenario ScenarioOf(int number, Guid customerId) => number >= 0 && number < scenarios.Count
            ? scenarios[number]
            : throw new InvalidDataException($"the story of customer {customerId} has no scenario");

        Story Make(SavedStory story)
        {
            if (subjects?.FindSubject(story.CustomerId) is not { } subject)
            {
                throw new InvalidDataException($"the story of customer {story.CustomerId} has no customer");
            }

            try
            {
                var made = new Story(subject, ScenarioOf(story.Scenario, story.CustomerId), random, origin: null, pasts.GetValueOrDefault(story.CustomerId));
                made.Load(story);
                return made;
            }
            catch (ArgumentException exception)
            {
                throw new InvalidDataException($"the story of customer {story.CustomerId} is not as its scenario: {exception.Message}", exception);
            }
        }
    }

    /// <summary>Parses a scenario of a snapshot.</summary>
    /// <exception cref="InvalidDataException">The scenario cannot be read.</exception>
    public static Scenario ReadScenario(string text, ScenarioFormat parser)
    {
        var file = parser.Parse(text, "snapshot");
        return file.Scenarios is [var scenario] ? scenario : throw new InvalidDataException($"a scenario cannot be read: {file.Errors.FirstOrDefault()}");
    }
}

/// <summary>Checks whether the stories of a snapshot can continue.</summary>
internal static class StoriesCheck
{
    /// <exception cref="InvalidDataException">A story cannot continue.</exception>
    public static void Check(SavedStories saved, SnapshotInCheck snapshot)
    {
        var subjects = snapshot.World.Find<ISavedSubjects>();
        var stories = snapshot.Place.Of("stories").Try(() => RestoredStories.Of(saved, subjects, new KeyedRandom(snapshot.World.ChanceSeed, snapshot.PartnerId), snapshot.Services.GetRequiredService<ScenarioFormat>()).Stories);
        snapshot.Place.Of("stories.stories").Index(stories, story => story.CustomerId, "story of customer");
        var branches = stories.ToDictionary(story => story.CustomerId, story => story.Branches);
        snapshot.Place.Of("agenda").ForEach(snapshot.World.Agenda, (due, at) => Check(due.Entry, branches, at.Of("entry")));
    }

    private static void Check(AgendaEntry entry, Dictionary<Guid, IReadOnlyList<Branch>> branches, Place place)
    {
        var (customerId, lane) = entry switch
        {
            StepEntry step => (step.CustomerId, step.Lane),
            HoldEndEntry hold => (hold.CustomerId, hold.Lane),
            _ => default,
        };

        // An entry of a story that has ended is void.
        if (branches.TryGetValue(customerId, out var ofStory))
        {
            place.Require(lane >= 0 && lane < ofStory.Count, "an entry is of a story that is not there");
            place.Require(entry is not HoldEndEntry end || end.Hold != ofStory[lane].Hold || ofStory[lane].CurrentHold is not { TimeoutAction: null }, "an entry ends a hold that has no timeout");
        }
    }
}
