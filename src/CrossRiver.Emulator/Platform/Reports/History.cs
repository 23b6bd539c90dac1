namespace CrossRiver.Emulator.Platform.Reports;

/// <summary>A journal as rules read it.</summary>
internal sealed class History
{
    private static readonly string[] LosingKinds = ["connection", "hang"];

    private readonly Dictionary<Guid, EventEntry> _events;
    private readonly HashSet<string> _lostAnswers;

    /// <param name="entries">The journal's entries, the oldest first.</param>
    /// <param name="lost">The number of older entries that were dropped, because the journal was full.</param>
    public History(IReadOnlyList<JournalEntry> entries, long lost)
    {
        (Entries, Lost) = (entries, lost);
        Calls = [.. entries.OfType<CallEntry>().Where(call => call.IsComplete)];
        _events = entries.OfType<EventEntry>()
            .Where(happened => happened.EventId is not null)
            .DistinctBy(happened => happened.EventId)
            .ToDictionary(happened => happened.EventId!.Value);
        _lostAnswers = [.. entries.OfType<FaultEntry>().Where(LosesAnswer).Select(fault => fault.RequestId!)];
        Attempts = [.. AttemptsOf(entries)];
    }

    public IReadOnlyList<JournalEntry> Entries { get; }

    /// <summary>Gets the number of entries that are missing before the first.</summary>
    public long Lost { get; }

    /// <summary>Gets the answered calls, in the order of their arrival.</summary>
    public IReadOnlyList<CallEntry> Calls { get; }

    /// <summary>Gets the attempts, in the order of their results.</summary>
    public IReadOnlyList<SentAttempt> Attempts { get; }

    /// <summary>Returns the entry of an event, or null if the journal has none.</summary>
    public EventEntry? FindEvent(Guid eventId) => _events.GetValueOrDefault(eventId);

    /// <summary>Returns whether a fault suppressed the answer to a call.</summary>
    public bool HasLostAnswer(CallEntry call) => _lostAnswers.Contains(call.RequestId);

    // The journal writes such a fault as: customers.get: connection reset-before-answer.
    private static bool LosesAnswer(FaultEntry fault) =>
        fault.RequestId is not null && LosingKinds.Any(kind => fault.Fault.Contains($": {kind}", StringComparison.Ordinal));

    // An event whose first entries were dropped may have had faults that the journal no longer shows.
    private IEnumerable<SentAttempt> AttemptsOf(IReadOnlyList<JournalEntry> entries)
    {
        var phantoms = entries.OfType<FaultEntry>().Where(fault => fault.Fault is "phantom").Select(fault => fault.EventId).ToHashSet();
        return entries.OfType<AttemptEntry>()
            .Where(attempt => Lost is 0 || _events.ContainsKey(attempt.EventId))
            .Select(attempt => new SentAttempt(attempt, phantoms.Contains(attempt.EventId) ? ["phantom", .. attempt.Faults ?? []] : attempt.Faults ?? []));
    }
}

/// <summary>An attempt with the faults that were injected into it.</summary>
/// <param name="Faults">The faults, each with its kind first, for example <c>auth: bad-signature</c>.</param>
internal sealed record SentAttempt(AttemptEntry Entry, IReadOnlyList<string> Faults)
{
    private static readonly string[] SpoilingKinds = ["auth", "body", "connection", "lose", "phantom"];

    /// <summary>Gets whether the partner acknowledged the event.</summary>
    public bool IsTaken => Entry.StatusCode is >= 200 and < 300;

    /// <summary>Gets the first fault that a partner can detect by signature and password, or null.</summary>
    public string? Forgery => Faults.FirstOrDefault(fault => fault.StartsWith("auth", StringComparison.OrdinalIgnoreCase));

    /// <summary>Gets whether the partner was sent something else than the bank sends.</summary>
    public bool IsSpoiled => Entry.Edited is true || Faults.Any(fault => SpoilingKinds.Any(kind => fault.StartsWith(kind, StringComparison.OrdinalIgnoreCase)));

    public override string ToString() =>
        $"{Entry.EventName} {Entry.EventId}, attempt {Entry.Attempt}: {(Entry.StatusCode is { } status ? $"answered {status}" : "not answered")} after {Entry.DurationMilliseconds:0} ms";
}

/// <summary>Describes calls for rules.</summary>
internal static class CallDescriptions
{
    /// <summary>Returns whether the call succeeded.</summary>
    public static bool IsAccepted(this CallEntry call) => call.StatusCode is >= 200 and < 300;

    /// <summary>Returns the call in a line.</summary>
    public static string Line(this CallEntry call) => $"{call.Method} {call.Path} → {call.StatusCode}";
}
