using System.ComponentModel;
using CrossRiver.Emulator.Cli;
using CrossRiver.Emulator.Cli.Calling;
using CrossRiver.Emulator.Cli.Calling.Customers;
using CrossRiver.Emulator.Cli.Calling.Entries;
using CrossRiver.Emulator.Cli.Calling.Webhooks;
using ModelContextProtocol.Server;

namespace CrossRiver.Emulator.Agents.Tools;

/// <summary>Provides the tools about customers and their stories.</summary>
internal sealed class CustomerTools(ControlClient emulator)
{
    private const int MostCreated = 20;
    private const int MostSteps = 50;

    [McpServerTool(Name = "create_customer", Destructive = false, OpenWorld = false)]
    [Description(
        "Creates customers through the bank's API, as the partner's code would, and starts a scenario for each. Answers their ids. Without a world it makes one. " +
        "The names of scenarios are in scenarios; to see what happens use story.")]
    public async Task<string> CreateAsync(
        [Description("The scenario, for example clear, ofac-review or ofac-hit. The default is chosen as for any create.")] string? scenario = null,
        [Description("1 to 20. The default is 1.")] int count = 1,
        [Description("Members that replace those of the example body, for example {\"clientIdentifier\":\"a-1\"}.")] JsonObject? body = null,
        [Description("A bearer token of the emulator, which only a strict one needs.")] string? token = null,
        [Description(ToolTexts.Partner)] string? partnerId = null,
        CancellationToken end = default)
    {
        if (count is < 1 or > MostCreated)
        {
            throw CommandException.WrongUsage($"count must be from 1 to {MostCreated}");
        }

        var world = await AgentWorld.FindOrMakeAsync(emulator, partnerId, end);
        var made = new List<string>();
        try
        {
            await foreach (var customer in NewCommand.CreateAsync(emulator, world.PartnerId, scenario, count, token, example => Merge(example, body), end))
            {
                made.Add($"{customer["id"]}  {customer["name"]?["firstName"]} {customer["name"]?["lastName"]}".TrimEnd());
            }
        }
        catch (CommandException refused) when (made is not [])
        {
            throw new CommandException(refused.ExitCode, [.. refused.Messages, $"Before that, {made.Count} were created:", .. made]);
        }

        return AgentAnswer.Of(made);
    }

    [McpServerTool(Name = "story", ReadOnly = true, OpenWorld = false)]
    [Description(
        "One customer's story: what happened, its scans now, open holds with their actions, and the planned steps with their ids. Without a customer: the list of customers " +
        "with what they wait for. Changes nothing. To change a story use act; to let it go on use advance.")]
    public async Task<string> StoryAsync(
        [Description(ToolTexts.Customer)] string? customer = null,
        [Description(ToolTexts.Partner)] string? partnerId = null,
        [Description(ToolTexts.Cursor)] string? cursor = null,
        CancellationToken end = default)
    {
        var world = await AgentWorld.FindAsync(emulator, partnerId, end);
        if (customer is null)
        {
            var customers = await world.ListAsync("/customers?", end).Take(AgentAnswer.PlaceOf(cursor) + MostSteps * 2).ToListAsync(end);
            return AgentAnswer.Of(customers is [] ? ["There is no customer yet: create_customer makes one."] : customers.Select(CustomersCommand.LineOf), cursor);
        }

        var named = await world.FindCustomerAsync(customer, end);
        var timeline = await emulator.SendAsync(HttpMethod.Get, named.PathOf("/timeline"), body: null, end);
        var entries = await KeptEntries.ReadAsync(emulator, $"/partners/{timeline["partnerId"]}/journal", CallOptions.Query("customer", named.Id), after: 0, end).ToListAsync(end);
        var steps = timeline["planned"]!.AsArray().Where(step => step!["id"] is not null).Take(MostSteps).Select(step => $"step {step!["id"]}: {step["what"]}");
        return AgentAnswer.Of([StoryText.Of(named, timeline, entries), .. steps], cursor);
    }

    [McpServerTool(Name = "act", Destructive = false, OpenWorld = false)]
    [Description(
        "Does what the bank's staff or a tester can do. With customer: release or reject (or another action of an open hold), outcome (needs ofac or pepScan), run, skip or " +
        "delay (need step), rescan, emit (needs event, a name). With event, an event id of deliveries: resend, send (a held one), drop. Alone: pause, resume (all webhooks of the " +
        "world). Answers the new state. To let time pass use advance.")]
    public async Task<string> ActAsync(
        [Description("One of the actions above.")] string action,
        [Description(ToolTexts.Customer)] string? customer = null,
        [Description("The id of an event; for emit its name.")] string? @event = null,
        [Description("The id of a step, as story lists it.")] string? step = null,
        [Description("Pending, Clear, Failed, Reviewing or Positive.")] string? ofac = null,
        [Description("Like ofac.")] string? pepScan = null,
        [Description("For outcome and delay: a span, for example 48h.")] string? after = null,
        [Description(ToolTexts.Partner)] string? partnerId = null,
        CancellationToken end = default)
    {
        var world = await AgentWorld.FindAsync(emulator, partnerId, end);
        return AgentAnswer.Of([action switch
        {
            "pause" or "resume" => DeliveryCommands.PauseTextOf(await world.PostAsync($"/deliveries/{action}", body: null, end)),
            "resend" or "drop" or "send" => await ActOnDeliveryAsync(world, action is "send" ? "release" : action, Required(@event, action, "event"), end),
            _ => await ActOnCustomerAsync(world, action, Required(customer, action, "customer"), new StepOrder(@event, step, ofac, pepScan, after), end),
        }]);
    }

    private static async Task<string> ActOnDeliveryAsync(AgentWorld world, string action, string eventId, CancellationToken end) =>
        DeliveryCommands.TextOf(await world.PostAsync($"/deliveries/{AgentWorld.Escaped(eventId)}/{action}", body: null, end));

    private async Task<string> ActOnCustomerAsync(AgentWorld world, string action, string customer, StepOrder order, CancellationToken end)
    {
        var named = await world.FindCustomerAsync(customer, end);
        if (action is "emit")
        {
            var request = new JsonObject { ["eventName"] = Required(order.Event, action, "event"), ["customerId"] = named.Id };
            return $"event {(await world.PostAsync("/events", request, end))["eventId"]} is on its way";
        }

        var (route, body) = action switch
        {
            "outcome" => ("/outcome", new JsonObject { ["ofac"] = order.Ofac, ["pepScan"] = order.PepScan, ["after"] = order.After }),
            "run" or "skip" => ($"/steps/{AgentWorld.Escaped(Required(order.Step, action, "step"))}/{action}", null),
            "delay" => ($"/steps/{AgentWorld.Escaped(Required(order.Step, action, "step"))}/delay", new JsonObject { ["by"] = Required(order.After, action, "after") }),
            "rescan" => ("/rescan", null),
            _ => ($"/actions/{AgentWorld.Escaped(action)}", default(JsonObject)),
        };
        var timeline = await emulator.SendAsync(HttpMethod.Post, named.PathOf(route), body, end);
        return $"{named.Text}: {StoryText.StateOf(timeline)}";
    }

    private static JsonObject Merge(JsonObject example, JsonObject? members)
    {
        foreach (var (name, value) in members ?? [])
        {
            example[name] = value?.DeepClone();
        }

        return example;
    }

    private static string Required(string? argument, string action, string name) => argument ?? throw CommandException.WrongUsage($"{action} needs the argument {name}");

    /// <summary>The arguments of an action on a customer.</summary>
    private sealed record StepOrder(string? Event, string? Step, string? Ofac, string? PepScan, string? After);
}
