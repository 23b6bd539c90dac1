using System.ComponentModel;
using CrossRiver.Emulator.Cli.Calling;
using CrossRiver.Emulator.Cli.Calling.Entries;
using CrossRiver.Emulator.Cli.Calling.Webhooks;
using ModelContextProtocol.Server;

namespace CrossRiver.Emulator.Agents.Tools;

/// <summary>Provides the tools that read what happened: the journal and the webhooks.</summary>
internal sealed class EventTools(ControlClient emulator)
{
    private const int MostRead = 200;

    // A character has at most three bytes, and few have more than one.
    private const int LongestJournal = AgentAnswer.Most / 2;

    [McpServerTool(Name = "journal", ReadOnly = true, OpenWorld = false)]
    [Description(
        "The journal of one world, the oldest entry first: calls, changes, events, attempts, faults, control calls. Changes nothing. Filter it, because it can be long. " +
        "With entry: that entry in full, with bodies. For one customer's past and plan use story; for webhooks use deliveries.")]
    public async Task<string> JournalAsync(
        [Description("Kinds, divided by commas: call, choice, change, event, attempt, fault, registration, control.")] string? kind = null,
        [Description("Causes, divided by commas: partner, bank, tester.")] string? by = null,
        [Description("A checkpoint: only later entries. start is the beginning.")] string? since = null,
        [Description(ToolTexts.Customer)] string? customer = null,
        [Description("The number of one entry.")] int? entry = null,
        [Description(ToolTexts.Partner)] string? partnerId = null,
        [Description(ToolTexts.Cursor)] string? cursor = null,
        CancellationToken end = default)
    {
        var world = await AgentWorld.FindAsync(emulator, partnerId, end);
        if (entry is { } number)
        {
            var one = (await world.GetAsync($"/journal?after={number - 1}&limit=1", end))["entries"]!.AsArray();
            return AgentAnswer.Of(one is [{ } found] && (long)found["number"]! == number ? found.ToJsonString(ToolTexts.Indented).Split('\n') : [$"there is no entry {number}"], cursor);
        }

        var named = customer is null ? null : (await world.FindCustomerAsync(customer, end)).Id;
        var filter = string.Concat(CallOptions.Query("kind", kind), CallOptions.Query("by", by), CallOptions.Query("since", since), CallOptions.Query("customer", named));
        var page = await world.GetAsync($"/journal?after={AgentAnswer.PlaceOf(cursor)}&limit={MostRead}{filter}", end);
        return Numbered(page["entries"]!.AsArray());
    }

    [McpServerTool(Name = "deliveries", ReadOnly = true, OpenWorld = false)]
    [Description(
        "The webhooks of one world: event, customer, state, and the answer to each attempt. Changes nothing. With event: that webhook in full. To send one again use act " +
        "with resend; to see what the partner's code did afterwards use journal.")]
    public async Task<string> DeliveriesAsync(
        [Description("Pending, Succeeded, Failed, Held or Lost. The default is all.")] string? state = null,
        [Description("The id of one event.")] string? @event = null,
        [Description(ToolTexts.Partner)] string? partnerId = null,
        [Description(ToolTexts.Cursor)] string? cursor = null,
        CancellationToken end = default)
    {
        var world = await AgentWorld.FindAsync(emulator, partnerId, end);
        if (@event is not null)
        {
            return AgentAnswer.Of((await world.GetAsync($"/deliveries/{AgentWorld.Escaped(@event)}", end)).ToJsonString(ToolTexts.Indented).Split('\n'), cursor);
        }

        var all = await world.ListAsync($"/deliveries?{CallOptions.Query("state", state).TrimStart('&')}", end).Take(AgentAnswer.PlaceOf(cursor) + MostRead).ToListAsync(end);
        return AgentAnswer.Of(all is [] ? ["there is no such webhook"] : all.Select(WebhooksCommand.LineOf), cursor);
    }

    /// <summary>Returns a line about each entry of a journal, with its number.</summary>
    public static IEnumerable<string> LinesOf(JsonArray entries)
    {
        var people = new EntryPeople();
        return entries.Select(entry => $"{entry!["number"]}  {EntryLine.Of(entry.AsObject(), people)}");
    }

    // The cursor of a journal is the number of the last entry in the answer.
    private static string Numbered(JsonArray entries)
    {
        var text = new StringBuilder();
        var shown = 0;
        foreach (var line in LinesOf(entries).TakeWhile(line => text.Length + line.Length < LongestJournal))
        {
            text.Append(line).Append('\n');
            shown++;
        }

        return entries is [] ? "there is no such entry"
            : shown < entries.Count || entries.Count == MostRead ? $"{text}There is more: call again with cursor \"{entries[Math.Max(shown, 1) - 1]!["number"]}\"."
            : text.ToString().TrimEnd('\n');
    }
}
