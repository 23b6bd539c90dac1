using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Schema;

namespace CrossRiver.Emulator.Scenarios.Playing.Saving;

/// <summary>Represents the stories of a world in a snapshot.</summary>
/// <param name="Scenarios">The scenarios of the stories, each as a file, because a story keeps the version that it started with.</param>
/// <param name="Pasts">The pasts of all stories, even after they have ended.</param>
/// <param name="Followed">The awaited steps whose events are not delivered yet.</param>
internal sealed record SavedStories(IReadOnlyList<string> Scenarios, IReadOnlyList<SavedStory> Stories, IReadOnlyList<SavedPast> Pasts, IReadOnlyList<FollowedStep> Followed)
{
    public static SavedStories None { get; } = new([], [], [], []);

    public static SavedStories Of(ActiveStories told, IReadOnlyList<FollowedStep> followed, ScenarioFormat format)
    {
        var numbers = new Dictionary<Scenario, int>(ReferenceEqualityComparer.Instance);
        List<SavedStory> stories = [.. told.All.Select(story => story.Save(NumberOf(story.Scenario)))];
        var saved = told.Pasts.Select(past => past.Value.Save(past.Key, NumberOf(past.Value.Scenario))).ToList();
        return new SavedStories([.. numbers.OrderBy(number => number.Value).Select(number => format.Print(number.Key))], stories, saved, followed);

        int NumberOf(Scenario scenario)
        {
            numbers.TryAdd(scenario, numbers.Count);
            return numbers[scenario];
        }
    }
}

/// <summary>Represents one customer's story in a snapshot.</summary>
internal sealed record SavedStory
{
    public required Guid CustomerId { get; init; }

    /// <summary>Gets the index of the scenario.</summary>
    public required int Scenario { get; init; }

    /// <summary>Gets the steps whose events the partner has acknowledged.</summary>
    public required IReadOnlyList<string> Acked { get; init; }

    /// <summary>Gets the requests of testers for future steps.</summary>
    public required IReadOnlyDictionary<string, StepRequest> Orders { get; init; }

    public required IReadOnlyList<SavedLane> Lanes { get; init; }
}

/// <summary>Represents the past of a story in a snapshot.</summary>
/// <param name="Scenario">The index of the scenario.</param>
/// <param name="Lost">The number of older steps that were removed.</param>
/// <param name="Events">The number of events of each name, or null if the scenario does not count them.</param>
internal sealed record SavedPast(Guid CustomerId, int Scenario, int Lost, IReadOnlyList<SavedPastStep> Steps, IReadOnlyDictionary<string, int>? Events = null);

/// <summary>Represents a finished step in a snapshot.</summary>
internal sealed record SavedPastStep(string Step, string Occurrence, DateTimeOffset At, bool IsSkipped);

/// <summary>Represents the position in a branch in a snapshot.</summary>
internal sealed record SavedLane
{
    public required BranchState State { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public required int Ticket { get; init; }

    public required int Missing { get; init; }

    public DateTimeOffset? EventAt { get; init; }

    public IReadOnlyList<string>? Unannounced { get; init; }

    public required int Hold { get; init; }

    public DateTimeOffset? HoldEndsAt { get; init; }

    public required bool IsHoldOver { get; init; }

    /// <summary>Gets the nested step lists, from the timeline inwards.</summary>
    public required IReadOnlyList<SavedFrame> Frames { get; init; }
}

/// <summary>Represents the position in a list of steps in a snapshot.</summary>
/// <param name="Index">The index of the step.</param>
/// <param name="Time">The round of a repetition, from 1.</param>
/// <param name="Way">The index of the chosen alternative, or null.</param>
/// <param name="Hold">The number of the hold that continues after the steps, or null.</param>
/// <param name="HoldEndsAt">The time at which that hold times out, or null.</param>
internal sealed record SavedFrame(int Index, int Time, DateTimeOffset BeganAt, int? Way, string? Action, int? Hold = null, DateTimeOffset? HoldEndsAt = null);

/// <summary>Represents a step with events that are not delivered yet.</summary>
internal sealed record FollowedStep
{
    public required Guid CustomerId { get; init; }

    public required string StepId { get; init; }

    /// <summary>Gets the time after the event until reads show the change.</summary>
    public required TimeSpan ReadLag { get; init; }

    public required IReadOnlyList<Guid> Events { get; init; }

    /// <summary>Gets the number of the change that reads do not show before an event is sent, or null.</summary>
    public long? HeldBack { get; init; }
}
