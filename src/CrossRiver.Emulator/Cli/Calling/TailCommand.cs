using System.CommandLine;
using CrossRiver.Emulator.Cli.Calling.Entries;
using CrossRiver.Emulator.Cli.Help;

namespace CrossRiver.Emulator.Cli.Calling;

/// <summary>Represents <c>tail</c>, which prints the entries of the journal as they are added, one line each.</summary>
internal static class TailCommand
{
    public static Command Create()
    {
        var options = new CallOptions();
        var kind = new Option<string?>("--kind")
        {
            HelpName = "KINDS",
            Description = $"Only these kinds, separated by commas: {string.Join(", ", EntryKinds.Names)}.",
        };
        kind.CompletionSources.Add(_ => EntryKinds.Names);
        var customer = new Option<string?>("--customer") { HelpName = "ID", Description = "Only entries about this customer, by its id or clientIdentifier." };
        var isNew = new Option<bool>("--new") { Description = "Only new entries; by default it begins with all kept entries." };
        var isPast = new Option<bool>("--no-follow") { Description = "Stop after the kept entries instead of waiting for more." };
        var json = CommandOptions.Json("Print each entry as a line of JSON.");
        var command = new Command("tail", "Print what happens, line by line, until Ctrl+C; continue when the emulator is restarted.")
        {
            kind, customer, isNew, isPast, json,
        };
        command.WithExamples(
            ("crossriver-emulator tail --kind event,attempt", "events and webhook attempts"),
            ("crossriver-emulator tail --no-follow --json", "all of it for a CI job's artefacts"));

        return options.AddTo(command, async (emulator, parsed, end) =>
        {
            var journal = options.PathOf(parsed, "/journal");
            var after = parsed.GetValue(isNew) ? await TailedJournal.ReadEndAsync(emulator, journal, end) : 0;
            var filter = $"{CallOptions.Query("kind", parsed.GetValue(kind))}{CallOptions.Query("customer", parsed.GetValue(customer))}";
            using var printer = new EntryPrinter(parsed.GetValue(json));
            // The reading stops when the output is closed.
            await (parsed.GetValue(isPast)
                ? KeptEntries.ReadAsync(emulator, journal, filter, after, end).AllAsync(printer.TryPrint, end).AsTask()
                : new TailedJournal(emulator, journal, filter, printer).FollowAsync(after, end));
        });
    }
}
