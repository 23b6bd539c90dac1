using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Schema;

namespace CrossRiver.Emulator.Scenarios.Playing.Saving;

/// <summary>Represents stories that were restored from a snapshot, before they continue.</summary>
/// <param name="Stories">The active stories.</param>
/// <param name="Pasts">The pasts of all stories, by customer.</param>
/// <param name="Followed">The steps whose events are not delivered yet.</param>
internal sealed record RestoredStories(IReadOnlyList<Story> Stories, IReadOnlyDictionary<Guid, StoryPast> Pasts, IReadOnlyList<FollowedStep> Followed)
{
    /// <summary>Restores saved stories.</summary>
    /// <param name="subjects">The customers of the snapshot, or null if there are none.</param>
    /// <exception cref="InvalidDataException">A customer does not exist, or the scenario does not have the saved position.</exception>
    public static RestoredStories Of(SavedStories saved, ISavedSubjects? subjects, Chance chance, ScenarioFormat parser)
    {
        var scenarios = saved.Scenarios.Select(text => ReadScenario(text, parser)).ToList();
        var pasts = new Dictionary<Guid, StoryPast>();
        foreach (var past in saved.Pasts)
        {
            (pasts[past.CustomerId] = new StoryPast(ScenarioOf(past.Scenario, past.CustomerId))).Load(past);
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
                var made = new Story(subject, ScenarioOf(story.Scenario, story.CustomerId), chance, origin: null, pasts.GetValueOrDefault(story.CustomerId));
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
