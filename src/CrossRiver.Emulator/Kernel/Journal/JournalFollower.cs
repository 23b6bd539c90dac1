namespace CrossRiver.Emulator.Kernel.Journal;

/// <summary>Reads a journal as it grows.</summary>
/// <param name="after">The cursor to start after.</param>
/// <param name="isOver">Returns whether no more entries will follow. The journal must change after this becomes true.</param>
/// <remarks>Entries behind an unanswered call wait for its answer, but at most one second. Then the call is read without an answer.</remarks>
internal sealed class JournalFollower(IJournal journal, JournalFilter filter, long after, TimeProvider machine, Func<bool> isOver)
{
    private const int Most = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private long? _heldUpSince;

    public long Cursor { get; private set; } = after;

    /// <summary>Reads the next excerpt. Without new entries, it first waits for any change of the journal.</summary>
    /// <param name="atMost">The longest wait, in real time.</param>
    public async Task<JournalPage> ReadOnAsync(TimeSpan atMost, CancellationToken cancellationToken)
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

    private JournalPage Read()
    {
        var isPatient = _heldUpSince is not { } since || machine.GetElapsedTime(since) < Patience;
        var excerpt = journal.Read(new JournalQuery(Cursor, Most) { Filter = filter, StopsAtUnanswered = isPatient });
        _heldUpSince = excerpt is { IsHeldUp: true, Entries: [] } ? _heldUpSince ?? machine.GetTimestamp() : null;
        Cursor = excerpt.Cursor;
        return excerpt;
    }
}
