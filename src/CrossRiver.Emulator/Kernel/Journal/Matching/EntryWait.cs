namespace CrossRiver.Emulator.Kernel.Journal.Matching;

/// <summary>Waits until entries like a pattern have come.</summary>
/// <param name="kind">Their kind.</param>
/// <param name="pattern">What they are like.</param>
/// <param name="after">The cursor after which they count.</param>
/// <param name="machine">The machine's time.</param>
internal sealed class EntryWait(IJournal journal, string kind, EntryPattern pattern, long after, TimeProvider machine)
{
    private readonly JournalFollower _follower = new(journal, JournalFilter.OfKind(kind), after, machine, () => false);
    private readonly List<JournalEntry> _found = [];
    private readonly List<JournalEntry> _unanswered = [];

    /// <summary>The entries that have come, at most as many as were waited for.</summary>
    public IReadOnlyList<JournalEntry> Found => _found;

    /// <summary>How many entries were dropped before they could be looked at.</summary>
    public long Lost { get; private set; }

    /// <summary>Whether the cursor was of an earlier life of the journal, so that all that is kept was looked at; else <see langword="null"/>.</summary>
    public bool? Restarted { get; private set; }

    /// <summary>Waits.</summary>
    /// <param name="count">For how many entries.</param>
    /// <param name="timeout">How long, in real time.</param>
    /// <param name="cancellationToken">Ends the wait before its time.</param>
    /// <returns>The cursor after the last of them, or after all that was looked at if there are too few.</returns>
    public async Task<long> RunAsync(int count, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await RunToEndAsync(count, timeout, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return _follower.Cursor;
        }
    }

    /// <summary>The entries of the kind that are nearest to the pattern.</summary>
    public IReadOnlyList<NearMiss> FindNearestMisses() =>
        NearMiss.Find(journal.Read(new JournalQuestion(after, int.MaxValue) { Filter = JournalFilter.OfKind(kind) }).Entries, pattern);

    private async Task<long> RunToEndAsync(int count, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var startedAt = machine.GetTimestamp();
        while (true)
        {
            var rest = timeout - machine.GetElapsedTime(startedAt);
            var excerpt = await _follower.ReadOnAsync(rest, cancellationToken);
            Lost += excerpt.Lost;
            Restarted ??= excerpt.Restarted;
            Take(_unanswered.Where(entry => entry.IsComplete).Concat(excerpt.Entries).ToList(), count);
            if (_found.Count == count)
            {
                return _found.Max(journal.CursorAfter);
            }

            if (rest <= TimeSpan.Zero && excerpt.Entries is [])
            {
                return _follower.Cursor;
            }
        }
    }

    // A call that takes long is looked at again when it is answered.
    private void Take(IReadOnlyList<JournalEntry> entries, int count)
    {
        foreach (var entry in entries.TakeWhile(_ => _found.Count < count))
        {
            _unanswered.Remove(entry);
            if (!entry.IsComplete)
            {
                _unanswered.Add(entry);
            }
            else if (pattern.Compare(entry) is [])
            {
                _found.Add(entry);
            }
        }
    }
}
