using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Model;

namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>Contains the active stories of a world, and the pasts of all its stories.</summary>
/// <remarks>Call only while holding the world lock, except <see cref="IsWaitingUpon"/>.</remarks>
internal sealed class ActiveStories(ISubjects subjects)
{
    private readonly Dictionary<Guid, Story> _stories = [];
    private readonly Dictionary<Guid, StoryHistory> _pasts = [];

    // Also read without the world lock, so that calls that no story waits for are cheap.
    private volatile int _waitingUpon;

    /// <summary>Gets whether a story may wait for a call. Thread-safe.</summary>
    public bool IsWaitingUpon => _waitingUpon > 0;

    public IReadOnlyCollection<Story> All => _stories.Values;

    public IReadOnlyDictionary<Guid, StoryHistory> Pasts => _pasts;

    public void Add(Story story)
    {
        _stories.Add(story.CustomerId, story);
        _waitingUpon += story.Branches.Count(IsWaitingForCall);
        _pasts[story.CustomerId] = story.Past;
    }

    /// <summary>Adds the past of a story, which may have ended.</summary>
    public void Add(Guid customerId, StoryHistory past) => _pasts[customerId] = past;

    public void Clear()
    {
        _stories.Clear();
        _pasts.Clear();
        _waitingUpon = 0;
    }

    /// <summary>Returns the past of a customer's story, even after the story has ended, or null.</summary>
    public StoryHistory? FindPast(Guid customerId) => _pasts.GetValueOrDefault(customerId);

    /// <summary>Returns a customer's active story, or null. A deleted or deactivated customer has none.</summary>
    public Story? Find(Guid customerId)
    {
        var story = _stories.GetValueOrDefault(customerId);
        if (story is null || subjects.IsActive(customerId))
        {
            return story;
        }

        story.Branches.ToList().ForEach(StopWaiting);
        _stories.Remove(customerId);
        return null;
    }

    /// <summary>Starts the wait of a branch for the event of its next step, and returns the number of the wait.</summary>
    /// <param name="dueAt">The time limit of the wait, or null for no limit.</param>
    public int WaitUpon(Branch branch, WaitFor upon, DateTimeOffset? dueAt)
    {
        _waitingUpon += upon.Acked is null ? 1 : 0;
        branch.Missing = upon.Reads ?? upon.Times;
        return branch.Wait(BranchState.Upon, dueAt);
    }

    /// <summary>Ends the wait of a branch for a call, if it has one.</summary>
    public void StopWaiting(Branch branch) => _waitingUpon -= IsWaitingForCall(branch) ? 1 : 0;

    /// <summary>Ends a branch, and its story if it was the last branch.</summary>
    public void End(Story story, Branch branch)
    {
        branch.Wait(BranchState.Ended);
        if (story.HasEnded)
        {
            _stories.Remove(story.CustomerId);
        }
    }

    private static bool IsWaitingForCall(Branch branch) => branch.State is BranchState.Upon && branch.Current!.WaitFor!.Acked is null;
}
