using Spectre.Console;

namespace CrossRiver.Emulator.Cli.Calling.Entries;

/// <summary>Represents an entry of a journal as a line for people, of less than 120 characters.</summary>
/// <param name="At">The time on the world's clock, and the partner if there are several.</param>
/// <param name="IsBad">True if something failed.</param>
internal sealed record EntryLine(string At, string Kind, string Text, bool IsBad)
{
    private const int KindWidth = 12;
    private const int Longest = 119;
    private const int ShownOfPartner = 8;

    /// <summary>Returns the line of an entry.</summary>
    /// <param name="entry">The entry, as the control API answers it.</param>
    public static EntryLine Of(JsonObject entry, EntryPeople people)
    {
        people.Meet(entry);
        var kind = (string)entry["kind"]!;
        var isBad = kind is "fault" || (string?)entry["outcome"] is "failed" || (kind is "call" && (int?)entry["statusCode"] is >= 400);
        var partner = people.HasSeveralPartners ? $"  {string.Concat(((string?)entry["partnerId"] ?? "").Take(ShownOfPartner)).PadRight(ShownOfPartner)}" : "";
        var at = $"{((DateTimeOffset)entry["at"]!).ToString("MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)}{partner}";

        return new EntryLine(at, TerminalText.Show(kind), EntryText.Of(kind, entry, people.NameOf(entry), Longest - at.Length - KindWidth - 4), isBad);
    }

    /// <summary>Prints the line, in colours on a terminal.</summary>
    /// <param name="plain">The writer if there is no terminal.</param>
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

    private static Color ColorOf(string kind) => kind switch
    {
        "call" => Color.Blue,
        "change" or "choice" => Color.Yellow,
        "event" or "attempt" => Color.Green,
        _ => Color.Grey,
    };
}
