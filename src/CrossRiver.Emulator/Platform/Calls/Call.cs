using CrossRiver.Emulator.Kernel.Journal.Keeping;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Tokens;

namespace CrossRiver.Emulator.Platform.Calls;

/// <summary>One call to the bank's API, from its acceptance to its answer.</summary>
/// <param name="requestId">The identifier that the answer carries as <c>request-id</c>.</param>
/// <param name="method">The HTTP method.</param>
/// <param name="path">The path without its query.</param>
internal sealed class Call(string requestId, string method, string path)
{
    private CallEntry? _entry;
    private JournalRing? _journal;
    private bool _isOver;

    public string RequestId { get; } = requestId;

    /// <summary>The query as it was sent, or <see langword="null"/> when there is none.</summary>
    public string? Query { get; init; }

    /// <summary>When it came, as a time stamp of the machine's.</summary>
    public long ArrivedAt { get; init; }

    /// <summary>Its idempotency key in short, or 0 when it has none.</summary>
    public uint KeyHash { get; init; }

    /// <summary>Its token in short, or 0 when it has none.</summary>
    public uint TokenHash { get; init; }

    /// <summary>The customer that it made, or <see langword="null"/>.</summary>
    public Guid? MadeCustomerId { get; set; }

    /// <summary>Where in a trace it stands, and with it what it causes; <see langword="null"/> when it is in none.</summary>
    public TraceOrigin? Origin { get; init; }

    /// <summary>Members of the query that the bank does not document.</summary>
    public IReadOnlyList<string> UnknownQuery { get; init; } = [];

    /// <summary>Members of the body that the bank does not document.</summary>
    public IReadOnlyList<string> UnknownMembers { get; set; } = [];

    /// <summary>How long a token is good that the call gives, or <see langword="null"/> for as long as the settings say.</summary>
    public TimeSpan? TokenLifetime { get; set; }

    /// <summary>Whether the story that may wait for the call has been told of it.</summary>
    public bool IsTold { get; set; }

    /// <summary>Why the call is refused, a message a fault, or <see langword="null"/> when it is not.</summary>
    public IReadOnlyList<string>? Errors { get; set; }

    /// <summary>Who calls, if it is with a token of ours.</summary>
    public Caller? Caller { get; set; }

    /// <summary>The <c>request-id</c> of the first answer, if the call was made before and is given that.</summary>
    public string? OriginalRequestId { get; set; }

    /// <summary>The bytes of the body, once they have been read.</summary>
    public ReadOnlyMemory<byte>? Body { get; set; }

    /// <summary>The world that the call concerns, once that is known.</summary>
    public World? World { get; private set; }

    /// <summary>The world's epoch when that was known.</summary>
    public int EpochNumber { get; private set; }

    /// <summary>The call turns out to concern a world: it goes to that world's journal, before whatever it causes there.</summary>
    /// <exception cref="RefusedException">403: the caller is bound to another partner.</exception>
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

    /// <summary>Enters in the journal what has become of it. Once; whoever ends the connection without an answer does it before that.</summary>
    public Action Complete { get; set; } = () => { };

    /// <summary>Whether it is answered, or never will be.</summary>
    public bool IsAnswered { get; private set; }

    /// <summary>The call is answered. One that concerned no world goes to the journal for such calls.</summary>
    public void Answer(CallOutcome outcome, WorldDirectory worlds)
    {
        if (_entry is null)
        {
            EnterIn(worlds.JournalOfNoWorld, worlds.Clock.Now);
        }

        IsAnswered = true;
        _entry!.Answer(outcome with { Errors = Errors, CustomerId = MadeCustomerId ?? outcome.CustomerId, Body = Body ?? default });
        _journal!.Complete(_entry);
    }

    /// <summary>The call is over, answered or not; or all that is left of it is its answer. It is over once.</summary>
    public void End()
    {
        if (!_isOver)
        {
            _isOver = true;
            World?.Time.CallEnds();
        }
    }

    private void EnterIn(JournalRing journal, DateTimeOffset now)
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
