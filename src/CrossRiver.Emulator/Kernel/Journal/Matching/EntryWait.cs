namespace CrossRiver.Emulator.Kernel.Journal.Matching;

/// <summary>Waits for entries of one kind that match a pattern.</summary>
internal sealed class EntryWait(IJournal journal, string kind, EntryPattern pattern, long after, TimeProvider machine)
{
    private readonly JournalFollower _follower = new(journal, JournalFilter.OfKind(kind), after, machine, () => false);
    private readonly List<JournalEntry> _found = [];
    private readonly List<JournalEntry> _unanswered = [];

    /// <summary>Gets the matching entries, at most as many as the caller waits for.</summary>
    public IReadOnlyList<JournalEntry> Found => _found;

    /// <summary>Gets the number of entries that were dropped before they were read.</summary>
    public long Lost { get; private set; }

    /// <summary>Gets true if the cursor was of an earlier life of the journal, so that all kept entries were read; otherwise null.</summary>
    public bool? Restarted { get; private set; }

    /// <param name="timeout">The longest wait, in real time.</param>
    /// <returns>The cursor after the last matching entry, or after all read entries if there are too few.</returns>
    public async Task<long> RunAsync(int count, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var startedAt = machine.GetTimestamp();
        try
        {
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
        catch (OperationCanceledException)
        {
            return _follower.Cursor;
        }
    }

    /// <summary>Returns the entries of the kind that nearly match the pattern.</summary>
    public IReadOnlyList<NearMiss> FindNearestMisses() =>
        NearMiss.Find(journal.Read(new JournalQuery(after, int.MaxValue) { Filter = JournalFilter.OfKind(kind) }).Entries, pattern);

    // A call that was read without its answer is compared again after it is answered.
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
