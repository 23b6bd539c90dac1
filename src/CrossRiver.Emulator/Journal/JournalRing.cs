namespace CrossRiver.Emulator.Journal;

/// <summary>The newest things that happened in a world, in order. When it is full, the oldest entries make room.</summary>
/// <param name="size">How much is kept.</param>
/// <param name="order">The order that the emulator's journals share.</param>
/// <param name="partnerId">Whose world it is, or <see langword="null"/> for what concerned none.</param>
/// <remarks>An entry's number tells its slot, so that a reader goes on from its cursor at once.</remarks>
internal sealed class JournalRing(JournalSize size, JournalOrder order, Guid? partnerId = null) : IJournal
{
    // Room for one onboarding and a read of its customer.
    private const int FirstSlots = 10;
    private const int Stretch = 256;

    // It guards the journal, too: a lock of its own is larger, and there may be very many journals.
    private readonly ChangeSignal _changed = new();
    private JournalEntry[] _slots = [];
    private long _firstKept = 1;
    private long _lastNumber;
    private long _clearedThrough;
    private long _bytes;

    /// <summary>About how much memory the entries take, in bytes.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>The number of the newest entry, or 0 when there was none.</summary>
    public long LastNumber
    {
        get
        {
            lock (_changed)
            {
                return _lastNumber;
            }
        }
    }

    /// <summary>The number of the last entry that was forgotten on purpose, or 0: what was dropped after it was dropped for want of room.</summary>
    public long BeginsAfter
    {
        get
        {
            lock (_changed)
            {
                return _clearedThrough;
            }
        }
    }

    /// <summary>Enters something that happened.</summary>
    public void Add(JournalEntry entry)
    {
        lock (_changed)
        {
            entry.PartnerId = partnerId;
            entry.Number = ++_lastNumber;
            entry.Order = order.Next();
            MakeSlot();
            _slots[_lastNumber % _slots.Length] = entry;
            Weigh(entry);
            TellOfChange();
        }
    }

    /// <summary>Forgets every entry. What is entered afterwards is numbered on.</summary>
    public void Clear()
    {
        lock (_changed)
        {
            _slots = [];
            _clearedThrough = _lastNumber;
            _firstKept = _lastNumber + 1;
            _bytes = 0;
            TellOfChange();
        }
    }

    /// <summary>An entry that is in this journal has become what it stays: its call is answered.</summary>
    public void Complete(JournalEntry entry)
    {
        lock (_changed)
        {
            if (entry.Number >= _firstKept)
            {
                Weigh(entry);
            }

            TellOfChange();
        }
    }

    /// <summary>Reads what came after a cursor.</summary>
    /// <param name="after">The number of the last entry that the reader knows; 0 for none.</param>
    /// <param name="limit">How many entries to read at most.</param>
    public JournalExcerpt Read(long after, int limit) => Read(new JournalQuestion(after, limit));

    /// <inheritdoc/>
    public JournalExcerpt Read(JournalQuestion question)
    {
        var (found, stretch) = (new List<JournalEntry>(), new JournalEntry[Math.Min(Stretch, size.Entries)]);
        var (cursor, lost) = (question.After, 0L);
        while (found.Count < question.Limit)
        {
            var (count, skipped, last) = Copy(cursor, stretch);
            lost += skipped;
            cursor = Math.Min(cursor + skipped, last);
            foreach (var entry in stretch.AsSpan(0, count))
            {
                if (found.Count == question.Limit)
                {
                    break;
                }

                if (question.IsHeldUpBy(entry))
                {
                    return new JournalExcerpt(found, cursor, lost) { IsHeldUp = true };
                }

                if (question.Filter.Accepts(entry))
                {
                    found.Add(entry);
                }

                cursor = entry.Number;
            }

            if (count < stretch.Length)
            {
                break;
            }
        }

        return new JournalExcerpt(found, cursor, lost);
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
            // The first number whose place is after the one asked for.
            var (low, high) = (_firstKept, _lastNumber + 1);
            while (low < high)
            {
                var middle = low + ((high - low) / 2);
                (low, high) = At(middle).Order > afterOrder ? (low, middle) : (middle + 1, high);
            }

            var count = 0;
            for (var number = low; number <= _lastNumber && count < stretch.Length && At(number).Order <= lastOrder; number++)
            {
                stretch[count++] = At(number);
            }

            return count;
        }
    }

    private (int Count, long Skipped, long Last) Copy(long after, Span<JournalEntry> stretch)
    {
        lock (_changed)
        {
            var skipped = Math.Max(0, _firstKept - 1 - after);
            var count = (int)Math.Clamp(_lastNumber - after - skipped, 0, stretch.Length);
            for (var i = 0; i < count; i++)
            {
                stretch[i] = At(after + skipped + 1 + i);
            }

            return (count, skipped, _lastNumber);
        }
    }

    private JournalEntry At(long number) => _slots[number % _slots.Length];

    // A slot for the newest entry: the oldest one's, or one of twice as many.
    private void MakeSlot()
    {
        var kept = _lastNumber - _firstKept;
        if (kept == size.Entries)
        {
            DropOldest();
        }
        else if (kept == _slots.Length)
        {
            var slots = new JournalEntry[Math.Min(Math.Max(FirstSlots, _slots.Length * 2), size.Entries)];
            for (var number = _firstKept; number < _lastNumber; number++)
            {
                slots[number % slots.Length] = At(number);
            }

            _slots = slots;
        }
    }

    // What is entered last is kept however large it is.
    private void Weigh(JournalEntry entry)
    {
        var before = entry.KeptBytes;
        entry.KeptBytes = entry.EstimateBytes();
        _bytes += entry.KeptBytes - before;
        while (_bytes > size.Bytes && _firstKept < _lastNumber)
        {
            DropOldest();
        }
    }

    private void DropOldest()
    {
        _bytes -= At(_firstKept).KeptBytes;
        _slots[_firstKept++ % _slots.Length] = null!;
    }

    private void TellOfChange()
    {
        _changed.Give();
        order.Changed.Give();
    }
}

/// <summary>How much a journal keeps.</summary>
/// <param name="Entries">The most entries.</param>
/// <param name="Bytes">The most memory that they take, about.</param>
internal sealed record JournalSize(int Entries, long Bytes);
