using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Playing.Saving;

namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>Represents the position in a branch: consecutive steps of a story. The timeline is one branch, and each step with <c>at</c> is another.</summary>
/// <param name="number">The place among the branches of the story, from 0.</param>
/// <param name="startsAt">The time from which the first step counts.</param>
internal sealed class Branch(int number, IReadOnlyList<Step> steps, DateTimeOffset startsAt)
{
    // In the innermost of the nested step lists: a choice, a repetition, an action, or the timeline itself.
    private Frame _frame = new(steps, Around: null) { BeganAt = startsAt };

    public int Number { get; } = number;

    public BranchState State { get; private set; }

    /// <summary>Gets the number of the current wait. An agenda entry for another number is void.</summary>
    public int Ticket { get; private set; }

    /// <summary>Gets the latest time at which the wait ends, or null if it has no limit.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>Gets or sets the number of calls or reads that the wait still needs.</summary>
    public int Missing { get; set; }

    /// <summary>Gets or sets the time of the next step's event, if its change is visible before, or null.</summary>
    public DateTimeOffset? EventAt { get; set; }

    /// <summary>Gets or sets the events of changes that are already visible, or null.</summary>
    public IReadOnlyList<string>? Unannounced { get; set; }

    /// <summary>Gets the number of the current or latest hold.</summary>
    public int Hold { get; private set; }

    /// <summary>Gets or sets the time at which the hold times out, or null if it does not.</summary>
    public DateTimeOffset? HoldEndsAt { get; set; }

    /// <summary>Gets or sets whether the hold has timed out during another action.</summary>
    public bool IsHoldOver { get; set; }

    /// <summary>Gets the hold that waits, or continues after the current steps, or null.</summary>
    public Hold? CurrentHold => State is BranchState.Holding ? Current?.Hold : _frame.HoldAround;

    /// <summary>Gets the next step, or the step whose hold waits, or null at the end of the branch.</summary>
    public Step? Current => _frame.Current;

    /// <summary>Gets whether the branch is at the end of nested steps, which must be left or repeated.</summary>
    public bool IsBehindSteps => Current is null && _frame.Around is not null;

    /// <summary>Gets the name of the enclosing step, for choices that belong to no single step.</summary>
    public string Place => $"{_frame.Around!.Current!.Id}{Occurrence}";

    /// <summary>Gets the rounds of the enclosing repetitions, for example <c>/3</c>, or an empty text outside of repetitions.</summary>
    public string Occurrence => _frame.Rounds;

    public string Key => Current!.KeyOf(Occurrence);

    /// <summary>Gets whether the next step belongs to a round of a repetition.</summary>
    public bool IsBeforeRepetition => Current?.Repeat is not null || _frame.IsInRepetition;

    /// <summary>Starts another wait, and returns its number.</summary>
    public int Wait(BranchState state, DateTimeOffset? dueAt = null)
    {
        State = state;
        DueAt = dueAt;
        return ++Ticket;
    }

    public void BeginHold()
    {
        Wait(BranchState.Holding);
        Hold++;
        IsHoldOver = false;
        HoldEndsAt = null;
    }

    /// <summary>Ends a hold without an action.</summary>
    public void LeaveHold()
    {
        Wait(BranchState.Time);
        Hold++;
        MoveOn();
    }

    /// <summary>Moves the start of the current round to another time, if the next step is the first of the round.</summary>
    public void Shift(DateTimeOffset to)
    {
        if (_frame is { Repeat: not null, Index: 0 })
        {
            _frame.BeganAt = to;
        }
    }

    /// <summary>Returns a copy of the branch for a forecast.</summary>
    public Branch Copy() => new(Number, [], default) { _frame = _frame.Copy(), State = State, DueAt = DueAt, EventAt = EventAt, Missing = Missing };

    public HoldAction? FindAction(string name) => State is BranchState.Holding ? Current!.Hold!.Actions.FirstOrDefault(action => action.Name == name) : null;

    /// <summary>Enters an alternative of the current step. After it, the branch continues after the step.</summary>
    /// <param name="at">The time from which its steps count.</param>
    public void Enter(int way, DateTimeOffset at) => _frame = new Frame(Current!.Choose[way].Steps, _frame) { BeganAt = at, Way = way };

    public void Enter(Repeat repeat, DateTimeOffset at) => _frame = new Frame(repeat.Steps, _frame) { BeganAt = at, Repeat = repeat };

    public void Enter(HoldAction action, DateTimeOffset at)
    {
        Wait(BranchState.Time);
        Hold += action.Stays ? 0 : 1;
        _frame = action.Stays
            ? new Frame(action.Steps, _frame) { BeganAt = at, Action = action.Name, ReturnsToHold = true, Hold = Hold, HoldEndsAt = HoldEndsAt }
            : new Frame(action.Steps, _frame) { BeganAt = at, Action = action.Name };
    }

    public void MoveOn() => _frame.Index++;

    /// <summary>Leaves finished step lists up to the next step, and returns the time from which that step counts.</summary>
    /// <param name="from">The end of the last step.</param>
    /// <param name="pause">Returns the time from the start of one round of a repetition to the start of the next.</param>
    public DateTimeOffset Settle(DateTimeOffset from, Func<Delay, TimeSpan> pause)
    {
        while (IsBehindSteps)
        {
            var ended = _frame;
            if (ended.Repeat is { Times: var times, Every: var every } && ended.Time < times)
            {
                ended.BeganAt = ClockSetting.Later(ended.BeganAt, pause(every));
                ended.Time++;
                ended.Index = 0;
                from = ended.BeganAt > from ? ended.BeganAt : from;
                continue;
            }

            _frame = ended.Around!;
            if (ended.ReturnsToHold)
            {
                ReturnToHold(ended, from);
                return from;
            }

            MoveOn();
        }

        return from;
    }

    public SavedLane Save() => new()
    {
        State = State,
        DueAt = DueAt,
        Ticket = Ticket,
        Missing = Missing,
        EventAt = EventAt,
        Unannounced = Unannounced,
        Hold = Hold,
        HoldEndsAt = HoldEndsAt,
        IsHoldOver = IsHoldOver,
        Frames = [.. _frame.FromInside.Reverse().Select(frame => new SavedFrame(frame.Index, frame.Time, frame.BeganAt, frame.Way, frame.Action, frame.Hold, frame.HoldEndsAt))],
    };

    /// <summary>Restores a saved position in the same steps.</summary>
    /// <exception cref="ArgumentException">These steps do not have the saved position.</exception>
    public void Load(SavedLane saved)
    {
        foreach (var (depth, frame) in saved.Frames.Index())
        {
            _frame = depth is 0 ? new Frame(_frame.Steps, Around: null) : Inner(frame);
            (_frame.Index, _frame.Time, _frame.BeganAt) = (frame.Index, frame.Time, frame.BeganAt);
            (_frame.Hold, _frame.HoldEndsAt) = (frame.Hold, frame.HoldEndsAt);
        }

        if (saved.Frames is [] || _frame.FromInside.Any(frame => frame.Index < 0 || frame.Index > frame.Steps.Count))
        {
            throw new ArgumentException("The lane stands at no step.", nameof(saved));
        }

        (State, Ticket, Missing, Hold, IsHoldOver) = (saved.State, saved.Ticket, saved.Missing, saved.Hold, saved.IsHoldOver);
        (DueAt, HoldEndsAt, EventAt, Unannounced) = (saved.DueAt, saved.HoldEndsAt, saved.EventAt, saved.Unannounced);
        if (!IsWaitOfStep() || (IsHoldOver && CurrentHold is { TimeoutAction: null }) || _frame.FromInside.Any(EndsWithoutAction))
        {
            throw new ArgumentException($"The lane waits for what its step does not have ({State}).", nameof(saved));
        }
    }

    // Another hold in the steps has taken the place of this one, which gets a new number.
    private void ReturnToHold(Frame ended, DateTimeOffset at)
    {
        Wait(BranchState.Holding);
        if (ended.Hold is { } number && number != Hold)
        {
            Hold++;
            (HoldEndsAt, IsHoldOver) = (ended.HoldEndsAt, ended.HoldEndsAt <= at);
        }
    }

    private bool IsWaitOfStep() => State switch
    {
        BranchState.Time => Current is not null && DueAt is not null,
        BranchState.Upon => Current?.WaitFor is not null,
        BranchState.Holding => Current?.Hold is not null,
        _ => true,
    };

    private static bool EndsWithoutAction(Frame frame) => frame.HoldEndsAt is not null && frame.Around?.Current?.Hold?.TimeoutAction is null;

    private Frame Inner(SavedFrame saved) => (saved, Current) switch
    {
        ({ Way: { } way }, { Choose: var ways }) when way >= 0 && way < ways.Count => new Frame(ways[way].Steps, _frame) { Way = way },
        ({ Action: { } name }, { Hold.Actions: var actions }) when actions.FirstOrDefault(action => action.Name == name) is { } action =>
            new Frame(action.Steps, _frame) { Action = name, ReturnsToHold = action.Stays },
        ({ Way: null, Action: null }, { Repeat: { } repeat }) => new Frame(repeat.Steps, _frame) { Repeat = repeat },
        _ => throw new ArgumentException("The lane stands in no step that leads further.", nameof(saved)),
    };
}

/// <summary>Specifies the wait of a branch: a time on the agenda; a call, reads or an acknowledgement; a person; or nothing, at its end.</summary>
internal enum BranchState
{
    Time,
    Upon,
    Holding,
    Ended,
}
