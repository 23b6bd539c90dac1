using CrossRiver.Emulator.Cli.Calling.Entries;

namespace CrossRiver.Emulator.Cli.Calling.Customers;

/// <summary>Formats the story of a customer: a line for each entry of its journal, its state now, and a line for each planned step.</summary>
internal static class StoryText
{
    private const int MomentWidth = 18;
    private const int KindWidth = 12;

    /// <param name="timeline">The timeline, as the control API answers it.</param>
    /// <param name="entries">The entries of the journal about the customer.</param>
    public static string Of(NamedCustomer customer, JsonObject timeline, IReadOnlyList<JsonObject> entries)
    {
        var people = new EntryPeople();
        return string.Join('\n', (IEnumerable<string>)
        [
            .. entries.Select(entry => $"{EntryLine.Of(WithoutCustomer(entry), people)}"),
            LineOf(timeline["now"], "now", $"{customer.Text}: {StateOf(timeline)}"),
            .. timeline["holds"]!.AsArray().Select(hold => LineOf(at: null, "hold", HoldOf(hold!))),
            .. timeline["planned"]!.AsArray().Select(step => LineOf(step!["dueAt"], "planned", StepOf(step))),
            .. (bool)timeline["isCut"]! ? (string[])[LineOf(at: null, "planned", "…")] : [],
        ]);
    }

    /// <summary>Returns the results of the scans and the scenario of a timeline.</summary>
    public static string StateOf(JsonObject timeline) =>
        $"OFAC {timeline["ofac"]}, PEP {timeline["pepScan"]}, {(timeline["scenario"] is { } scenario ? $"scenario {scenario}" : "no scenario")}";

    /// <summary>Returns a moment in the form of the lines of the journal.</summary>
    public static string Moment(JsonNode moment) => ((DateTimeOffset)moment).ToString("MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    // All lines are about the same customer.
    private static JsonObject WithoutCustomer(JsonObject entry)
    {
        entry.Remove("customerId");
        return entry;
    }

    // As the lines of the journal are.
    private static string LineOf(JsonNode? at, string kind, string text) =>
        $"{(at is null ? "" : Moment(at)).PadRight(MomentWidth)}  {kind.PadRight(KindWidth)}  {text}";

    private static string HoldOf(JsonNode hold)
    {
        var end = hold["endsAt"] is { } endsAt ? $"; {hold["timeoutAction"]} at {Moment(endsAt)} if nothing is done" : "";
        return $"waits for {string.Join(" or ", hold["actions"]!.AsArray())}{end}";
    }

    private static string StepOf(JsonNode step) => $"{step["what"]}{(step["waitsFor"] is { } waitsFor ? $", after {waitsFor}" : "")}";
}
