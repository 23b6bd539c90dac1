using System.Diagnostics.CodeAnalysis;
using CrossRiver.Emulator.Signals;
using CrossRiver.Emulator.Time;

namespace CrossRiver.Emulator.Worlds.Running;

/// <summary>An agenda that runs what is due, in order, each entry in a turn of its own.</summary>
/// <param name="clock">The world's clock.</param>
/// <param name="turn">The world's turn.</param>
/// <param name="measurements">Told how late entries are.</param>
/// <param name="logger">Told of entries that fail.</param>
internal abstract partial class AgendaRunner(EmulatorClock clock, Turn turn, Measurements measurements, ILogger logger) : Agenda(clock)
{
    private readonly ILogger _logger = logger;

    /// <summary>Within a turn: how many entries were run since the world began.</summary>
    public long Ran { get; private set; }

    /// <summary>Within a turn: the advance that runs what is due, or <see langword="null"/> when entries run by themselves.</summary>
    public Advance? Leader { get; set; }

    /// <summary>Within a turn: how far skipping may go over waits for people.</summary>
    public SkipReach Reach { get; } = new();

    /// <summary>Whether nothing is run any more.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Within a turn: runs nothing any more.</summary>
    public void Stop()
    {
        IsStopped = true;
        Dispose();
    }

    /// <summary>Runs the first entry that is due, in a turn of its own.</summary>
    /// <param name="mayRun">Whether it may be run now.</param>
    /// <returns>Whether there was one that may.</returns>
    public bool TryRunNext(Predicate<AgendaEntry> mayRun) => turn.Take(() => FirstDue is { } first && mayRun(first) && RunNextDue());

    /// <summary>Does what an entry says.</summary>
    protected abstract void Run(DueEntry due);

    // A test's clock may ring the alarm in the middle of a turn.
    protected override void RunDue()
    {
        if (turn.IsTaken)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static runner => runner.RunDue(), this, preferLocal: false);
            return;
        }

        while (turn.Take(RunNextDueByItself))
        {
        }
    }

    private bool RunNextDueByItself() => Leader is null && RunNextDue();

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
