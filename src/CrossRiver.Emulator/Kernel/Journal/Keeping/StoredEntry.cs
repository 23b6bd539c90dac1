using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CrossRiver.Emulator.Kernel.Journal.Keeping;

/// <summary>Represents an entry as a journal keeps it: a change, an event, a choice or a usual call as plain values, and any other entry as it is.</summary>
/// <remarks>
/// Most entries are of these four kinds, and do not change any more. As objects they would make each garbage collection longer, because it moves every object that is new and stays.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly struct StoredEntry
{
    private readonly StoredKind _kind;
    private readonly EntryCause _by;
    private readonly DateTimeOffset _at;
    private readonly DateTimeOffset? _dueAt;
    private readonly ResourceKey _about;
    private readonly Guid? _customerId;
    private readonly TimeSpan _duration;
    private readonly uint _keyHash;
    private readonly uint _tokenHash;
    private readonly int _bodyBytes;
    private readonly short _status;

    // Of the event or of the call.
    private readonly Guid? _id;

    // The name of the event, the change in words, the scenario, or the operation of the call.
    private readonly string? _name;

    // The field that was set, the reason for the choice, or the method of the call.
    private readonly string? _field;

    // The value that was set, or the path of the call.
    private readonly string? _value;
    private readonly string? _clientId;

    // The entry as it is, the scenarios that nearly matched, or the body of the call.
    private readonly object? _object;

    private StoredEntry(JournalEntry entry, StoredKind kind)
    {
        (Number, Order, _kind) = (entry.Number, entry.Order, kind);
        (_at, _by, Bytes) = (entry.At, entry.By, entry.EstimateBytes());
    }

    private StoredEntry(JournalEntry entry)
        : this(entry, StoredKind.AsItIs) => (_object, Bytes) = (entry, Bytes + Unsafe.SizeOf<StoredEntry>());

    private StoredEntry(ChangeEntry change, RecentTexts texts)
        : this(change, StoredKind.Change) => (_about, _dueAt, _name, _field, _value) = (change.About, change.DueAt, texts.Once(change.What), change.Field, change.Value);

    private StoredEntry(EventEntry happened)
        : this(happened, StoredKind.Event) => (_about, _dueAt, _name, _id) = (happened.About, happened.DueAt, happened.EventName, happened.EventId);

    private StoredEntry(ChoiceEntry choice)
        : this(choice, StoredKind.Choice) => (_customerId, _name, _field, _object) = (choice.CustomerId, choice.Scenario, choice.Reason, choice.Lost);

    private StoredEntry(CallEntry call, CallOutcome outcome, Guid requestId, byte[]? body)
        : this(call, StoredKind.Call)
    {
        (_id, _customerId, _name, _field, _value, _clientId, _object) = (requestId, outcome.CustomerId, outcome.Operation, call.Method, call.Path, call.ClientId, body);
        (_status, _duration, _bodyBytes, _keyHash, _tokenHash) = ((short)outcome.StatusCode, outcome.Duration, call.BodyBytes ?? 0, call.SentKeyHash, call.SentTokenHash);
    }

    /// <summary>Gets the number in the journal.</summary>
    public long Number { get; }

    /// <summary>Gets the place in the order of all journals.</summary>
    public long Order { get; }

    /// <summary>Gets the memory, estimated in bytes. An entry that is kept as it is takes these values, too.</summary>
    public int Bytes { get; }

    public static StoredEntry Of(JournalEntry entry, RecentTexts texts) => entry switch
    {
        ChangeEntry change => new(change, texts),
        EventEntry happened => new(happened),
        ChoiceEntry choice => new(choice),
        CallEntry { Outcome: { Errors: null, Refusals: null } outcome, SentQuery: null, OriginalRequestId: null, UnknownMembers: null } call
            when GuidText.Parse(call.RequestId) is { } requestId && !HasLargeLetter(call.RequestId) && IsWhole(outcome.Body, out var body) => new(call, outcome, requestId, body),
        _ => new(entry),
    };

    /// <summary>Returns the entry. It is a new object each time, unless it is kept as it is.</summary>
    /// <param name="partnerId">The partner of the journal's world.</param>
    public JournalEntry ToEntry(Guid? partnerId)
    {
        // Other threads may read it, so nothing is set again.
        if (_kind is StoredKind.AsItIs)
        {
            return (JournalEntry)_object!;
        }

        JournalEntry entry = _kind switch
        {
            StoredKind.Change => new ChangeEntry { At = _at, By = _by, DueAt = _dueAt, About = _about, What = _name!, Field = _field, Value = _value },
            StoredKind.Event => new EventEntry { At = _at, By = _by, DueAt = _dueAt, About = _about, EventName = _name!, EventId = _id },
            StoredKind.Choice => new ChoiceEntry { At = _at, By = _by, CustomerId = _customerId!.Value, Scenario = _name!, Reason = _field!, Lost = (IReadOnlyList<ScenarioNearMiss>?)_object },
            _ => ToCall(),
        };
        (entry.PartnerId, entry.Number, entry.Order) = (partnerId, Number, Order);
        return entry;
    }

    // An identifier is printed in small letters.
    private static bool HasLargeLetter(string id) => id.AsSpan().ContainsAnyInRange('A', 'F');

    private static bool IsWhole(ReadOnlyMemory<byte> body, out byte[]? whole)
    {
        whole = MemoryMarshal.TryGetArray(body, out var array) && array.Count == array.Array!.Length ? array.Array : null;
        return whole is not null || body.IsEmpty;
    }

    private CallEntry ToCall()
    {
        var call = new CallEntry
        {
            At = _at,
            Method = _field!,
            Path = _value!,
            RequestId = _id!.Value.ToString(),
            ClientId = _clientId,
            SentKeyHash = _keyHash,
            SentTokenHash = _tokenHash,
        };
        call.Answer(new CallOutcome(_status, _duration) { Operation = _name, CustomerId = _customerId, Body = (byte[]?)_object }, _bodyBytes);
        return call;
    }

    private enum StoredKind : byte
    {
        AsItIs,
        Change,
        Event,
        Choice,
        Call,
    }
}
