namespace CrossRiver.Emulator.Kernel.Worlds.Running;

/// <summary>An agenda that runs what is due, in order, each entry in a turn of its own.</summary>
/// <param name="turn">The world's turn.</param>
/// <param name="busyWorlds">Where the world stands in line when one slice is not enough.</param>
/// <param name="measurements">Told how late entries are.</param>
/// <param name="logger">Told of entries that fail.</param>
/// <remarks>It runs on one thread at a time, in slices, and gives way to calls that wait for their turns.</remarks>
internal abstract partial class AgendaRunner(EmulatorClock clock, Turn turn, BusyWorlds busyWorlds, Measurements measurements, ILogger logger) : Agenda(clock)
{
    private static readonly TimeSpan LongUntilTold = TimeSpan.FromSeconds(1);

    private readonly ILogger _logger = logger;

    // When the run that is under way began, on the machine, and whether it was told that it does not end.
    private long _runBegan;
    private bool _isTold;
    private bool _isHeldUp;

    /// <summary>Within a turn: how many entries were run since the world began.</summary>
    public long Ran { get; private set; }

    /// <summary>Within a turn: the advance that runs what is due, or null when entries run by themselves.</summary>
    public Advance? Leader { get; set; }

    /// <summary>Within a turn: how far skipping may go over waits for people.</summary>
    public SkipReach Reach { get; } = new();

    /// <summary>Gets whether more is due than can be done: entries for a second without a break, or more to send than a receiver takes.</summary>
    public bool IsBusy => _isTold;

    /// <summary>Whether nothing is run any more.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Gets whether so much is on its way to the partner that nothing new may happen before some of it has its answer.</summary>
    /// <remarks>Call only while holding the world's turn. It must not be so while nothing is under way, or nothing would ever go on.</remarks>
    public virtual bool IsCongested => false;

    /// <summary>Within a turn: runs nothing any more.</summary>
    public void Stop()
    {
        IsStopped = true;
        Dispose();
    }

    /// <summary>Within a turn: ends the advance, and what was told of a run counts no more.</summary>
    public void BreakOff() => (Leader, _isTold, _runBegan) = (null, false, Clock.MachineTimestamp);

    /// <summary>Runs the first entry that is due, in a turn of its own.</summary>
    /// <param name="mayRun">Whether it may be run now.</param>
    /// <returns>Whether there was one that may.</returns>
    public bool TryRunNext(Predicate<AgendaEntry> mayRun) => turn.Take(() => FirstDue is { } first && mayRun(first) && RunNextDue());

    /// <summary>Within a turn: goes on if the world was congested and is not any more.</summary>
    public void GoOn()
    {
        if (_isHeldUp && !IsCongested)
        {
            _isHeldUp = false;
            RenewAlarm();
        }
    }

    /// <summary>Does what an entry says.</summary>
    protected abstract void Run(DueEntry due);

    /// <summary>Within a turn: more is due than can be done.</summary>
    protected virtual void BecomeBusy()
    {
    }

    /// <summary>Within a turn: nothing is due any more in a world that was busy.</summary>
    protected virtual void ComeToRest()
    {
    }

    // A test's clock may ring the alarm in the middle of a turn.
    protected override void RunDue()
    {
        if (turn.IsTaken)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static runner => runner.RunDue(), this, preferLocal: false);
        }
        else if (turn.Take(() => !IsRunning && RunNextByItself()))
        {
            RunSlice();
        }
    }

    private void RunSlice()
    {
        for (var slice = new Slice(Clock); !slice.IsOver; slice.Count())
        {
            turn.GiveWay();
            if (!turn.Take(RunNextByItself))
            {
                return;
            }
        }

        turn.Take(Tell);
        busyWorlds.Enqueue(RunSlice);
    }

    private bool RunNextByItself()
    {
        if (!IsRunning)
        {
            (IsRunning, _runBegan) = (true, Clock.MachineTimestamp);
        }

        _isHeldUp = Leader is null && IsCongested;
        if (Leader is null && !_isHeldUp && RunNextDue())
        {
            return true;
        }

        IsRunning = false;
        if (_isHeldUp)
        {
            Tell();
        }
        else if (_isTold && Leader is null)
        {
            _isTold = false;
            ComeToRest();
        }

        return false;
    }

    private bool Tell()
    {
        if (!_isTold && (_isHeldUp || Clock.MachineElapsed(_runBegan) >= LongUntilTold))
        {
            _isTold = true;
            BecomeBusy();
        }

        return _isTold;
    }

    [SuppressMessage("Design", "CA1031", Justification = "On this thread an exception would end the process; the world goes on with its next entry.")]
    private bool RunNextDue()
    {
        if (IsStopped || !TryTakeDue(out var due))
        {
            return false;
        }

        Ran++;
        turn.DueAt = due.DueAt;
        try
        {
            Run(due);
            MeasureLateness(due);
        }
        catch (Exception exception)
        {
            LogEntryFailed(exception, due.Entry);
        }

        return true;
    }

    // What the entry has to send is handed over after the turn, and before this.
    private void MeasureLateness(DueEntry due)
    {
        if (measurements.MeasuresLateness)
        {
            turn.LeaveForAfterwards(() => measurements.HandedOver(Clock.Now - due.DueAt));
        }
    }

    [LoggerMessage(LogLevel.Error, "{Entry} failed in the emulator")]
    private partial void LogEntryFailed(Exception exception, AgendaEntry entry);
}
