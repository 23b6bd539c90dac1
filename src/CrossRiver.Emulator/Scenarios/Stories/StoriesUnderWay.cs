using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Scenarios.Files;
using CrossRiver.Emulator.Scenarios.Printing;
using CrossRiver.Emulator.Worlds;

namespace CrossRiver.Emulator.Scenarios.Stories;

/// <summary>The stories of a world that are being told.</summary>
/// <remarks>Used in the world's turn only, but for <see cref="IsWaitingUpon"/>.</remarks>
internal sealed class StoriesUnderWay(CustomerStore customers)
{
    private readonly Dictionary<Guid, Story> _stories = [];

    // Asked outside of turns, too, to spare the calls that no story waits for one.
    private volatile int _waitingUpon;

    /// <summary>Whether there may be a story that waits for a call. Any thread may ask.</summary>
    public bool IsWaitingUpon => _waitingUpon > 0;

    /// <summary>A story begins.</summary>
    public void Add(Story story)
    {
        _stories.Add(story.CustomerId, story);
        _waitingUpon += story.Lanes.Count(IsWaitingForCall);
    }

    /// <summary>Finds a customer's story, or returns <see langword="null"/>: a customer that is gone or deactivated has none any more.</summary>
    public Story? Find(Guid customerId)
    {
        if (!_stories.TryGetValue(customerId, out var story) || customers.Find(customerId) is { Status: CustomerStatus.Active })
        {
            return story;
        }

        story.Lanes.ToList().ForEach(StopWaiting);
        _stories.Remove(customerId);
        return null;
    }

    /// <summary>A lane begins to wait for what its next step waits for.</summary>
    /// <returns>The ticket of the wait.</returns>
    public int WaitUpon(Lane lane, Upon upon)
    {
        _waitingUpon += upon.Acked is null ? 1 : 0;
        lane.Missing = upon.Reads ?? upon.Times;

        return lane.Wait(LaneState.Upon);
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

    /// <summary>What a snapshot keeps of the stories: their scenarios, and themselves.</summary>
    public (IReadOnlyList<string> Scenarios, IReadOnlyList<SavedStory> Stories) Save()
    {
        var numbers = new Dictionary<Scenario, int>(ReferenceEqualityComparer.Instance);
        var stories = new List<SavedStory>();
        foreach (var story in _stories.Values)
        {
            numbers.TryAdd(story.Scenario, numbers.Count);
            stories.Add(story.Save(numbers[story.Scenario]));
        }

        return ([.. numbers.OrderBy(number => number.Value).Select(number => ScenarioPrinter.Print(number.Key))], stories);
    }

    /// <summary>Makes stories of what was saved.</summary>
    /// <exception cref="InvalidDataException">There is no such customer, or a story stands where its scenario has no step.</exception>
    public static IReadOnlyList<Story> Restore(SavedStories saved, IReadOnlyDictionary<Guid, Customer> customers, Chance chance)
    {
        var scenarios = saved.Scenarios.Select(ReadScenario).ToList();
        return [.. saved.Stories.Select(Make)];

        Story Make(SavedStory story)
        {
            if (story.Scenario < 0 || story.Scenario >= scenarios.Count || !customers.TryGetValue(story.CustomerId, out var customer))
            {
                throw new InvalidDataException($"the story of customer {story.CustomerId} has no scenario or no customer");
            }

            try
            {
                var made = new Story(customer, scenarios[story.Scenario], chance, origin: null);
                made.Load(story);
                return made;
            }
            catch (ArgumentException exception)
            {
                throw new InvalidDataException($"the story of customer {story.CustomerId} is not as its scenario: {exception.Message}", exception);
            }
        }
    }

    /// <summary>Forgets every story.</summary>
    public void Clear()
    {
        _stories.Clear();
        _waitingUpon = 0;
    }

    private static bool IsWaitingForCall(Lane lane) => lane.State is LaneState.Upon && lane.Current!.Upon!.Acked is null;

    private static Scenario ReadScenario(string text) => ScenarioParser.Parse(text, "snapshot") is { Scenarios: [var scenario] }
        ? scenario
        : throw new InvalidDataException($"a scenario cannot be read: {ScenarioParser.Parse(text, "snapshot").Errors.FirstOrDefault()}");
}
