using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Scenarios.Printing;
using CrossRiver.Emulator.Scenarios.Steps;

namespace CrossRiver.Emulator.Scenarios.Stories;

/// <summary>The stories of a world that are being told.</summary>
/// <remarks>Used in the world's turn only, but for <see cref="IsWaitingUpon"/>.</remarks>
internal sealed class StoriesUnderWay(CustomerStore customers)
{
    private readonly Dictionary<Guid, StoryPast> _pasts = [];

    // Gone when the last of them is told: there may be many worlds in which nothing happens any more.
    private Dictionary<Guid, Story>? _stories;

    // Asked outside of turns, too, to spare the calls that no story waits for one.
    private volatile int _waitingUpon;

    /// <summary>Whether there may be a story that waits for a call. Any thread may ask.</summary>
    public bool IsWaitingUpon => _waitingUpon > 0;

    /// <summary>A story begins.</summary>
    public void Add(Story story)
    {
        (_stories ??= []).Add(story.CustomerId, story);
        _waitingUpon += story.Lanes.Count(IsWaitingForCall);
        _pasts.Add(story.CustomerId, story.Past);
    }

    /// <summary>Finds what has happened in a customer's story, also when it is over, or returns <see langword="null"/> when it never had one.</summary>
    public StoryPast? FindPast(Guid customerId) => _pasts.GetValueOrDefault(customerId);

    /// <summary>Finds a customer's story, or returns <see langword="null"/>: a customer that is gone or deactivated has none any more.</summary>
    public Story? Find(Guid customerId)
    {
        var story = _stories?.GetValueOrDefault(customerId);
        if (story is null || customers.Find(customerId) is { Status: CustomerStatus.Active })
        {
            return story;
        }

        story.Lanes.ToList().ForEach(StopWaiting);
        Remove(customerId);
        return null;
    }

    /// <summary>A lane begins to wait for what its next step waits for.</summary>
    /// <param name="lane">The lane.</param>
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
            Remove(story.CustomerId);
        }
    }

    /// <summary>What a snapshot keeps of the stories.</summary>
    /// <param name="followed">The steps whose events are on their way.</param>
    public SavedStories Save(IReadOnlyList<FollowedStep> followed)
    {
        var numbers = new Dictionary<Scenario, int>(ReferenceEqualityComparer.Instance);
        List<SavedStory> stories = [.. _stories?.Values.Select(story => story.Save(NumberOf(story.Scenario))) ?? []];
        var pasts = _pasts.Select(past => past.Value.Save(past.Key, NumberOf(past.Value.Scenario))).ToList();

        return new SavedStories([.. numbers.OrderBy(number => number.Value).Select(number => ScenarioPrinter.Print(number.Key))], stories, pasts, followed);

        int NumberOf(Scenario scenario)
        {
            numbers.TryAdd(scenario, numbers.Count);
            return numbers[scenario];
        }
    }

    /// <summary>Has the stories that were restored, and no others.</summary>
    public void Load(RestoredStories restored)
    {
        Clear();
        foreach (var (customerId, past) in restored.Pasts)
        {
            _pasts[customerId] = past;
        }

        foreach (var story in restored.Stories)
        {
            _pasts.Remove(story.CustomerId);
            Add(story);
        }
    }

    /// <summary>Forgets every story.</summary>
    public void Clear()
    {
        _stories = null;
        _pasts.Clear();
        _waitingUpon = 0;
    }

    private void Remove(Guid customerId)
    {
        _stories!.Remove(customerId);
        _stories = _stories.Count > 0 ? _stories : null;
    }

    private static bool IsWaitingForCall(Lane lane) => lane.State is LaneState.Upon && lane.Current!.Upon!.Acked is null;
}
