using System.Net;
using System.Net.ServerSentEvents;
using CrossRiver.Emulator.Cli.Calling.Entries;

namespace CrossRiver.Emulator.Cli.Calling;

/// <summary>A journal that <c>tail</c> follows, across the ends of its world and of its emulator.</summary>
/// <param name="emulator">The emulator.</param>
/// <param name="journal">The path of the journal.</param>
/// <param name="filter">The part of the query that says which entries.</param>
/// <param name="printer">Prints them.</param>
internal sealed class TailedJournal(CalledEmulator emulator, string journal, string filter, EntryPrinter printer)
{
    // A cursor behind everything: an answer to it says where the journal ends.
    private const long End = JournalQuestion.End;

    private const string Over = "over";

    private static readonly string[] Signs = ["heartbeat", "lost", "restarted"];
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private long _cursor;
    private JsonObject? _last;
    private bool _wasFollowed;
    private bool _isSaid;

    /// <summary>Reads the cursor behind the newest entry of a journal.</summary>
    public static async Task<long> ReadEndAsync(CalledEmulator emulator, string journal, CancellationToken end) =>
        (long)(await emulator.SendAsync(HttpMethod.Get, $"{journal}?after={End}&limit=1", body: null, end))["cursor"]!;

    /// <summary>Prints what comes, until nobody reads it or the command ends.</summary>
    /// <param name="after">The cursor to begin after.</param>
    /// <param name="end">Ends the command.</param>
    /// <exception cref="CommandException">The emulator does not answer at the beginning, or refuses.</exception>
    public async Task FollowAsync(long after, CancellationToken end)
    {
        _cursor = after;
        try
        {
            while (await FollowWorldAsync(end) is var ending && ending is not Ending.Unread)
            {
                _cursor = ending is Ending.World ? 0 : await ComeBackAsync(ending is Ending.Unbegun ? "the world" : emulator.Address, end);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Ctrl+C is how a person ends it.
        }
    }

    private async Task<Ending> FollowWorldAsync(CancellationToken end)
    {
        try
        {
            using var response = await emulator.OpenAsync($"{journal}/stream?after={_cursor}{filter}", end);
            (_wasFollowed, _isSaid) = (true, false);
            await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync(end)).EnumerateAsync(end))
            {
                if (item.EventType is Over || !TryTake(item))
                {
                    return item.EventType is Over ? Ending.World : Ending.Unread;
                }

                _cursor = long.TryParse(item.EventId, CultureInfo.InvariantCulture, out var cursor) ? cursor : _cursor;
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            // The emulator was killed.
        }
        catch (CommandException exception) when (IsToCome(exception))
        {
            return exception.Status is HttpStatusCode.NotFound ? Ending.Unbegun : Ending.Emulator;
        }

        return Ending.Emulator;
    }

    // An emulator that keeps no state begins its journals again, and so their cursors. Its worlds may not have begun.
    private async Task<long> ComeBackAsync(string what, CancellationToken end)
    {
        if (!_isSaid)
        {
            await Console.Error.WriteLineAsync($"{what} is gone; tail goes on when it is there");
            _isSaid = true;
        }

        while (true)
        {
            await Task.Delay(Pause, TimeProvider.System, end);
            try
            {
                var page = await emulator.SendAsync(HttpMethod.Get, $"{journal}?after={Math.Max(0, _cursor - 1)}&limit=1{filter}", body: null, end);
                return IsLast(page["entries"]!.AsArray().FirstOrDefault()) ? _cursor : 0;
            }
            catch (CommandException exception) when (IsToCome(exception))
            {
                // It is still gone, or its world has not begun.
            }
        }
    }

    // A world that has not begun is unknown. At the beginning a partner that is unknown is a mistake, and so is an emulator that does not answer.
    private bool IsToCome(CommandException exception) =>
        _wasFollowed && exception.Status is null or HttpStatusCode.NotFound or HttpStatusCode.ServiceUnavailable;

    // A journal that has begun again has another entry in the place of the last one that was printed.
    private bool IsLast(JsonNode? entry) => _last is not null && entry is not null && $"{entry["partnerId"]} {entry["number"]} {entry["at"]}" == $"{_last["partnerId"]} {_last["number"]} {_last["at"]}";

    private bool TryTake(SseItem<string> item)
    {
        if (item.EventType is "lost" && JsonNode.Parse(item.Data) is { } sign)
        {
            Console.Error.WriteLine($"{sign["lost"]} entries were dropped before they could be read");
        }

        if (item.EventType is "restarted")
        {
            Console.Error.WriteLine("the journal has begun again without what was before: it is read from its beginning");
        }

        if (Signs.Contains(item.EventType, StringComparer.Ordinal))
        {
            return true;
        }

        _last = JsonNode.Parse(item.Data)!.AsObject();
        return printer.TryPrint(_last);
    }

    /// <summary>Why a stream has ended.</summary>
    private enum Ending
    {
        /// <summary>The world is over; the next one of its partner begins.</summary>
        World,

        /// <summary>The world of the partner has not begun.</summary>
        Unbegun,

        /// <summary>The emulator has stopped.</summary>
        Emulator,

        /// <summary>Nobody reads what is printed.</summary>
        Unread,
    }
}
