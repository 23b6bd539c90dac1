using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Playing.Saving;

namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>Represents the position in a branch: consecutive steps of a story. The timeline is one branch, and each step with <c>at</c> is another.</summary>
/// <param name="number">The place among the branches of the story, from 0.</param>
/// <param name="startsAt">The time from which the first step counts.</param>
internal sealed class Branch(int number, IReadOnlyList<Step> steps, DateTimeOffset startsAt)
{
    // The nested step lists, from the timeline inwards: a choice, a repetition, or an action.
    private readonly List<Frame> _frames = [new Frame(steps) { BeganAt = startsAt }];

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
    public Hold? CurrentHold => State is BranchState.Holding ? Current?.Hold : StepAround(_frames.FindLastIndex(static frame => frame.ReturnsToHold))?.Hold;

    /// <summary>Gets the next step, or the step whose hold waits, or null at the end of the branch.</summary>
    public Step? Current => Innermost.Index < Innermost.Steps.Count ? Innermost.Steps[Innermost.Index] : null;

    /// <summary>Gets whether the branch is at the end of nested steps, which must be left or repeated.</summary>
    public bool IsBehindSteps => Current is null && _frames.Count > 1;

    /// <summary>Gets the name of the enclosing step, for choices that belong to no single step.</summary>
    public string Place => $"{_frames[^2].Steps[_frames[^2].Index].Id}{Occurrence}";

    /// <summary>Gets the rounds of the enclosing repetitions, for example <c>/3</c>, or an empty text outside of repetitions.</summary>
    public string Occurrence => IsInRepetition ? string.Concat(_frames.Where(frame => frame.Repeat is not null).Select(frame => $"/{frame.Time}")) : "";

    public string Key => Current!.KeyOf(Occurrence);

    /// <summary>Gets whether the next step belongs to a round of a repetition.</summary>
    public bool IsBeforeRepetition => Current?.Repeat is not null || IsInRepetition;

    private bool IsInRepetition => _frames.Exists(static frame => frame.Repeat is not null);

    private Frame Innermost => _frames[^1];

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
        if (Innermost is { Repeat: not null, Index: 0 })
        {
            Innermost.BeganAt = to;
        }
    }

    /// <summary>Returns a copy of the branch for a forecast.</summary>
    public Branch Copy()
    {
        var copy = new Branch(Number, [], default) { State = State, DueAt = DueAt, EventAt = EventAt, Missing = Missing };
        copy._frames.Clear();
        copy._frames.AddRange(_frames.Select(frame => frame with { }));
        return copy;
    }

    public HoldAction? FindAction(string name) => State is BranchState.Holding ? Current!.Hold!.Actions.FirstOrDefault(action => action.Name == name) : null;

    /// <summary>Enters an alternative of the current step. After it, the branch continues after the step.</summary>
    /// <param name="at">The time from which its steps count.</param>
    public void Enter(int way, DateTimeOffset at) => _frames.Add(new Frame(Current!.Choose[way].Steps) { BeganAt = at, Way = way });

    public void Enter(Repeat repeat, DateTimeOffset at) => _frames.Add(new Frame(repeat.Steps) { BeganAt = at, Repeat = repeat });

    public void Enter(HoldAction action, DateTimeOffset at)
    {
        Wait(BranchState.Time);
        Hold += action.Stays ? 0 : 1;
        _frames.Add(action.Stays
            ? new Frame(action.Steps) { BeganAt = at, Action = action.Name, ReturnsToHold = true, Hold = Hold, HoldEndsAt = HoldEndsAt }
            : new Frame(action.Steps) { BeganAt = at, Action = action.Name });
    }

    public void MoveOn() => Innermost.Index++;

    /// <summary>Leaves finished step lists up to the next step, and returns the time from which that step counts.</summary>
    /// <param name="from">The end of the last step.</param>
    /// <param name="pause">Returns the time from the start of one round of a repetition to the start of the next.</param>
    public DateTimeOffset Settle(DateTimeOffset from, Func<Delay, TimeSpan> pause)
    {
        while (IsBehindSteps)
        {
            var ended = Innermost;
            if (ended.Repeat is { Times: var times, Every: var every } && ended.Time < times)
            {
                ended.BeganAt = ClockSetting.Later(ended.BeganAt, pause(every));
                ended.Time++;
                ended.Index = 0;
                from = ended.BeganAt > from ? ended.BeganAt : from;
                continue;
            }

            _frames.RemoveAt(_frames.Count - 1);
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
        Frames = [.. _frames.Select(frame => new SavedFrame(frame.Index, frame.Time, frame.BeganAt, frame.Way, frame.Action, frame.Hold, frame.HoldEndsAt))],
    };

    /// <summary>Restores a saved position in the same steps.</summary>
    /// <exception cref="ArgumentException">These steps do not have the saved position.</exception>
    public void Load(SavedLane saved)
    {
        var outermost = _frames[0].Steps;
        _frames.Clear();
        foreach (var frame in saved.Frames)
        {
            var loaded = _frames is [] ? new Frame(outermost) : Inner(frame);
            _frames.Add(loaded);
            (loaded.Index, loaded.Time, loaded.BeganAt) = (frame.Index, frame.Time, frame.BeganAt);
            (loaded.Hold, loaded.HoldEndsAt) = (frame.Hold, frame.HoldEndsAt);
        }

        if (saved.Frames is [] || _frames.Exists(frame => frame.Index < 0 || frame.Index > frame.Steps.Count))
        {
            throw new ArgumentException("The lane stands at no step.", nameof(saved));
        }

        (State, Ticket, Missing, Hold, IsHoldOver) = (saved.State, saved.Ticket, saved.Missing, saved.Hold, saved.IsHoldOver);
        (DueAt, HoldEndsAt, EventAt, Unannounced) = (saved.DueAt, saved.HoldEndsAt, saved.EventAt, saved.Unannounced);
        if (!IsWaitOfStep() || (IsHoldOver && CurrentHold is { TimeoutAction: null }) || _frames.Index().Any(EndsWithoutAction))
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

    private bool EndsWithoutAction((int Index, Frame Frame) inner) => inner.Frame.HoldEndsAt is not null && StepAround(inner.Index)?.Hold?.TimeoutAction is null;

    // The step whose list is the given frame, or null for the outermost frame and for none.
    private Step? StepAround(int frame) => frame > 0 ? _frames[frame - 1].Steps[_frames[frame - 1].Index] : null;

    private Frame Inner(SavedFrame saved) => (saved, Current) switch
    {
        ({ Way: { } way }, { Choose: var ways }) when way >= 0 && way < ways.Count => new Frame(ways[way].Steps) { Way = way },
        ({ Action: { } name }, { Hold.Actions: var actions }) when actions.FirstOrDefault(action => action.Name == name) is { } action =>
            new Frame(action.Steps) { Action = name, ReturnsToHold = action.Stays },
        ({ Way: null, Action: null }, { Repeat: { } repeat }) => new Frame(repeat.Steps) { Repeat = repeat },
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
