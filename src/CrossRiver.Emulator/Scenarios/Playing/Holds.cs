using CrossRiver.Emulator.Kernel.Journal.Keeping;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Model;

namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>The waits for people at the bank: the first who does something decides, or the time that a hold has.</summary>
/// <remarks>Used in the world's turn only.</remarks>
internal sealed class Holds
{
    private readonly EmulatorClock _clock;
    private readonly Agenda _agenda;
    private readonly JournalRing _journal;
    private readonly StoriesUnderWay _stories;

    public Holds(EmulatorClock clock, Agenda agenda, JournalRing journal, StoriesUnderWay stories)
    {
        _clock = clock;
        _agenda = agenda;
        _journal = journal;
        _stories = stories;
        Booking = new StepBooking(agenda, stories, this);
    }

    /// <summary>Books the steps that come before, in and behind holds.</summary>
    public StepBooking Booking { get; }

    /// <summary>A lane begins to wait for a person.</summary>
    public void Begin(Story story, Lane lane, Hold hold, DateTimeOffset at)
    {
        lane.BeginHold();
        Tell(story, $"waits at {lane.Current!.Id} for {string.Join(", ", hold.Actions.Select(action => action.Name))}");
        if (hold.Timeout is { } timeout)
        {
            lane.HoldEndsAt = ClockCourse.Later(at, story.SpanOf(timeout, lane, "timeout"));
            _agenda.Book(lane.HoldEndsAt.Value, new HoldEndEntry(story.CustomerId, lane.Number, lane.Hold));
        }
    }

    /// <summary>Whether a hold is over already.</summary>
    public bool IsVoid(HoldEndEntry entry) => _stories.Find(entry.CustomerId) is not { } story || story.Lanes[entry.Lane].Hold != entry.Hold;

    /// <summary>The time of a hold is over.</summary>
    public void End(HoldEndEntry entry, DateTimeOffset dueAt)
    {
        if (IsVoid(entry))
        {
            return;
        }

        var story = _stories.Find(entry.CustomerId)!;
        var lane = story.Lanes[entry.Lane];
        lane.IsHoldOver = true;
        if (lane.State is LaneState.Holding)
        {
            TimeOut(story, lane, dueAt);
        }
    }

    /// <summary>A person does something that a hold waits for: the first who comes decides.</summary>
    /// <returns>Whether there was a hold that waits for it.</returns>
    public bool Act(Guid customerId, string action)
    {
        if (_stories.Find(customerId) is not { } story
            || story.Lanes.FirstOrDefault(lane => lane.FindAction(action) is not null) is not { } lane)
        {
            return false;
        }

        _journal.Add(new ControlEntry { At = _clock.Now, What = $"actions: {action} at {StepKey.Of(lane)} of customer {customerId}" });
        Do(story, lane, lane.FindAction(action)!, _clock.Now);
        return true;
    }

    /// <summary>The bank has decided otherwise what holds wait for: those that wait for nothing else any more end without any of their actions.</summary>
    /// <param name="isDecided">Returns whether changes of what the bank decides are decided.</param>
    public void EndDecided(Story story, Func<IReadOnlyList<FieldChange>, bool> isDecided)
    {
        foreach (var lane in story.Lanes.Where(lane => lane.State is LaneState.Holding && IsDecided(lane.Current!.Hold!, isDecided)))
        {
            Tell(story, $"the hold at {lane.Current!.Id} ends: it is decided");
            lane.LeaveHold();
            Booking.Approach(story, lane, _clock.Now);
        }
    }

    // An action that sets nothing that the bank decides, decides nothing.
    private static bool IsDecided(Hold hold, Func<IReadOnlyList<FieldChange>, bool> isDecided)
    {
        var decided = Plot.StepsOf(hold.Actions.SelectMany(action => action.Steps))
            .Select(step => (IReadOnlyList<FieldChange>)[.. step.Set.Where(change => change.Field.IsDecision)])
            .Where(set => set is not [])
            .ToList();

        return decided is not [] && decided.TrueForAll(set => isDecided(set));
    }

    /// <summary>A lane is in a hold whose time is over.</summary>
    /// <remarks>An action that does not end the hold is done once: then the hold waits for a person alone.</remarks>
    public void TimeOut(Story story, Lane lane, DateTimeOffset at)
    {
        lane.IsHoldOver = false;
        Do(story, lane, lane.FindAction(lane.Current!.Hold!.TimeoutAction!)!, at);
    }

    private void Do(Story story, Lane lane, HoldAction action, DateTimeOffset at)
    {
        Tell(story, $"{action.Name} at {lane.Current!.Id}");
        lane.Enter(action, at);
        Booking.Approach(story, lane, at);
    }

    private void Tell(Story story, string what) => _journal.Add(new ChangeEntry { At = _clock.Now, About = ResourceKey.OfCustomer(story.CustomerId), What = what });
}
