using CrossRiver.Emulator.Journal;
using CrossRiver.Emulator.Signals;
using CrossRiver.Emulator.Worlds;

namespace CrossRiver.Emulator.Calls;

/// <summary>One call to the bank's API, from its acceptance to its answer.</summary>
/// <param name="requestId">The identifier that the answer carries as <c>request-id</c>.</param>
/// <param name="method">The HTTP method.</param>
/// <param name="path">The path without its query.</param>
internal sealed class Call(string requestId, string method, string path)
{
    private CallEntry? _entry;

    public string RequestId { get; } = requestId;

    /// <summary>Where in a trace it stands, and with it what it causes; <see langword="null"/> when it is in none.</summary>
    public TraceOrigin? Origin { get; init; }

    /// <summary>The partner whose world it turned out to concern, or <see langword="null"/>.</summary>
    public Guid? PartnerId { get; private set; }

    /// <summary>Members of the body that the bank does not document.</summary>
    public IReadOnlyList<string> UnknownMembers { get; set; } = [];

    /// <summary>Why the call is refused, a message a fault, or <see langword="null"/> when it is not.</summary>
    public IReadOnlyList<string>? Errors { get; set; }

    /// <summary>The call turns out to concern a world: it goes to that world's journal, before whatever it causes there.</summary>
    public void Enter(World world)
    {
        if (_entry is null)
        {
            PartnerId = world.PartnerId;
            EnterIn(world.Journal, world.Clock.Now);
        }
    }

    /// <summary>The call is answered. One that concerned no world goes to the journal for such calls.</summary>
    public void Answer(int statusCode, WorldDirectory worlds)
    {
        if (_entry is null)
        {
            EnterIn(worlds.JournalOfNoWorld, worlds.Clock.Now);
        }

        _entry!.Answer(statusCode, Errors);
    }

    private void EnterIn(JournalRing journal, DateTimeOffset now)
    {
        _entry = new CallEntry
        {
            At = now,
            Method = method,
            Path = path,
            RequestId = RequestId,
            UnknownMembers = UnknownMembers is [] ? null : UnknownMembers,
        };
        journal.Add(_entry);
    }
}
