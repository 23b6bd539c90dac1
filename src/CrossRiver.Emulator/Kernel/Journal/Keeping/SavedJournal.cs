using System.Runtime.InteropServices;

namespace CrossRiver.Emulator.Kernel.Journal.Keeping;

/// <summary>The content of a journal in a state file.</summary>
/// <param name="BeginsAfter">The number of the last entry that was removed on purpose, or 0 if there was none.</param>
internal sealed record SavedJournal(long BeginsAfter, IEnumerable<SavedEntry> Entries);

/// <summary>One entry of a journal in a state file: a call, or anything else.</summary>
/// <param name="Call">The entry if it is a call, or null.</param>
/// <param name="Other">The entry if it is not a call, or null.</param>
internal sealed record SavedEntry(long Number, long Order, SavedCall? Call, JournalEntry? Other)
{
    public static SavedEntry Of(JournalEntry entry) => entry is CallEntry call
        ? new SavedEntry(entry.Number, entry.Order, SavedCall.Of(call), Other: null)
        : new SavedEntry(entry.Number, entry.Order, Call: null, entry);

    /// <summary>Returns the entry. Its journal sets its number and its order.</summary>
    public JournalEntry ToEntry() => Call?.ToEntry() ?? Other!;
}

/// <summary>Represents a call in a state file: without secrets, as the journal shows it.</summary>
internal sealed record SavedCall
{
    public required DateTimeOffset At { get; init; }

    public required string Method { get; init; }

    public required string Path { get; init; }

    public string? Query { get; init; }

    public required string RequestId { get; init; }

    public string? ClientId { get; init; }

    public string? OriginalRequestId { get; init; }

    public uint KeyHash { get; init; }

    public uint TokenHash { get; init; }

    public IReadOnlyList<string>? UnknownMembers { get; init; }

    public string? Operation { get; init; }

    public Guid? CustomerId { get; init; }

    /// <summary>Gets the status of the answer, or null if there was none yet.</summary>
    public int? StatusCode { get; init; }

    public TimeSpan Duration { get; init; }

    public IReadOnlyList<string>? Errors { get; init; }

    public JsonElement? Body { get; init; }

    /// <summary>Gets the bytes of the body as it arrived.</summary>
    public int? BodyBytes { get; init; }

    public static SavedCall Of(CallEntry entry) => new()
    {
        At = entry.At,
        Method = entry.Method,
        Path = entry.Path,
        Query = entry.Query,
        RequestId = entry.RequestId,
        ClientId = entry.ClientId,
        OriginalRequestId = entry.OriginalRequestId,
        KeyHash = entry.SentKeyHash,
        TokenHash = entry.SentTokenHash,
        UnknownMembers = entry.UnknownMembers,
        Operation = entry.Operation,
        CustomerId = entry.CustomerId,
        StatusCode = entry.StatusCode,
        Duration = TimeSpan.FromMilliseconds(entry.DurationMilliseconds ?? 0),
        Errors = entry.Errors,
        Body = entry.Body,
        BodyBytes = entry.BodyBytes,
    };

    /// <summary>Returns the entry. A call without an answer stays without one.</summary>
    public CallEntry ToEntry()
    {
        var entry = new CallEntry
        {
            At = At,
            Method = Method,
            Path = Path,
            SentQuery = Query,
            RequestId = RequestId,
            ClientId = ClientId,
            OriginalRequestId = OriginalRequestId,
            SentKeyHash = KeyHash,
            SentTokenHash = TokenHash,
            UnknownMembers = UnknownMembers,
        };
        var body = Body is { } shown ? JsonMarshal.GetRawUtf8Value(shown).ToArray() : [];
        var outcome = new CallOutcome(StatusCode ?? CallOutcome.NoStatus, Duration) { Operation = Operation, CustomerId = CustomerId, Errors = Errors, Body = body };
        entry.Answer(outcome, BodyBytes ?? 0);

        return entry;
    }
}
