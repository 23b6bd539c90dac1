using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace CrossRiver.Emulator.Control.Journals;

/// <summary>Represents a journal as server-sent events: one for each entry, with its cursor as the identifier and its kind as the name.</summary>
internal sealed class JournalStream(VisibleJournal journal, JournalFilter filter, TimeProvider machine)
{
    private const string Heartbeat = "heartbeat";

    // Proxies close connections that are silent for a minute.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    /// <summary>Returns the entries after a cursor until the world ends, with a sign of life at the beginning and after each silence.</summary>
    public async IAsyncEnumerable<SseItem<object>> FollowAsync(long after, [EnumeratorCancellation] CancellationToken end = default)
    {
        var follower = new JournalFollower(journal.Journal, filter, after, machine, journal.IsOver);
        var silentSince = machine.GetTimestamp();
        yield return Sign(Heartbeat, after);
        while (await ReadOnAsync(follower, LongestSilence - machine.GetElapsedTime(silentSince), end) is { } excerpt)
        {
            if (excerpt.IsRestarted)
            {
                yield return Sign("restarted", cursor: 0);
            }

            if (excerpt.Lost > 0)
            {
                yield return Sign("lost", excerpt.Cursor, excerpt.Lost);
            }

            foreach (var entry in excerpt.Entries)
            {
                yield return new SseItem<object>(entry, entry.Kind) { EventId = $"{journal.Journal.CursorAfter(entry)}" };
            }

            if (journal.IsOver())
            {
                // A client that connects again reads the partner's next world from its beginning.
                yield return Sign("over", cursor: 0) with { EventId = "0" };
                yield break;
            }

            if (excerpt is { Entries: not [] } or { Lost: > 0 } or { IsRestarted: true })
            {
                silentSince = machine.GetTimestamp();
            }
            else if (machine.GetElapsedTime(silentSince) >= LongestSilence)
            {
                yield return Sign(Heartbeat, excerpt.Cursor);
                silentSince = machine.GetTimestamp();
            }
        }
    }

    private static async Task<JournalPage?> ReadOnAsync(JournalFollower follower, TimeSpan atMost, CancellationToken end)
    {
        try
        {
            return await follower.ReadOnAsync(atMost, end);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private SseItem<object> Sign(string name, long cursor, long? lost = null) =>
        new(new StreamSign(journal.PartnerId, journal.ReadNow(), journal.ReadEpoch(), cursor, lost), name);
}

/// <summary>Represents a sign of life in a stream, or the number of entries that it lost.</summary>
/// <param name="Cursor">The cursor up to which the journal was read.</param>
/// <param name="Lost">The number of entries before the cursor that were dropped unread, because a journal was full.</param>
internal sealed record StreamSign(Guid? PartnerId, DateTimeOffset Now, int? Epoch, long Cursor, long? Lost);
