using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace CrossRiver.Emulator.Commands.Calling;

/// <summary>An entry of a journal as a line for people.</summary>
/// <param name="At">The time, on the world's clock.</param>
/// <param name="Kind">What sort of thing it is.</param>
/// <param name="Text">What happened.</param>
/// <param name="IsBad">Whether something failed.</param>
internal sealed record EntryLine(string At, string Kind, string Text, bool IsBad)
{
    private const int KindWidth = 12;

    /// <summary>Reads an entry.</summary>
    public static EntryLine Of(JsonObject entry)
    {
        var kind = (string)entry["kind"]!;
        var about = (string?)entry["customerId"] is { } customer ? $"  customer {customer}" : "";
        var isBad = kind is "fault" || (string?)entry["outcome"] is "failed" || (kind is "call" && (int?)entry["statusCode"] is >= 400);

        return new EntryLine(((DateTimeOffset)entry["at"]!).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture), TerminalText.Show(kind), TerminalText.Show($"{TextOf(kind, entry)}{about}"), isBad);
    }

    /// <summary>Writes it, in colours where somebody sees them.</summary>
    /// <param name="plain">Where it goes when nobody sees colours.</param>
    public void Print(TextWriter plain)
    {
        if (Terminal.Output is not { } console)
        {
            plain.WriteLine(ToString());
            return;
        }

        console.Write(new Text($"{At}  ", new Style(Color.Grey)));
        console.Write(new Text(Kind.PadRight(KindWidth), new Style(IsBad ? Color.Red : ColorOf(Kind))));
        console.WriteLine($"  {Text}");
    }

    public override string ToString() => $"{At}  {Kind.PadRight(KindWidth)}  {Text}";

    private static string TextOf(string kind, JsonObject entry) => kind switch
    {
        "call" => $"{entry["method"]} {entry["path"]}{entry["query"]} → {entry["statusCode"]?.ToString() ?? "…"}{Joined(entry["errors"])}",
        "choice" => $"scenario {entry["scenario"]}: {entry["reason"]}",
        "event" => $"{entry["eventName"]}{(entry["eventId"] is { } id ? $" {id}" : ", which nobody has registered for")}",
        "attempt" => $"{entry["eventName"]} → {entry["callbackUrl"]}, attempt {entry["attempt"]}: {entry["outcome"]}{(entry["failure"] is { } failure ? $", {failure}" : $", {entry["statusCode"]}")}",
        "fault" => $"{entry["fault"]}, by {entry["rule"]}",
        "registration" => $"{entry["eventName"]} {entry["what"]}",
        _ => $"{entry["what"]}",
    };

    private static string Joined(JsonNode? errors) => errors is JsonArray { Count: > 0 } texts ? $" {string.Join("; ", texts)}" : "";

    private static Color ColorOf(string kind) => kind switch
    {
        "call" => Color.Blue,
        "change" or "choice" => Color.Yellow,
        "event" or "attempt" => Color.Green,
        _ => Color.Grey,
    };
}
