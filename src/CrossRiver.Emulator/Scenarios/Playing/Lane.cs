using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Playing.Saving;

namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>A row of steps that come one after another, and where it stands. The timeline is one; each step with <c>at</c> is one of its own.</summary>
/// <param name="number">Its place among the lanes of its story, from 0.</param>
/// <param name="steps">The steps.</param>
/// <param name="startsAt">From when its first step counts.</param>
internal sealed class Lane(int number, IReadOnlyList<Step> steps, DateTimeOffset startsAt)
{
    // The steps that the lane is in, from the timeline inwards: a way that was chosen, a repetition, an action.
    private readonly List<Frame> _frames = [new Frame(steps, startsAt)];

    public int Number { get; } = number;

    /// <summary>What the lane waits for.</summary>
    public LaneState State { get; private set; }

    /// <summary>Names the wait that the lane is in. An entry of the agenda that was booked for another one is void.</summary>
    public int Ticket { get; private set; }

    /// <summary>When what the lane waits for comes at the latest; <see langword="null"/> when only others can say it.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>How often what the lane waits for must still happen, while it waits for calls or reads.</summary>
    public int Missing { get; set; }

    /// <summary>When the event of the next step comes, if its change is visible before.</summary>
    public DateTimeOffset? EventAt { get; set; }

    /// <summary>The events of changes that are visible already, or <see langword="null"/>.</summary>
    public IReadOnlyList<string>? Unannounced { get; set; }

    /// <summary>Names the hold that the lane is in, or was in last.</summary>
    public int Hold { get; private set; }

    /// <summary>When the hold that the lane is in ends by itself, or <see langword="null"/> when it does not.</summary>
    public DateTimeOffset? HoldEndsAt { get; set; }

    /// <summary>Whether the time of the hold is over, although something else is being done.</summary>
    public bool IsHoldOver { get; set; }

    /// <summary>The step that is next, or whose hold the lane is in; <see langword="null"/> when the lane has ended.</summary>
    public Step? Current => Innermost.Index < Innermost.Steps.Count ? Innermost.Steps[Innermost.Index] : null;

    /// <summary>Whether the lane is at the end of steps within others, and has still to leave them or to begin them again.</summary>
    public bool IsBehindSteps => Current is null && _frames.Count > 1;

    /// <summary>Where the lane stands, as its steps are named: for choices that belong to no single step.</summary>
    public string Place => $"{_frames[^2].Steps[_frames[^2].Index].Id}{Occurrence}";

    /// <summary>Which time it is that the step comes, as its repetitions have it: empty outside of them, else for example <c>/3</c>.</summary>
    public string Occurrence => IsInRepetition ? string.Concat(_frames.Where(frame => frame.Repeat is not null).Select(frame => $"/{frame.Time}")) : "";

    /// <summary>Whether a time of a repetition is next.</summary>
    public bool IsBeforeRepetition => Current?.Repeat is not null || IsInRepetition;

    private bool IsInRepetition => _frames.Exists(static frame => frame.Repeat is not null);

    private Frame Innermost => _frames[^1];

    /// <summary>Begins another wait.</summary>
    /// <param name="state">What for.</param>
    /// <param name="dueAt">When that comes at the latest, if it is known.</param>
    /// <returns>Its ticket.</returns>
    public int Wait(LaneState state, DateTimeOffset? dueAt = null)
    {
        State = state;
        DueAt = dueAt;
        return ++Ticket;
    }

    /// <summary>Begins to wait for a person.</summary>
    public void BeginHold()
    {
        Wait(LaneState.Holding);
        Hold++;
        IsHoldOver = false;
        HoldEndsAt = null;
    }

    /// <summary>Leaves a hold behind without any of its actions.</summary>
    public void LeaveHold()
    {
        Wait(LaneState.Time);
        Hold++;
        MoveOn();
    }

    /// <summary>The step that is next comes at another time than its own; if it is the first of a repetition's time, that begins then.</summary>
    public void Shift(DateTimeOffset to)
    {
        if (Innermost is { Repeat: not null, Index: 0 })
        {
            Innermost.BeganAt = to;
        }
    }

    /// <summary>A lane that stands where this one does, to look ahead with.</summary>
    public Lane Copy()
    {
        var copy = new Lane(Number, [], default) { State = State, DueAt = DueAt, EventAt = EventAt, Missing = Missing };
        copy._frames.Clear();
        copy._frames.AddRange(_frames.Select(frame => frame.Copy()));

        return copy;
    }

    /// <summary>Finds what a person can do now, or returns <see langword="null"/>.</summary>
    public HoldAction? FindAction(string name) =>
        State is LaneState.Holding ? Current!.Hold!.Actions.FirstOrDefault(action => action.Name == name) : null;

    /// <summary>Goes one of the ways that the current step has; behind it the lane goes on where it is now.</summary>
    /// <param name="way">Which one, from 0.</param>
    /// <param name="at">From when it counts.</param>
    public void Enter(int way, DateTimeOffset at) => _frames.Add(new Frame(Current!.Choose[way].Steps, at) { Way = way });

    /// <summary>Goes into steps that come again and again.</summary>
    public void Enter(Repeat repeat, DateTimeOffset at) => _frames.Add(new Frame(repeat.Steps, at) { Repeat = repeat });

    /// <summary>Goes into the steps of an action.</summary>
    public void Enter(HoldAction action, DateTimeOffset at)
    {
        Wait(LaneState.Time);
        Hold += action.Stays ? 0 : 1;
        _frames.Add(new Frame(action.Steps, at) { Action = action.Name, ReturnsToHold = action.Stays });
    }

    /// <summary>Leaves the step behind.</summary>
    public void MoveOn() => Innermost.Index++;

    /// <summary>Leaves what is at its end, until there is a step again.</summary>
    /// <param name="from">When the last step ended.</param>
    /// <param name="pause">Chooses how long it is from the beginning of one time of a repetition to the next.</param>
    /// <returns>From when the next step counts.</returns>
    public DateTimeOffset Settle(DateTimeOffset from, Func<Delay, TimeSpan> pause)
    {
        while (IsBehindSteps)
        {
            var ended = Innermost;
            if (ended.Repeat is { Times: var times, Every: var every } && ended.Time < times)
            {
                ended.BeganAt = ClockCourse.Later(ended.BeganAt, pause(every));
                ended.Time++;
                ended.Index = 0;
                from = ended.BeganAt > from ? ended.BeganAt : from;
                continue;
            }

            _frames.RemoveAt(_frames.Count - 1);
            if (ended.ReturnsToHold)
            {
                Wait(LaneState.Holding);
                return from;
            }

            MoveOn();
        }

        return from;
    }

    /// <summary>What a snapshot keeps of the lane.</summary>
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
        Frames = [.. _frames.Select(frame => new SavedFrame(frame.Index, frame.Time, frame.BeganAt, frame.Way, frame.Action))],
    };

    /// <summary>Stands where a lane of the same steps stood when it was saved.</summary>
    /// <exception cref="ArgumentException">It stood somewhere that these steps do not have.</exception>
    public void Load(SavedLane saved)
    {
        var outermost = _frames[0].Steps;
        _frames.Clear();
        foreach (var frame in saved.Frames)
        {
            var loaded = _frames is [] ? new Frame(outermost, frame.BeganAt) : Inner(frame);
            _frames.Add(loaded);
            (loaded.Index, loaded.Time) = (frame.Index, frame.Time);
        }

        if (saved.Frames is [] || _frames.Exists(frame => frame.Index < 0 || frame.Index > frame.Steps.Count))
        {
            throw new ArgumentException("The lane stands at no step.", nameof(saved));
        }

        (State, Ticket, Missing, Hold, IsHoldOver) = (saved.State, saved.Ticket, saved.Missing, saved.Hold, saved.IsHoldOver);
        (DueAt, HoldEndsAt, EventAt, Unannounced) = (saved.DueAt, saved.HoldEndsAt, saved.EventAt, saved.Unannounced);
    }

    private Frame Inner(SavedFrame saved) => (saved, Current) switch
    {
        ({ Way: { } way }, { Choose: var ways }) when way >= 0 && way < ways.Count => new Frame(ways[way].Steps, saved.BeganAt) { Way = way },
        ({ Action: { } name }, { Hold.Actions: var actions }) when actions.FirstOrDefault(action => action.Name == name) is { } action =>
            new Frame(action.Steps, saved.BeganAt) { Action = name, ReturnsToHold = action.Stays },
        ({ Way: null, Action: null }, { Repeat: { } repeat }) => new Frame(repeat.Steps, saved.BeganAt) { Repeat = repeat },
        _ => throw new ArgumentException("The lane stands in no step that leads further.", nameof(saved)),
    };

    /// <summary>Some steps, and where the lane stands among them.</summary>
    private sealed class Frame(IReadOnlyList<Step> steps, DateTimeOffset beganAt)
    {
        public IReadOnlyList<Step> Steps { get; } = steps;

        public int Index { get; set; }

        public Repeat? Repeat { get; init; }

        /// <summary>Which time of the repetition it is, from 1.</summary>
        public int Time { get; set; } = 1;

        /// <summary>When this time of the repetition began.</summary>
        public DateTimeOffset BeganAt { get; set; } = beganAt;

        /// <summary>Which of several ways the steps are, or <see langword="null"/> when they are none.</summary>
        public int? Way { get; init; }

        /// <summary>The action whose steps they are, or <see langword="null"/> when they are none.</summary>
        public string? Action { get; init; }

        /// <summary>Whether the hold goes on behind the steps.</summary>
        public bool ReturnsToHold { get; init; }

        public Frame Copy() => new(Steps, BeganAt) { Index = Index, Repeat = Repeat, Time = Time, Way = Way, Action = Action, ReturnsToHold = ReturnsToHold };
    }
}
