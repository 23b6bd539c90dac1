using CrossRiver.Emulator.Kernel.Journal.Keeping;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Model;

namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>Manages the waits for people at the bank. The first action ends a hold, or its timeout. Call only while holding the world lock.</summary>
internal sealed class Holds
{
    private readonly EmulatorClock _clock;
    private readonly Agenda _agenda;
    private readonly JournalBuffer _journal;
    private readonly ActiveStories _stories;
    private readonly StoryCounts _counts;

    public Holds(EmulatorClock clock, Agenda agenda, JournalBuffer journal, ActiveStories stories, StoryCounts counts)
    {
        (_clock, _agenda, _journal, _stories, _counts) = (clock, agenda, journal, stories, counts);
        Booking = new StepBooking(agenda, stories, this);
    }

    public StepBooking Booking { get; }

    /// <summary>Starts the wait of a branch for a person.</summary>
    public void Begin(Story story, Branch branch, Hold hold, DateTimeOffset at)
    {
        branch.BeginHold();
        Record(story, $"waits at {branch.Current!.Id} for {string.Join(", ", hold.Actions.Select(action => action.Name))}");
        if (hold.Timeout is { } timeout)
        {
            branch.HoldEndsAt = ClockSetting.Later(at, story.SpanOf(timeout, branch, "timeout"));
            BookEnd(story, branch);
        }
    }

    /// <summary>Continues the wait of a hold after an action that did not end it.</summary>
    /// <param name="isRenewed">Whether another hold has begun since, so that the end of this one is no longer booked.</param>
    public void Continue(Story story, Branch branch, DateTimeOffset at, bool isRenewed)
    {
        if (branch.IsHoldOver)
        {
            TimeOut(story, branch, at);
        }
        else if (isRenewed && branch.HoldEndsAt is not null)
        {
            BookEnd(story, branch);
        }
    }

    public bool IsVoid(HoldEndEntry entry) => _stories.Find(entry.CustomerId) is not { } story || story.Branches[entry.Lane].Hold != entry.Hold;

    /// <summary>Ends the wait of a hold by its timeout.</summary>
    public void End(HoldEndEntry entry, DateTimeOffset dueAt)
    {
        if (IsVoid(entry))
        {
            return;
        }

        var story = _stories.Find(entry.CustomerId)!;
        var branch = story.Branches[entry.Lane];
        branch.IsHoldOver = true;
        if (branch.State is BranchState.Holding)
        {
            TimeOut(story, branch, dueAt);
        }
    }

    /// <summary>Does an action of a person, and returns whether a hold waited for it.</summary>
    public bool Act(Guid customerId, string action)
    {
        if (_stories.Find(customerId) is not { } story
            || story.Branches.FirstOrDefault(branch => branch.FindAction(action) is not null) is not { } branch)
        {
            return false;
        }

        _journal.Add(new ControlEntry { At = _clock.Now, What = $"actions: {action} at {branch.Key} of customer {customerId}" });
        Do(story, branch, branch.FindAction(action)!, _clock.Now);
        return true;
    }

    /// <summary>Ends holds without an action if all the decisions they wait for are made.</summary>
    /// <param name="isDecided">Returns whether the decisions in changes are made.</param>
    public void EndDecided(Story story, Func<IReadOnlyList<FieldChange>, bool> isDecided)
    {
        foreach (var branch in story.Branches.Where(branch => branch.State is BranchState.Holding && IsDecided(branch.Current!.Hold!, isDecided)))
        {
            Record(story, $"the hold at {branch.Current!.Id} ends: it is decided");
            branch.LeaveHold();
            Booking.Approach(story, branch, _clock.Now);
        }
    }

    // An action that sets no decision of the bank decides nothing.
    private static bool IsDecided(Hold hold, Func<IReadOnlyList<FieldChange>, bool> isDecided)
    {
        var decided = TimelineAnalysis.StepsOf(hold.Actions.SelectMany(action => action.Steps))
            .Select(step => (IReadOnlyList<FieldChange>)[.. step.Set.Where(change => change.Field.IsDecision)])
            .Where(set => set is not [])
            .ToList();

        return decided is not [] && decided.TrueForAll(set => isDecided(set));
    }

    /// <summary>Does the timeout action of a hold.</summary>
    /// <remarks>An action that does not end the hold is done once. After it, the hold waits only for a person.</remarks>
    public void TimeOut(Story story, Branch branch, DateTimeOffset at)
    {
        (branch.IsHoldOver, branch.HoldEndsAt) = (false, null);
        Do(story, branch, branch.FindAction(branch.Current!.Hold!.TimeoutAction!)!, at);
    }

    private void BookEnd(Story story, Branch branch) => _agenda.Book(branch.HoldEndsAt!.Value, new HoldEndEntry(story.CustomerId, branch.Number, branch.Hold));

    private void Do(Story story, Branch branch, HoldAction action, DateTimeOffset at)
    {
        Record(story, $"{action.Name} at {branch.Current!.Id}");
        _counts.Done(story.Scenario, branch.Current, action);
        branch.Enter(action, at);
        Booking.Approach(story, branch, at);
    }

    private void Record(Story story, string what) => _journal.Add(new ChangeEntry { At = _clock.Now, About = ResourceKey.OfCustomer(story.CustomerId), What = what });
}
