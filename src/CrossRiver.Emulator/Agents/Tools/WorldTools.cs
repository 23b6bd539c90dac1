using System.ComponentModel;
using System.Net;
using CrossRiver.Emulator.Cli;
using CrossRiver.Emulator.Cli.Calling;
using CrossRiver.Emulator.Cli.Calling.Customers;
using CrossRiver.Emulator.Cli.Calling.Webhooks;
using CrossRiver.Emulator.Cli.Calling.Worlds;
using ModelContextProtocol.Server;

namespace CrossRiver.Emulator.Agents.Tools;

/// <summary>Provides the tools about a world as a whole: its state, its time, its checkpoints and its report.</summary>
internal sealed class WorldTools(ControlClient emulator)
{
    private const int MostShown = 5;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    [McpServerTool(Name = "status", ReadOnly = true, OpenWorld = false)]
    [Description(
        "State of the emulator and of one world: clock, customers, what is due next, open holds, faults in force, failed and held webhooks. Changes nothing. Call it first, " +
        "and again when something is unclear. For one customer use story; for all that happened use journal.")]
    public async Task<string> StatusAsync(
        [Description(ToolTexts.Partner)] string? partnerId = null,
        CancellationToken end = default)
    {
        var version = await emulator.SendAsync(HttpMethod.Get, "/version", body: null, end);
        var worlds = (await emulator.SendAsync(HttpMethod.Get, "/partners?pageSize=50", body: null, end))["results"]!.AsArray();
        var first = $"CrossRiver.Emulator {version["version"]} at {emulator.Address}";
        return partnerId is null && worlds is not [_]
            ? AgentAnswer.Of([first, .. worlds is [] ? (string[])["There is no world yet: create_customer makes one."] : worlds.Select(world => LineOf(world!))])
            : AgentAnswer.Of([first, .. await DescribeAsync(await AgentWorld.FindAsync(emulator, partnerId, end), end)]);
    }

    [McpServerTool(Name = "advance", Destructive = false, OpenWorld = false)]
    [Description(
        "Lets time pass in one world at once: runs all that is due in that span, and returns when each webhook has its answer. Answers the counts and what is next. " +
        "A hold ends only after its time-out (48h); to end it sooner use act. To wait without moving the clock use wait.")]
    public async Task<string> AdvanceAsync(
        [Description("The span, for example 2s, 1m30s or 48h.")] string by,
        [Description(ToolTexts.Partner)] string? partnerId = null,
        CancellationToken end = default)
    {
        var world = await AgentWorld.FindAsync(emulator, partnerId, end);
        return AgentAnswer.Of([AdvanceCommand.TextOf(await world.PostAsync("/clock/advance", new JsonObject { ["by"] = by }, end))]);
    }

    [McpServerTool(Name = "wait", ReadOnly = true, OpenWorld = false)]
    [Description(
        "Waits until a world is idle, or until something is in its journal: an event, a delivery, a call or a change. Answers the entries, or after the time-out what is " +
        "nearest and still pending. Does not move a manual clock: use advance for that. Use it instead of a sleep.")]
    public async Task<string> WaitAsync(
        [Description("idle, event, delivery, call or change.")] string until,
        [Description("For event or delivery: its name, for example Core.Customer.Onboarded. For call: the operation, for example customers.get. For change: the text, for example ofac Pending → Clear.")] string? name = null,
        [Description("The customer: id, clientIdentifier, name or last four of the tax id. The default is any.")] string? customer = null,
        [Description("Real time, at most 1m. The default is 10s.")] string timeout = "10s",
        [Description(ToolTexts.Partner)] string? partnerId = null,
        CancellationToken end = default)
    {
        if (!Duration.TryParseAny(timeout, out var limit) || limit > LongestWait)
        {
            throw CommandException.WrongUsage($"'{timeout}' is no time-out of at most 1m; write timeout 10s");
        }

        var world = await AgentWorld.FindAsync(emulator, partnerId, end);
        var match = new JsonObject();
        if (name is not null && ToolTexts.MemberWaitedFor(until) is { } member)
        {
            match[member] = name;
        }

        if (customer is not null)
        {
            match["customerId"] = (await world.FindCustomerAsync(customer, end)).Id;
        }

        var request = new JsonObject { ["until"] = until, ["timeout"] = timeout };
        if (match.Count > 0)
        {
            request["match"] = match;
        }

        var answer = await WaitAsync(world, request, end);
        var entries = answer["entries"]?.AsArray() ?? [];
        return AgentAnswer.Of(entries is [] ? [$"{until}: yes, at {StoryText.Moment(answer["now"]!)}"] : EventTools.LinesOf(entries));
    }

    [McpServerTool(Name = "checkpoint", Destructive = true, Idempotent = false, OpenWorld = false)]
    [Description(
        "Keeps a moment of one world, returns to it, deletes it, or lists all. A return puts customers, stories, webhooks and clock back, and nothing from after the moment " +
        "arrives any more; the journal stays. \"start\" is always there. Use it to try two outcomes of one story.")]
    public async Task<string> CheckpointAsync(
        [Description("take, return, delete or list.")] string action = "list",
        [Description("The name of the checkpoint; not for list.")] string? name = null,
        [Description(ToolTexts.Partner)] string? partnerId = null,
        CancellationToken end = default)
    {
        var world = await AgentWorld.FindAsync(emulator, partnerId, end);
        if (action is not "list" && name is null)
        {
            throw CommandException.WrongUsage($"{action} needs the name of the checkpoint; write name");
        }

        var route = $"/checkpoints/{AgentWorld.Escaped(name ?? "")}";
        var answer = action switch
        {
            "list" => await world.GetAsync("/checkpoints", end),
            "take" => await world.PostAsync(route, body: null, end),
            "return" => await world.PostAsync($"{route}/return", body: null, end),
            "delete" => await world.SendAsync(HttpMethod.Delete, route, body: null, end),
            _ => throw CommandException.WrongUsage($"'{action}' is no action of checkpoint; write take, return, delete or list"),
        };
        return AgentAnswer.Of([action is "return" ? CheckpointCommands.ReturnTextOf(answer, name!) : CheckpointCommands.TextOf(answer)]);
    }

    [McpServerTool(Name = "report", ReadOnly = true, OpenWorld = false)]
    [Description(
        "Judges the partner's code by the journal of its world: for each rule passed, failed or not observable, with the entries that prove a failure. Changes nothing. " +
        "Call it after a story has been played; with since it compares with the time before a checkpoint.")]
    public async Task<string> ReportAsync(
        [Description("A checkpoint: what has been fixed and what regressed since it was taken.")] string? since = null,
        [Description(ToolTexts.Partner)] string? partnerId = null,
        [Description(ToolTexts.Cursor)] string? cursor = null,
        CancellationToken end = default)
    {
        var world = await AgentWorld.FindAsync(emulator, partnerId, end);
        var answer = await world.GetAsync(since is null ? "/report" : $"/report?against={AgentWorld.Escaped(since)}", end);
        return AgentAnswer.Of([ReportCommand.TextOf(answer)], cursor);
    }

    // The refusal after the time-out has the nearest entries, and the next moment at which something happens.
    private static async Task<JsonObject> WaitAsync(AgentWorld world, JsonObject request, CancellationToken end)
    {
        try
        {
            return await world.PostAsync("/wait", request, end);
        }
        catch (CommandException late) when (late.Answer is { } answer && late.Status is HttpStatusCode.RequestTimeout)
        {
            var due = (await world.GetAsync("", end))["nextDueAt"];
            throw new CommandException(late.ExitCode,
            [
                .. late.Messages,
                .. (answer["nearestMisses"]?.AsArray() ?? []).Take(MostShown).Select(miss => $"near: entry {miss!["entry"]!["number"]}, {DifferencesIn(miss)}"),
                due is null ? "nothing is due" : $"due next at {StoryText.Moment(due)}: with a manual clock, advance runs it",
            ]);
        }
    }

    private static string DifferencesIn(JsonNode miss) =>
        string.Join("; ", miss["differences"]!.AsArray().Select(difference => $"{difference!["member"]} is {difference["actual"]}"));

    private static string LineOf(JsonNode world) => $"world {world["partnerId"]}{(world["alias"] is { } alias ? $" ({alias})" : "")}: "
        + $"{world["customers"]} customers, {world["registrations"]} registrations, clock {world["clock"]} at {StoryText.Moment(world["now"]!)}, {CountsOf(world["deliveries"]!)}";

    private static string CountsOf(JsonNode deliveries) => $"webhooks: {string.Join(", ", deliveries.AsObject().Select(count => $"{count.Value} {count.Key}"))}";

    private static async Task<IReadOnlyList<string>> DescribeAsync(AgentWorld world, CancellationToken end)
    {
        var state = await world.GetAsync("", end);
        var faults = (await world.GetAsync("/faults", end))["faults"]!.AsArray();
        var conditions = (await world.GetAsync("/conditions", end))["active"]!.AsArray();
        var attention = await world.GetAsync($"/customers?needsAttention=true&pageSize={MostShown}", end);
        var failed = await world.ListAsync("/deliveries?", end).Where(WebhooksCommand.HasFailed).Take(MostShown + 1).ToListAsync(end);
        return
        [
            LineOf(state),
            $"next due: {(state["nextDueAt"] is { } due ? StoryText.Moment(due) : "nothing")}",
            .. Section("needs attention", attention["results"]!.AsArray().Select(customer => CustomersCommand.LineOf(customer!.AsObject())), (bool)attention["hasNextPage"]!),
            .. Section("faults in force", faults.Take(MostShown).Select(fault => $"{fault!["id"]}: {fault["rule"]!.ToJsonString()}, {fault["hits"]} hits"), faults.Count > MostShown),
            .. Section("conditions in force", conditions.Select(condition => $"{condition!["name"]}"), isCut: false),
            .. Section("webhooks whose last attempt failed", failed.Take(MostShown).Select(WebhooksCommand.LineOf), failed.Count > MostShown),
        ];
    }

    private static IEnumerable<string> Section(string title, IEnumerable<string> lines, bool isCut)
    {
        IReadOnlyList<string> all = [.. lines];
        return all is [] ? [$"{title}: none"] : [$"{title}:", .. all.Select(line => $"  {line}"), .. isCut ? (string[])["  … and more"] : []];
    }
}
