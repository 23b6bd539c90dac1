using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Schema;

namespace CrossRiver.Emulator.Scenarios.Playing.Saving;

/// <summary>The stories of a world as a snapshot keeps them.</summary>
/// <param name="Scenarios">The scenarios that they tell, each as a file: a story keeps the version that it began with.</param>
/// <param name="Stories">The stories that are being told.</param>
/// <param name="Pasts">What has become of the steps of all stories, those that are over among them.</param>
/// <param name="Followed">Steps whose events are on their way, and which something waits for.</param>
internal sealed record SavedStories(IReadOnlyList<string> Scenarios, IReadOnlyList<SavedStory> Stories, IReadOnlyList<SavedPast> Pasts, IReadOnlyList<FollowedStep> Followed)
{
    /// <summary>What is saved of a world without stories.</summary>
    public static SavedStories None { get; } = new([], [], [], []);

    /// <summary>What a snapshot keeps of the stories.</summary>
    /// <param name="told">The stories that are being told, with the pasts of all.</param>
    /// <param name="followed">Steps whose events are on their way, and which something waits for.</param>
    /// <param name="format">Prints the scenarios.</param>
    public static SavedStories Of(StoriesUnderWay told, IReadOnlyList<FollowedStep> followed, ScenarioFormat format)
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

/// <summary>One customer's story as a snapshot keeps it.</summary>
internal sealed record SavedStory
{
    public required Guid CustomerId { get; init; }

    /// <summary>Which of the scenarios it tells, from 0.</summary>
    public required int Scenario { get; init; }

    /// <summary>The steps whose events the partner has taken.</summary>
    public required IReadOnlyList<string> Acked { get; init; }

    /// <summary>What somebody wants of steps that are to come.</summary>
    public required IReadOnlyDictionary<string, StepOrder> Orders { get; init; }

    public required IReadOnlyList<SavedLane> Lanes { get; init; }
}

/// <summary>What has become of the steps of a story.</summary>
/// <param name="Scenario">Which of the scenarios it tells, from 0.</param>
/// <param name="Lost">How many older steps are not kept any more.</param>
/// <param name="Steps">The newest steps, the oldest of them first.</param>
/// <param name="Events">How many events of each name the customer has had, where its scenario asks for them; else <see langword="null"/>.</param>
internal sealed record SavedPast(Guid CustomerId, int Scenario, int Lost, IReadOnlyList<SavedPastStep> Steps, IReadOnlyDictionary<string, int>? Events = null);

/// <summary>A step whose turn is over.</summary>
/// <param name="Step">The step's id.</param>
/// <param name="Occurrence">Which time it was, as its repetitions have it.</param>
/// <param name="At">When it ran or was skipped.</param>
/// <param name="IsSkipped">Whether it was skipped.</param>
internal sealed record SavedPastStep(string Step, string Occurrence, DateTimeOffset At, bool IsSkipped);

/// <summary>Where a lane of a story stands.</summary>
internal sealed record SavedLane
{
    public required LaneState State { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public required int Ticket { get; init; }

    public required int Missing { get; init; }

    public DateTimeOffset? EventAt { get; init; }

    public IReadOnlyList<string>? Unannounced { get; init; }

    public required int Hold { get; init; }

    public DateTimeOffset? HoldEndsAt { get; init; }

    public required bool IsHoldOver { get; init; }

    /// <summary>The steps that the lane is in, from the timeline inwards.</summary>
    public required IReadOnlyList<SavedFrame> Frames { get; init; }
}

/// <summary>Where a lane stands among some steps.</summary>
/// <param name="Index">At which step, from 0.</param>
/// <param name="Time">Which time of a repetition it is, from 1.</param>
/// <param name="BeganAt">When that began.</param>
/// <param name="Way">Which of several ways it is, or <see langword="null"/>.</param>
/// <param name="Action">Which action of a hold it is, or <see langword="null"/>.</param>
internal sealed record SavedFrame(int Index, int Time, DateTimeOffset BeganAt, int? Way, string? Action);

/// <summary>A step that was made, whose events are on their way.</summary>
internal sealed record FollowedStep
{
    public required Guid CustomerId { get; init; }

    public required string StepId { get; init; }

    /// <summary>For how long after its event has left reads show what was before.</summary>
    public required TimeSpan ReadLag { get; init; }

    /// <summary>Its events that are on their way.</summary>
    public required IReadOnlyList<Guid> Events { get; init; }

    /// <summary>The change that reads do not show until an event has left, or <see langword="null"/>.</summary>
    public long? HeldBack { get; init; }
}
