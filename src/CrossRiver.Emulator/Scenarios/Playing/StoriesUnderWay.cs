using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Model;

namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>The stories of a world that are being told, and what has become of the steps of those that are over.</summary>
/// <param name="subjects">The customers of the world.</param>
/// <remarks>Used in the world's turn only, but for <see cref="IsWaitingUpon"/>.</remarks>
internal sealed class StoriesUnderWay(ISubjects subjects)
{
    private readonly Dictionary<Guid, Story> _stories = [];
    private readonly Dictionary<Guid, StoryPast> _pasts = [];

    // Asked outside of turns, too, to spare the calls that no story waits for one.
    private volatile int _waitingUpon;

    /// <summary>Whether there may be a story that waits for a call. Any thread may ask.</summary>
    public bool IsWaitingUpon => _waitingUpon > 0;

    public IReadOnlyCollection<Story> All => _stories.Values;

    /// <summary>Gets the past of each customer's story, also of a story that is over.</summary>
    public IReadOnlyDictionary<Guid, StoryPast> Pasts => _pasts;

    /// <summary>A story begins.</summary>
    public void Add(Story story)
    {
        _stories.Add(story.CustomerId, story);
        _waitingUpon += story.Lanes.Count(IsWaitingForCall);
        _pasts[story.CustomerId] = story.Past;
    }

    /// <summary>Keeps the past of a story, which may be over.</summary>
    public void Add(Guid customerId, StoryPast past) => _pasts[customerId] = past;

    /// <summary>Removes every story and every past.</summary>
    public void Clear()
    {
        _stories.Clear();
        _pasts.Clear();
        _waitingUpon = 0;
    }

    /// <summary>Returns the past of a customer's story, also of a story that is over, or <see langword="null"/> if it has none.</summary>
    public StoryPast? FindPast(Guid customerId) => _pasts.GetValueOrDefault(customerId);

    /// <summary>Finds a customer's story, or returns <see langword="null"/>: a customer that is gone or deactivated has none any more.</summary>
    public Story? Find(Guid customerId)
    {
        var story = _stories.GetValueOrDefault(customerId);
        if (story is null || subjects.IsActive(customerId))
        {
            return story;
        }

        story.Lanes.ToList().ForEach(StopWaiting);
        _stories.Remove(customerId);
        return null;
    }

    /// <summary>A lane begins to wait for what its next step waits for.</summary>
    /// <param name="upon">What it waits for.</param>
    /// <param name="dueAt">When it goes on all the same, or <see langword="null"/> when it waits for ever.</param>
    /// <returns>The ticket of the wait.</returns>
    public int WaitUpon(Lane lane, Upon upon, DateTimeOffset? dueAt)
    {
        _waitingUpon += upon.Acked is null ? 1 : 0;
        lane.Missing = upon.Reads ?? upon.Times;

        return lane.Wait(LaneState.Upon, dueAt);
    }

    /// <summary>A lane that may wait for a call does so no longer.</summary>
    public void StopWaiting(Lane lane) => _waitingUpon -= IsWaitingForCall(lane) ? 1 : 0;

    /// <summary>A lane has come to its end; with its last lane the story has.</summary>
    public void End(Story story, Lane lane)
    {
        lane.Wait(LaneState.Ended);
        if (story.HasEnded)
        {
            _stories.Remove(story.CustomerId);
        }
    }

    private static bool IsWaitingForCall(Lane lane) => lane.State is LaneState.Upon && lane.Current!.Upon!.Acked is null;
}
