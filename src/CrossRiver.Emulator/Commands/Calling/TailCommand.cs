using System.CommandLine;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Commands.Help;
using CrossRiver.Emulator.Journal;

namespace CrossRiver.Emulator.Commands.Calling;

/// <summary><c>tail</c> tells what happens in an emulator while it happens, a line an entry of the journal.</summary>
internal static class TailCommand
{
    // A cursor behind everything: an answer to it says where the journal ends.
    private const long End = JournalQuestion.End;

    private const string Over = "over";

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    private static readonly string[] Signs = ["heartbeat", "lost", "restarted"];

    public static Command Create()
    {
        var options = new CallOptions();
        var kind = new Option<string?>("--kind") { HelpName = "KINDS", Description = $"Only these, divided by commas: {string.Join(", ", EntryKinds.Names)}." };
        kind.CompletionSources.Add(_ => EntryKinds.Names);
        var customer = new Option<string?>("--customer") { HelpName = "ID", Description = "Only what is about this customer: its id or its clientIdentifier." };
        var isNew = new Option<bool>("--new") { Description = "Only what happens from now on; else it begins with all that is kept." };
        var isPast = new Option<bool>("--no-follow") { Description = "Ends when all that is kept is told, instead of waiting for more." };
        var json = new Option<bool>("--json") { Description = "Prints each entry as JSON in a line, for machines." };
        var command = new Command("tail", "Tells what happens, line by line, until Ctrl+C.") { kind, customer, isNew, isPast, json };
        options.AddTo(command);
        new CommandTexts(
            ("crossriver-emulator tail --kind event,attempt", "what goes to webhooks"),
            ("crossriver-emulator tail --no-follow --json", "all of it for a CI job's artefacts")).AddTo(command);
        command.SetAction(async (parsed, end) =>
        {
            using var emulator = options.Connect(parsed);
            var journal = options.PathOf(parsed, "/journal");
            var after = parsed.GetValue(isNew) ? (long)(await emulator.SendAsync(HttpMethod.Get, $"{journal}?after={End}&limit=1", body: null, end))["cursor"]! : 0;
            var filter = $"{Query("kind", parsed.GetValue(kind))}{Query("customer", parsed.GetValue(customer))}";
            using var printer = new EntryPrinter(parsed.GetValue(json));
            await (parsed.GetValue(isPast)
                ? ReadAsync(emulator, journal, after, filter, printer, end)
                : FollowAsync(emulator, journal, after, filter, printer, end));
            return ExitCode.Done;
        });

        return command;
    }

    private static async Task ReadAsync(CalledEmulator emulator, string journal, long after, string filter, EntryPrinter printer, CancellationToken end)
    {
        while (await emulator.SendAsync(HttpMethod.Get, $"{journal}?after={after}&limit=1000{filter}", body: null, end) is { } page && page["entries"]!.AsArray() is { Count: > 0 } entries)
        {
            if (!entries.All(entry => printer.TryPrint(entry!.AsObject())))
            {
                return;
            }

            after = (long)page["cursor"]!;
        }
    }

    // When a world is over, the next one of its partner is followed from its beginning.
    private static async Task FollowAsync(CalledEmulator emulator, string journal, long after, string filter, EntryPrinter printer, CancellationToken end)
    {
        while (await FollowWorldAsync(emulator, $"{journal}/stream?after={after}{filter}", printer, end))
        {
            after = 0;
            while (!await emulator.HasAsync($"{journal}?limit=1", end))
            {
                await Task.Delay(BetweenLooks, TimeProvider.System, end);
            }
        }
    }

    private static async Task<bool> FollowWorldAsync(CalledEmulator emulator, string path, EntryPrinter printer, CancellationToken end)
    {
        try
        {
            using var response = await emulator.OpenAsync(path, end);
            await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync(end)).EnumerateAsync(end))
            {
                if (item.EventType is Over || !TryTake(item, printer))
                {
                    return item.EventType is Over;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw new CommandException(ExitCode.CannotDo, $"{emulator.Address} is gone ({exception.Message.TrimEnd('.')})");
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return false;
        }

        throw new CommandException(ExitCode.CannotDo, $"{emulator.Address} has stopped");
    }

    private static bool TryTake(SseItem<string> item, EntryPrinter printer)
    {
        if (item.EventType is "lost" && JsonNode.Parse(item.Data) is { } sign)
        {
            Console.Error.WriteLine($"{sign["lost"]} entries were dropped before they could be read");
        }

        if (item.EventType is "restarted")
        {
            Console.Error.WriteLine("the journal has begun again without what was before: it is read from its beginning");
        }

        return Signs.Contains(item.EventType, StringComparer.Ordinal) || printer.TryPrint(JsonNode.Parse(item.Data)!.AsObject());
    }

    private static string Query(string name, string? value) => value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";
}
