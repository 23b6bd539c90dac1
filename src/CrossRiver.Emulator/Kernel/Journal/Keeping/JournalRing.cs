namespace CrossRiver.Emulator.Kernel.Journal.Keeping;

/// <summary>The newest things that happened in a world, in order. When it is full, the oldest entries make room.</summary>
/// <param name="size">How much is kept.</param>
/// <param name="order">The order that the emulator's journals share.</param>
/// <param name="partnerId">Whose world it is, or <see langword="null"/> for what concerned none.</param>
/// <remarks>
/// Thread-safe. Numbers have gaps where entries were dropped, and where a world goes on whose earlier entries are not kept: a reader learns of each gap.
/// </remarks>
internal sealed class JournalRing(JournalSize size, JournalOrder order, Guid? partnerId = null) : IJournal
{
    private const int Stretch = 256;

    // It guards the journal, too: a lock of its own is larger, and there may be very many journals.
    private readonly ChangeSignal _changed = new();
    private readonly KeptEntries _kept = new(size);
    private long _lastNumber;
    private long _beginsAfter;

    /// <summary>About how much memory the entries take, in bytes.</summary>
    public long Bytes => Locked(() => _kept.Bytes);

    /// <summary>The number of the newest entry, or 0 when there was none.</summary>
    public long LastNumber => Locked(() => _lastNumber);

    /// <summary>Enters something that happened.</summary>
    public void Add(JournalEntry entry)
    {
        long grown;
        lock (_changed)
        {
            var before = _kept.Bytes;
            entry.PartnerId = partnerId;
            entry.Number = ++_lastNumber;
            entry.Order = order.Next();
            _kept.Add(entry);
            grown = _kept.Bytes - before;
            TellOfChange();
        }

        order.Memory.Add(grown);
    }

    /// <summary>Forgets every entry. What is entered afterwards is numbered on.</summary>
    public void Clear()
    {
        long before;
        lock (_changed)
        {
            before = _kept.Bytes;
            _kept.Clear();
            _beginsAfter = _lastNumber;
            TellOfChange();
        }

        order.Memory.Add(-before);
    }

    /// <summary>Drops the oldest entries until the others take no more memory than this. The memory of all journals is not counted anew.</summary>
    /// <returns>How many bytes they took.</returns>
    public long DropDownTo(long bytes) => Locked(() => _kept.DropDownTo(bytes));

    /// <summary>Numbers on after an entry of an earlier life, whose entries are not kept.</summary>
    /// <param name="number">The number of the last entry of that life.</param>
    public void GoOnAfter(long number)
    {
        lock (_changed)
        {
            if (number > _lastNumber)
            {
                (_lastNumber, _beginsAfter) = (number, number);
            }
        }
    }

    /// <summary>Returns what is kept of the journal over a restart. The entries are read one by one, later.</summary>
    public SavedJournal Save() => Locked(() => new SavedJournal(_beginsAfter, _kept.All.Select(SavedEntry.Of)));

    /// <summary>Goes on after an earlier life, and with what was kept of it if nothing was entered yet in this one.</summary>
    /// <param name="saved">What was kept, or <see langword="null"/>.</param>
    /// <param name="number">The number of the last entry of that life.</param>
    public void GoOn(SavedJournal? saved, long number)
    {
        order.Memory.Add(saved is null ? 0 : Load(saved));
        GoOnAfter(number);
    }

    private long Load(SavedJournal saved)
    {
        lock (_changed)
        {
            if (_lastNumber > 0)
            {
                return 0;
            }

            _beginsAfter = saved.BeginsAfter;
            foreach (var kept in saved.Entries)
            {
                var entry = kept.ToEntry();
                (entry.PartnerId, entry.Number, entry.Order) = (partnerId, kept.Number, kept.Order);
                _kept.Add(entry);
                _lastNumber = kept.Number;
                order.GoOnAfter(kept.Order);
            }

            return _kept.Bytes;
        }
    }

    /// <summary>An entry that is in this journal has become what it stays: its call is answered.</summary>
    public void Complete(JournalEntry entry)
    {
        long grown;
        lock (_changed)
        {
            var before = _kept.Bytes;
            _kept.Reweigh(entry);
            grown = _kept.Bytes - before;
            TellOfChange();
        }

        order.Memory.Add(grown);
    }

    /// <summary>Reads what came after a cursor.</summary>
    /// <param name="after">The number of the last entry that the reader knows; 0 for none.</param>
    /// <param name="limit">How many entries to read at most.</param>
    public JournalExcerpt Read(long after, int limit) => Read(new JournalQuestion(after, limit));

    /// <inheritdoc/>
    public JournalExcerpt Read(JournalQuestion question)
    {
        var (found, stretch) = (new List<JournalEntry>(), new JournalEntry[Math.Min(Stretch, size.Entries)]);
        var (cursor, known, isRestarted) = Begin(question.After);
        var lost = 0L;
        while (found.Count < question.Limit)
        {
            var (count, last) = Copy(cursor, stretch);
            foreach (var entry in stretch.AsSpan(0, count))
            {
                if (found.Count == question.Limit)
                {
                    return Excerpt();
                }

                PassTo(entry.Number - 1);
                if (question.IsHeldUpBy(entry))
                {
                    return Excerpt() with { IsHeldUp = true };
                }

                if (question.Filter.Accepts(entry))
                {
                    found.Add(entry);
                }

                cursor = entry.Number;
            }

            if (count < stretch.Length)
            {
                PassTo(last);
                break;
            }
        }

        return Excerpt();

        JournalExcerpt Excerpt() => new(found, cursor, lost) { IsRestarted = isRestarted };

        // Numbers that are passed over are those of entries that are not kept.
        void PassTo(long number)
        {
            lost += Math.Max(0, number - Math.Max(cursor, known));
            cursor = Math.Max(cursor, number);
        }
    }

    /// <inheritdoc/>
    public long CursorAfter(JournalEntry entry) => entry.Number;

    /// <inheritdoc/>
    public Task WhenChangedAsync() => _changed.WhenGivenAsync();

    /// <summary>Copies entries that come after a place in the emulator's order.</summary>
    /// <param name="afterOrder">The place.</param>
    /// <param name="lastOrder">The last place to copy.</param>
    /// <param name="stretch">Where to copy them to.</param>
    /// <returns>How many there were room for.</returns>
    public int CopyInOrder(long afterOrder, long lastOrder, Span<JournalEntry> stretch)
    {
        lock (_changed)
        {
            var count = 0;
            for (var place = _kept.FirstAfter(afterOrder, static entry => entry.Order); place <= _kept.Last && count < stretch.Length && _kept.At(place).Order <= lastOrder; place++)
            {
                stretch[count++] = _kept.At(place);
            }

            return count;
        }
    }

    // A reader that begins at the beginning has not missed what was forgotten on purpose.
    private (long Cursor, long Known, bool IsRestarted) Begin(long after)
    {
        lock (_changed)
        {
            return after switch
            {
                >= JournalQuestion.End => (_lastNumber, 0, false),
                0 => (0, _beginsAfter, false),
                _ when after > _lastNumber => (0, _beginsAfter, true),
                _ => (after, 0, false),
            };
        }
    }

    private (int Count, long Last) Copy(long after, Span<JournalEntry> stretch)
    {
        lock (_changed)
        {
            var first = _kept.FirstAfter(after, static entry => entry.Number);
            var count = (int)Math.Min(_kept.Last - first + 1, stretch.Length);
            for (var i = 0; i < count; i++)
            {
                stretch[i] = _kept.At(first + i);
            }

            return (count, _lastNumber);
        }
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_changed)
        {
            return read();
        }
    }

    private void TellOfChange()
    {
        _changed.Give();
        order.Changed.Give();
    }
}
