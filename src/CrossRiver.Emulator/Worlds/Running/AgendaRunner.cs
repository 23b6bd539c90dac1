using System.Diagnostics.CodeAnalysis;
using CrossRiver.Emulator.Signals;
using CrossRiver.Emulator.Time;

namespace CrossRiver.Emulator.Worlds.Running;

/// <summary>Runs what is due on a world's agenda, in order, each entry in a turn of its own.</summary>
internal sealed partial class AgendaRunner : IDisposable
{
    private readonly EmulatorClock _clock;
    private readonly Turn _turn;
    private readonly Action<DueEntry> _run;
    private readonly Measurements _measurements;
    private readonly ILogger _logger;

    /// <param name="clock">The world's clock.</param>
    /// <param name="turn">The world's turn.</param>
    /// <param name="run">Does what an entry says.</param>
    /// <param name="measurements">Told how late entries are.</param>
    /// <param name="logger">Told of entries that fail.</param>
    public AgendaRunner(EmulatorClock clock, Turn turn, Action<DueEntry> run, Measurements measurements, ILogger logger)
    {
        _clock = clock;
        _turn = turn;
        _run = run;
        _measurements = measurements;
        _logger = logger;
        Agenda = new Agenda(clock, RunDue);
    }

    public Agenda Agenda { get; }

    /// <summary>Within a turn: how many entries were run since the world began.</summary>
    public long Ran { get; private set; }

    /// <summary>Within a turn: whether entries that are due wait for whoever advances the time, and do not run by themselves.</summary>
    public bool IsLed { get; set; }

    /// <summary>Whether nothing is run any more.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Within a turn: runs nothing any more.</summary>
    public void Stop()
    {
        IsStopped = true;
        Agenda.Dispose();
    }

    public void Dispose() => Agenda.Dispose();

    /// <summary>Runs the first entry that is due, in a turn of its own.</summary>
    /// <param name="mayRun">Whether it may be run now.</param>
    /// <returns>Whether there was one that may.</returns>
    public bool TryRunNext(Predicate<AgendaEntry> mayRun) => _turn.Take(() => Agenda.FirstDue is { } first && mayRun(first) && RunNextDue());

    // Runs on a thread of the pool when the agenda's alarm rings. A test's clock may ring it in the middle of a turn.
    private void RunDue()
    {
        if (_turn.IsTaken)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static runner => runner.RunDue(), this, preferLocal: false);
            return;
        }

        while (_turn.Take(RunNextDueByItself))
        {
        }
    }

    private bool RunNextDueByItself() => !IsLed && RunNextDue();

    [SuppressMessage("Design", "CA1031", Justification = "On this thread an exception would end the process; the world goes on with its next entry.")]
    private bool RunNextDue()
    {
        if (IsStopped || !Agenda.TryTakeDue(out var due))
        {
            return false;
        }

        Ran++;
        _turn.DueAt = due.DueAt;
        try
        {
            _run(due);
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
        if (_measurements.MeasuresLateness)
        {
            _turn.LeaveForAfterwards(() => _measurements.HandedOver(_clock.Now - due.DueAt));
        }
    }

    [LoggerMessage(LogLevel.Error, "{Entry} failed in the emulator")]
    private partial void LogEntryFailed(Exception exception, AgendaEntry entry);
}
