namespace CrossRiver.Emulator.Kernel.Worlds.Running;

/// <summary>Runs the due entries of an agenda in order. The world lock is taken for each entry.</summary>
/// <param name="busyWorlds">The queue for worlds that need more than one slice.</param>
/// <remarks>It runs on one thread at a time, in slices, and lets waiting calls take the lock first.</remarks>
internal abstract partial class AgendaRunner(EmulatorClock clock, WorldLock worldLock, BusyWorlds busyWorlds, Metrics metrics, ILogger logger) : Agenda(clock)
{
    private static readonly TimeSpan LongUntilTold = TimeSpan.FromSeconds(1);

    private readonly ILogger _logger = logger;

    // The start of the current run, on the machine.
    private long _runBegan;
    private bool _isHeldUp;

    /// <summary>Gets the number of entries that ran since the world began. Call only while holding the world lock.</summary>
    public long Ran { get; private set; }

    /// <summary>Gets or sets the advance that runs due entries, or null if they run on their own. Call only while holding the world lock.</summary>
    public Advance? Leader { get; set; }

    /// <summary>Gets the reach of skipping over waits for people. Call only while holding the world lock.</summary>
    public SkipReach Reach { get; } = new();

    /// <summary>Gets whether entries have been due for a second without a break, or a receiver takes less than is sent.</summary>
    public bool IsBusy { get; private set; }

    public bool IsStopped { get; private set; }

    /// <summary>Gets whether deliveries to the partner must end before new entries run. Call only while holding the world lock.</summary>
    /// <remarks>It must be false while nothing is in flight, or the world would never continue.</remarks>
    public virtual bool IsCongested => false;

    /// <summary>Stops running entries for good. Call only while holding the world lock.</summary>
    public void Stop()
    {
        IsStopped = true;
        Dispose();
    }

    /// <summary>Ends the advance and the busy state. Call only while holding the world lock.</summary>
    public void BreakOff() => (Leader, IsBusy, _runBegan) = (null, false, Clock.MachineTimestamp);

    /// <summary>Runs the first due entry.</summary>
    public bool TryRunNext(Predicate<AgendaEntry> mayRun) => worldLock.Run(() => FirstDue is { } first && mayRun(first) && RunNextDue());

    /// <summary>Continues if the world is no longer congested. Call only while holding the world lock.</summary>
    public void GoOn()
    {
        if (_isHeldUp && !IsCongested)
        {
            _isHeldUp = false;
            RenewAlarm();
        }
    }

    protected abstract void Run(DueEntry due);

    /// <summary>Reports that more is due than can be done. Called while the world lock is held.</summary>
    protected virtual void BecomeBusy()
    {
    }

    /// <summary>Reports that nothing is due any more in a busy world. Called while the world lock is held.</summary>
    protected virtual void ComeToRest()
    {
    }

    // The clock of a test may set off the alarm while this thread holds the lock.
    protected override void RunDue()
    {
        if (worldLock.IsHeld)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static runner => runner.RunDue(), this, preferLocal: false);
        }
        else if (worldLock.Run(() => !IsRunning && RunNextByItself()))
        {
            RunSlice();
        }
    }

    private void RunSlice()
    {
        for (var slice = new Slice(Clock); !slice.IsOver; slice.Count())
        {
            worldLock.Yield();
            if (!worldLock.Run(RunNextByItself))
            {
                return;
            }
        }

        worldLock.Run(Announce);
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
            Announce();
        }
        else if (IsBusy && Leader is null)
        {
            IsBusy = false;
            ComeToRest();
        }

        return false;
    }

    private bool Announce()
    {
        if (!IsBusy && (_isHeldUp || Clock.MachineElapsed(_runBegan) >= LongUntilTold))
        {
            IsBusy = true;
            BecomeBusy();
        }

        return IsBusy;
    }

    [SuppressMessage("Design", "CA1031", Justification = "On this thread an exception would end the process; the world goes on with its next entry.")]
    private bool RunNextDue()
    {
        if (IsStopped || !TryTakeDue(out var due))
        {
            return false;
        }

        Ran++;
        worldLock.DueAt = due.DueAt;
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

    // Deliveries of the entry are handed over after the lock is released, and before this.
    private void MeasureLateness(DueEntry due)
    {
        if (metrics.MeasuresLateness)
        {
            worldLock.RunAfterRelease(() => metrics.HandedOver(Clock.Now - due.DueAt));
        }
    }

    [LoggerMessage(LogLevel.Error, "{Entry} failed in the emulator")]
    private partial void LogEntryFailed(Exception exception, AgendaEntry entry);
}

/// <summary>Represents the work of a world between two pauses: some entries, or some milliseconds on the machine's clock.</summary>
internal sealed class Slice(EmulatorClock clock)
{
    private const int MostEntries = 256;

    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(5);

    private long _began = clock.MachineTimestamp;
    private int _entries;

    /// <summary>Gets whether other work should run now.</summary>
    public bool IsOver => _entries >= MostEntries || clock.MachineElapsed(_began) >= Longest;

    public void Count() => _entries++;

    /// <summary>Counts an entry. After the end of a slice, other work of the thread pool runs first, and a new slice begins.</summary>
    /// <exception cref="OperationCanceledException">The slice is over and the caller has cancelled.</exception>
    public async ValueTask CountAsync(CancellationToken cancellationToken)
    {
        Count();
        if (IsOver)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            (_began, _entries) = (clock.MachineTimestamp, 0);
        }
    }
}
