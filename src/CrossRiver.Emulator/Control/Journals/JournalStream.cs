using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace CrossRiver.Emulator.Control.Journals;

/// <summary>A journal as server-sent events: an entry each, with its cursor as the identifier and its kind as the name.</summary>
/// <param name="journal">The journal.</param>
/// <param name="filter">Which of its entries.</param>
/// <param name="machine">The machine's time.</param>
internal sealed class JournalStream(JournalInReach journal, JournalFilter filter, TimeProvider machine)
{
    private const string Heartbeat = "heartbeat";
    private const string Lost = "lost";
    private const string Restarted = "restarted";
    private const string Over = "over";

    // Proxies close connections on which nothing comes for a minute.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Tells what there is, and then what comes until the world is over. At once, at the beginning and after each silence, comes a sign of life.
    /// </summary>
    /// <param name="after">The cursor to begin after.</param>
    /// <param name="end">Ends the stream.</param>
    public async IAsyncEnumerable<SseItem<object>> FollowAsync(long after, [EnumeratorCancellation] CancellationToken end = default)
    {
        var follower = new JournalFollower(journal.Journal, filter, after, machine, journal.IsOver);
        var silentSince = machine.GetTimestamp();
        yield return Sign(Heartbeat, after);
        while (await ReadOnAsync(follower, LongestSilence - machine.GetElapsedTime(silentSince), end) is { } excerpt)
        {
            if (excerpt.IsRestarted)
            {
                yield return Sign(Restarted, cursor: 0);
            }

            if (excerpt.Lost > 0)
            {
                yield return Sign(Lost, excerpt.Cursor, excerpt.Lost);
            }

            foreach (var entry in excerpt.Entries)
            {
                yield return new SseItem<object>(entry, entry.Kind) { EventId = $"{journal.Journal.CursorAfter(entry)}" };
            }

            if (journal.IsOver())
            {
                // Who comes back reads the next world of the partner from its beginning.
                yield return Sign(Over, cursor: 0) with { EventId = "0" };
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

    private static async Task<JournalExcerpt?> ReadOnAsync(JournalFollower follower, TimeSpan atMost, CancellationToken end)
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

/// <summary>A sign of life in a stream, or how many entries it lost.</summary>
/// <param name="PartnerId">The world, or <see langword="null"/> for all of them.</param>
/// <param name="Now">The moment, on the world's clock.</param>
/// <param name="Epoch">The world's epoch.</param>
/// <param name="Cursor">How far the journal was read.</param>
/// <param name="Lost">How many entries before the cursor were dropped unread, because a journal was full.</param>
internal sealed record StreamSign(Guid? PartnerId, DateTimeOffset Now, int? Epoch, long Cursor, long? Lost);
