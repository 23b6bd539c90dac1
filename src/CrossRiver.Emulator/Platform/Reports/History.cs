namespace CrossRiver.Emulator.Platform.Reports;

/// <summary>A journal as rules read it.</summary>
internal sealed class History
{
    private readonly Dictionary<Guid, EventEntry> _events;
    private readonly HashSet<string> _lostAnswers;

    /// <param name="entries">The journal's entries, the oldest first.</param>
    /// <param name="lost">How many entries before them were dropped, because the journal was full.</param>
    public History(IReadOnlyList<JournalEntry> entries, long lost)
    {
        (Entries, Lost) = (entries, lost);
        Calls = [.. entries.OfType<CallEntry>().Where(call => call.IsComplete)];
        _events = [];
        foreach (var happened in entries.OfType<EventEntry>())
        {
            if (happened.EventId is { } id)
            {
                _events.TryAdd(id, happened);
            }
        }

        _lostAnswers = [.. entries.OfType<FaultEntry>().Where(FaultWords.LosesAnswer).Select(fault => fault.RequestId!)];
        Attempts = [.. AttemptsOf(entries)];
    }

    public IReadOnlyList<JournalEntry> Entries { get; }

    /// <summary>How many entries are missing before the first.</summary>
    public long Lost { get; }

    /// <summary>The calls that were answered, in the order in which they came.</summary>
    public IReadOnlyList<CallEntry> Calls { get; }

    /// <summary>The attempts in the order of their results.</summary>
    public IReadOnlyList<SentAttempt> Attempts { get; }

    /// <summary>When an event happened, or <see langword="null"/> when the journal does not tell.</summary>
    public EventEntry? FindEvent(Guid eventId) => _events.GetValueOrDefault(eventId);

    /// <summary>Whether the answer to a call was lost on purpose.</summary>
    public bool HasLostAnswer(CallEntry call) => _lostAnswers.Contains(call.RequestId);

    // Of an event whose beginning was lost, nobody knows what befell it.
    private IEnumerable<SentAttempt> AttemptsOf(IReadOnlyList<JournalEntry> entries)
    {
        var phantoms = entries.OfType<FaultEntry>().Where(fault => FaultWords.IsPhantom(fault.Fault)).Select(fault => fault.EventId).ToHashSet();
        return entries.OfType<AttemptEntry>()
            .Where(attempt => Lost is 0 || _events.ContainsKey(attempt.EventId))
            .Select(attempt => new SentAttempt(attempt, phantoms.Contains(attempt.EventId) ? ["phantom", .. attempt.Faults ?? []] : attempt.Faults ?? []));
    }
}

/// <summary>An attempt with what went wrong with it on purpose.</summary>
/// <param name="Entry">The attempt.</param>
/// <param name="Faults">What went wrong, each with its kind first.</param>
internal sealed record SentAttempt(AttemptEntry Entry, IReadOnlyList<string> Faults)
{
    /// <summary>Whether the partner said that it took the event.</summary>
    public bool IsTaken => Entry.StatusCode is >= 200 and < 300;

    /// <summary>The first of its faults that make it one that a partner must not trust, or <see langword="null"/>.</summary>
    public string? Forgery => Faults.FirstOrDefault(FaultWords.IsForgery);

    /// <summary>Whether the partner was not sent what the bank sends.</summary>
    public bool IsSpoiled => Faults.Any(FaultWords.Spoils);

    /// <summary>The attempt in a line.</summary>
    public override string ToString() =>
        $"{Entry.EventName} {Entry.EventId}, attempt {Entry.Attempt}: {(Entry.StatusCode is { } status ? $"answered {status}" : "not answered")} after {Entry.DurationMilliseconds:0} ms";
}
