using System.CommandLine;
using CrossRiver.Emulator.Scenarios.Forecast;

namespace CrossRiver.Emulator.Cli.Calling;

/// <summary>Represents the output of a command that lists items: a table with a row for each item, or JSON.</summary>
/// <param name="ofNone">The text if there are no items.</param>
/// <param name="advice">The end of the line that reports more items, or an empty text.</param>
/// <param name="columns">The columns, each with its title and the text for an item.</param>
internal sealed class ItemTable(string ofNone, string advice, params IReadOnlyList<(string Title, Func<JsonObject, string> TextOf)> columns)
{
    private const int Most = 1_000;

    /// <summary>Prints the first 1,000 items.</summary>
    public async Task PrintAsync(ParseResult parsed, Option<bool> json, IAsyncEnumerable<JsonObject> items, CancellationToken end)
    {
        var found = await items.Take(Most + 1).ToListAsync(end);
        await CommandOptions.PrintAsync(parsed, parsed.GetValue(json) ? CommandOptions.ToJson(found.Take(Most)) : TextOf(found));
    }

    /// <summary>Returns the texts of an item's columns in one line.</summary>
    public string LineOf(JsonObject item) => string.Join("  ", columns.Select(column => column.TextOf(item)));

    private string TextOf(List<JsonObject> items)
    {
        IReadOnlyList<string> titles = [.. columns.Select(column => column.Title)];
        var rows = items.Take(Most).Select(item => (IReadOnlyList<string>)[.. columns.Select(column => column.TextOf(item))]);
        var more = items.Count > Most ? $"\n… and more than {Most}{advice}" : "";
        return items is [] ? ofNone : $"{TextTable.Of([titles, .. rows]).TrimEnd()}{more}";
    }
}
