using CrossRiver.Emulator.Kernel.Journal.Keeping;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Tokens;
using Microsoft.Extensions.Primitives;

namespace CrossRiver.Emulator.Platform.Calls;

/// <summary>One call to the bank's API, from its acceptance to its answer.</summary>
/// <param name="requestId">The <c>request-id</c> of the answer.</param>
/// <param name="path">The path without its query.</param>
internal sealed class Call(string requestId, string method, string path)
{
    private CallEntry? _entry;
    private JournalBuffer? _journal;
    private bool _isOver;

    public string RequestId { get; } = requestId;

    /// <summary>Gets the query as it was sent, or null if there is none.</summary>
    public string? Query { get; init; }

    /// <summary>Gets the time stamp of the machine at the call's arrival.</summary>
    public long ArrivedAt { get; init; }

    /// <summary>Gets the hash of the idempotency key, or 0 if there is none.</summary>
    public uint KeyHash { get; init; }

    /// <summary>Gets the hash of the token, or 0 if there is none.</summary>
    public uint TokenHash { get; init; }

    /// <summary>Gets the customer that the call has created, or to which the resource in its body belongs, or null.</summary>
    public Guid? CustomerId { get; set; }

    /// <summary>Gets the parent span of everything that the call causes, or null if the call is in no trace.</summary>
    public ParentSpan? Origin { get; init; }

    /// <summary>Gets the members of the query that the bank does not document.</summary>
    public IReadOnlyList<string> UnknownQuery { get; init; } = [];

    /// <summary>Gets the members of the body that the bank does not document.</summary>
    public IReadOnlyList<string> UnknownMembers { get; set; } = [];

    /// <summary>Gets the lifetime of a token that the call issues, or null for the lifetime in the settings.</summary>
    public TimeSpan? TokenLifetime { get; set; }

    /// <summary>Gets whether the story that may wait for the call has been notified.</summary>
    public bool IsTold { get; set; }

    /// <summary>Gets the messages of a refusal, one for each fault, or null if the call is not refused.</summary>
    public IReadOnlyList<string>? Errors { get; set; }

    /// <summary>Gets the names of the errors of a refusal, or null if the call is not refused.</summary>
    public IReadOnlyList<string>? Refusals { get; set; }

    /// <summary>Gets the caller, or null if the call has no token of this emulator.</summary>
    public Caller? Caller { get; set; }

    /// <summary>Gets the <c>request-id</c> of the first answer if the call repeats another and is given that answer, or null.</summary>
    public string? OriginalRequestId { get; set; }

    /// <summary>Gets the bytes of the body, or null until they have been read.</summary>
    public ReadOnlyMemory<byte>? Body { get; set; }

    /// <summary>Gets the world that the call concerns, or null until it is found.</summary>
    public World? World { get; private set; }

    /// <summary>Gets the world's epoch at that moment.</summary>
    public int EpochNumber { get; private set; }

    /// <summary>Enters the call in the journal of the world that it concerns, ahead of everything that it causes there.</summary>
    /// <exception cref="ApiException">403: the caller is bound to another partner.</exception>
    public void Enter(World world)
    {
        Caller?.RequirePartner(world.PartnerId);
        if (_entry is null)
        {
            World = world;
            world.Time.CallBegins();
            EpochNumber = world.EpochNumber;
            EnterIn(world.Journal, world.Clock.Now);
        }
    }

    /// <summary>Gets the action that enters the call's outcome in the journal, once. Invoke it before the connection is ended without an answer.</summary>
    public Action Complete { get; set; } = () => { };

    /// <summary>Gets whether the call is answered, or never will be.</summary>
    public bool IsAnswered { get; private set; }

    /// <summary>Completes the call's entry. A call that concerns no world is entered in the journal for such calls.</summary>
    public void Answer(CallOutcome outcome, WorldDirectory worlds)
    {
        if (_entry is null)
        {
            EnterIn(worlds.JournalOfNoWorld, worlds.Clock.Now);
        }

        IsAnswered = true;
        _entry!.Answer(outcome with { Errors = Errors, Refusals = Refusals, CustomerId = CustomerId ?? outcome.CustomerId, Body = Body ?? default });
        _journal!.Complete(_entry);
    }

    /// <summary>Ends the call for the time of its world: nothing but the answer can follow. Later calls of this method do nothing.</summary>
    public void End()
    {
        if (!_isOver)
        {
            _isOver = true;
            World?.Time.CallEnds();
        }
    }

    private void EnterIn(JournalBuffer journal, DateTimeOffset now)
    {
        _journal = journal;
        _entry = new CallEntry
        {
            At = now,
            Method = method,
            Path = path,
            SentQuery = Query,
            RequestId = RequestId,
            ClientId = Caller?.ClientId,
            OriginalRequestId = OriginalRequestId,
            SentKeyHash = KeyHash,
            SentTokenHash = TokenHash,
            UnknownMembers = (UnknownQuery, UnknownMembers) is ([], []) ? null : [.. UnknownQuery.Select(name => $"?{name}"), .. UnknownMembers],
        };
        journal.Add(_entry);
    }
}

/// <summary>Distinguishes the values of a header without storing them.</summary>
internal static class ShortHash
{
    // The end of a token is its signature, and that alone differs from token to token.
    private const int Longest = 50;

    private const uint Start = 2166136261;
    private const uint Prime = 16777619;

    /// <summary>Returns a number for the values of a header (FNV-1a over the end of the first), or 0 if there are none.</summary>
    public static uint Of(StringValues values)
    {
        if (values is not [{ Length: > 0 } text, ..])
        {
            return 0;
        }

        var hash = Start;
        foreach (var letter in text.AsSpan(Math.Max(0, text.Length - Longest)))
        {
            hash = (hash ^ letter) * Prime;
        }

        return Math.Max(hash, 1);
    }
}
