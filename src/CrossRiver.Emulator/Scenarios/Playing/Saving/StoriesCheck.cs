using CrossRiver.Emulator.Kernel.Snapshots;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Schema;

namespace CrossRiver.Emulator.Scenarios.Playing.Saving;

/// <summary>Checks whether the stories of a snapshot can continue.</summary>
internal static class StoriesCheck
{
    /// <summary>Checks the stories, and their entries on the agenda.</summary>
    /// <exception cref="InvalidDataException">A story cannot continue.</exception>
    public static void Check(SavedStories saved, SnapshotInCheck snapshot)
    {
        var subjects = snapshot.World.Find<ISavedSubjects>();
        var stories = snapshot.Place.Of("stories").Try(() => RestoredStories.Of(saved, subjects, new Chance(snapshot.World.ChanceSeed, snapshot.PartnerId), snapshot.Services.GetRequiredService<ScenarioFormat>()).Stories);
        snapshot.Place.Of("stories.stories").Index(stories, story => story.CustomerId, "story of customer");
        var lanes = stories.ToDictionary(story => story.CustomerId, story => story.Lanes.Count);
        snapshot.Place.Of("agenda").ForEach(
            snapshot.World.Agenda,
            (due, at) => at.Of("entry").Require(IsOfStory(due.Entry, lanes), "an entry is of a story that is not there"));
    }

    private static bool IsOfStory(AgendaEntry entry, Dictionary<Guid, int> lanes) => entry switch
    {
        StepEntry step => IsLane(step.CustomerId, step.Lane, lanes),
        HoldEndEntry hold => IsLane(hold.CustomerId, hold.Lane, lanes),
        _ => true,
    };

    private static bool IsLane(Guid customerId, int lane, Dictionary<Guid, int> lanes) => !lanes.TryGetValue(customerId, out var count) || (lane >= 0 && lane < count);
}
