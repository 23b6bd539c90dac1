using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Schema;

namespace CrossRiver.Emulator.Scenarios.Playing.Saving;

/// <summary>Stories made of what a snapshot has, before anybody goes on with them.</summary>
/// <param name="Stories">The stories that are being told.</param>
/// <param name="Pasts">What has become of the steps of all, by the customer.</param>
/// <param name="Followed">The steps whose events are on their way.</param>
internal sealed record RestoredStories(IReadOnlyList<Story> Stories, IReadOnlyDictionary<Guid, StoryPast> Pasts, IReadOnlyList<FollowedStep> Followed)
{
    /// <summary>Makes stories of what was saved.</summary>
    /// <param name="saved">What was saved.</param>
    /// <param name="subjects">The customers of that time, or <see langword="null"/> when there are none.</param>
    /// <param name="chance">The chance of that time.</param>
    /// <param name="parser">Reads their scenarios.</param>
    /// <exception cref="InvalidDataException">There is no such customer, or a story stands where its scenario has no step.</exception>
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

    /// <summary>Reads a scenario as a snapshot has it.</summary>
    /// <exception cref="InvalidDataException">It cannot be read.</exception>
    public static Scenario ReadScenario(string text, ScenarioFormat parser)
    {
        var file = parser.Parse(text, "snapshot");
        return file.Scenarios is [var scenario] ? scenario : throw new InvalidDataException($"a scenario cannot be read: {file.Errors.FirstOrDefault()}");
    }
}
