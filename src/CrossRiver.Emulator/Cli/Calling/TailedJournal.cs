using System.Net;
using System.Net.ServerSentEvents;
using CrossRiver.Emulator.Cli.Calling.Entries;

namespace CrossRiver.Emulator.Cli.Calling;

/// <summary>Follows a journal for <c>tail</c>, across the ends of its world and of its emulator.</summary>
/// <param name="journal">The path of the journal.</param>
/// <param name="filter">The part of the query that selects entries.</param>
internal sealed class TailedJournal(ControlClient emulator, string journal, string filter, EntryPrinter printer)
{
    // A cursor after all entries. The answer to it contains the end of the journal.
    private const long End = JournalQuery.End;
    private const string Over = "over";

    private static readonly string[] Signs = ["heartbeat", "lost", "restarted"];
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private long _cursor;
    private JsonObject? _last;
    private bool _wasFollowed;
    private bool _isSaid;

    /// <summary>Returns the cursor after the newest entry of a journal.</summary>
    public static async Task<long> ReadEndAsync(ControlClient emulator, string journal, CancellationToken end) =>
        (long)(await emulator.SendAsync(HttpMethod.Get, $"{journal}?after={End}&limit=1", body: null, end))["cursor"]!;

    /// <summary>Prints the entries after a cursor, until the output is closed or the command ends.</summary>
    /// <exception cref="CommandException">The emulator does not answer at the beginning, or refuses the call.</exception>
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
            // Ctrl+C is the usual end.
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

    // An emulator without a state file begins its journals and their cursors again. Its worlds may not have begun.
    private async Task<long> ComeBackAsync(string what, CancellationToken end)
    {
        if (!_isSaid)
        {
            await Console.Error.WriteLineAsync($"{what} does not answer; tail continues when it does");
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
                // It has not started again, or its world has not begun.
            }
        }
    }

    // An unknown world may not have begun. Before the first answer, an unknown partner or a silent emulator is a mistake of the user.
    private bool IsToCome(CommandException exception) =>
        _wasFollowed && exception.Status is null or HttpStatusCode.NotFound or HttpStatusCode.ServiceUnavailable;

    // A journal that has begun again has another entry in the place of the last printed one.
    private bool IsLast(JsonNode? entry) => _last is not null && entry is not null
        && $"{entry["partnerId"]} {entry["number"]} {entry["at"]}" == $"{_last["partnerId"]} {_last["number"]} {_last["at"]}";

    private bool TryTake(SseItem<string> item)
    {
        if (item.EventType is "lost" && JsonNode.Parse(item.Data) is { } sign)
        {
            Console.Error.WriteLine($"{sign["lost"]} entries were dropped before they could be read");
        }

        if (item.EventType is "restarted")
        {
            Console.Error.WriteLine("the journal has restarted: it is read from its beginning");
        }

        if (Signs.Contains(item.EventType, StringComparer.Ordinal))
        {
            return true;
        }

        _last = JsonNode.Parse(item.Data)!.AsObject();
        return printer.TryPrint(_last);
    }

    /// <summary>The reason for the end of a stream: the world is over or has not begun, the emulator has stopped, or the output is closed.</summary>
    private enum Ending
    {
        World,
        Unbegun,
        Emulator,
        Unread,
    }
}
