namespace CrossRiver.Emulator.Kernel.Journal;

/// <summary>Reads a journal as it grows.</summary>
/// <param name="filter">Which of its entries.</param>
/// <param name="after">The cursor to begin after.</param>
/// <param name="machine">The machine's time.</param>
/// <param name="isOver">Whether nothing comes any more, so that there is nothing to wait for; what makes it so changes the journal after that.</param>
/// <remarks>A call is read when it is answered, and what came after it waits for that, but no longer than a second: then it is read without its answer.</remarks>
internal sealed class JournalFollower(IJournal journal, JournalFilter filter, long after, TimeProvider machine, Func<bool> isOver)
{
    private const int Most = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private long? _heldUpSince;

    /// <summary>The cursor of what was read last.</summary>
    public long Cursor { get; private set; } = after;

    /// <summary>Reads on. If there is nothing new, it first waits until something happens, which need not be anything that passes the filter.</summary>
    /// <param name="atMost">How long to wait, in real time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<JournalExcerpt> ReadOnAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        var changed = journal.WhenChangedAsync();
        var excerpt = Read();
        if (excerpt is { Entries: not [] } or { Lost: > 0 } or { IsRestarted: true } || atMost <= TimeSpan.Zero || isOver())
        {
            return excerpt;
        }

        var pause = excerpt.IsHeldUp && Patience < atMost ? Patience : atMost;
        await changed.WaitAsync(pause, machine, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();

        return Read();
    }

    private JournalExcerpt Read()
    {
        var isPatient = _heldUpSince is not { } since || machine.GetElapsedTime(since) < Patience;
        var excerpt = journal.Read(new JournalQuestion(Cursor, Most) { Filter = filter, StopsAtUnanswered = isPatient });
        _heldUpSince = excerpt is { IsHeldUp: true, Entries: [] } ? _heldUpSince ?? machine.GetTimestamp() : null;
        Cursor = excerpt.Cursor;

        return excerpt;
    }
}
