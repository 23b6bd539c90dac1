using System.ComponentModel;
using CrossRiver.Emulator.Cli;
using CrossRiver.Emulator.Cli.Calling;
using ModelContextProtocol.Server;

namespace CrossRiver.Emulator.Agents.Tools;

/// <summary>Provides the tools that decide what happens later: scenarios and faults.</summary>
internal sealed class SetupTools(ControlClient emulator)
{
    [McpServerTool(Name = "scenarios", Destructive = false, Idempotent = true, OpenWorld = false)]
    [Description(
        "Scenarios: the stories that customers can get. Alone: lists them. With name: the YAML of one. With name and yaml: puts a scenario into one world, after a check; " +
        "a fault refuses it and changes nothing. The format is the resource emulator://schema/scenario. To use one give its name to create_customer.")]
    public async Task<string> ScenariosAsync(
        [Description("The name of a scenario.")] string? name = null,
        [Description("The text of a scenario of this name.")] string? yaml = null,
        [Description(ToolTexts.Partner)] string? partnerId = null,
        [Description(ToolTexts.Cursor)] string? cursor = null,
        CancellationToken end = default)
    {
        if (yaml is not null)
        {
            var owner = await AgentWorld.FindOrMakeAsync(emulator, partnerId, end);
            var put = await emulator.PutYamlAsync($"/partners/{AgentWorld.Escaped(owner.PartnerId)}/scenarios/{AgentWorld.Escaped(name ?? throw NameNeeded())}", yaml, end);
            return AgentAnswer.Of([$"{put["scenario"]} is in the world of {put["partnerId"]}", .. (put["warnings"]?.AsArray() ?? []).Select(warning => $"line {warning!["line"]}: {warning["message"]}")]);
        }

        var place = await FindPlaceAsync(partnerId, end);
        return name is not null
            ? AgentAnswer.Of((await emulator.SendForTextAsync(HttpMethod.Get, $"{place}/scenarios/{AgentWorld.Escaped(name)}", body: null, end)).Split('\n'), cursor)
            : AgentAnswer.Of((await emulator.SendAsync(HttpMethod.Get, $"{place}/scenarios", body: null, end))["scenarios"]!.AsArray().Select(scenario => $"{scenario!["name"]}: {scenario["title"]}"), cursor);
    }

    [McpServerTool(Name = "faults", Destructive = true, Idempotent = true, OpenWorld = false)]
    [Description(
        "Faults on purpose in one world. With rules: replaces all rules by these; one wrong rule refuses the call and changes nothing; an empty list removes all. " +
        "With condition: starts or stops a named condition. Alone: lists rules with their hits, and the conditions.")]
    public async Task<string> FaultsAsync(
        [Description("Rules, for example [{\"call\":\"customers.get\",\"which\":\"1\",\"status\":503}] for a call, [{\"event\":\"Core.Customer.*\",\"duplicate\":{\"copies\":1}}] for webhooks.")] JsonArray? rules = null,
        [Description("The name of a condition.")] string? condition = null,
        [Description("True stops the condition.")] bool stop = false,
        [Description(ToolTexts.Partner)] string? partnerId = null,
        [Description(ToolTexts.Cursor)] string? cursor = null,
        CancellationToken end = default)
    {
        var world = rules is null ? await AgentWorld.FindAsync(emulator, partnerId, end) : await AgentWorld.FindOrMakeAsync(emulator, partnerId, end);
        var known = (await world.GetAsync("/conditions", end))["conditions"]!.AsArray().Select(one => $"{one!["name"]}").ToList();
        if (condition is not null && !known.Contains(condition, StringComparer.Ordinal))
        {
            throw CommandException.WrongUsage($"'{condition}' is no condition; {Suggestion.For(condition, known)}");
        }

        var warnings = rules is null ? null : (await world.SendAsync(HttpMethod.Put, "/faults", new JsonObject { ["rules"] = rules.DeepClone() }, end))["warnings"];
        if (condition is not null)
        {
            await world.PostAsync($"/conditions/{AgentWorld.Escaped(condition)}/{(stop ? "stop" : "start")}", body: null, end);
        }

        var faults = (await world.GetAsync("/faults", end))["faults"]!.AsArray();
        var conditions = await world.GetAsync("/conditions", end);
        return AgentAnswer.Of(
        [
            .. faults is [] ? (string[])["rules: none"] : faults.Select(fault => $"rule {fault!["id"]}: {fault["rule"]!.ToJsonString()}, {fault["hits"]} hits"),
            .. (warnings?.AsArray() ?? []).Select(warning => $"warning: {warning}"),
            $"conditions in force: {(conditions["active"]!.AsArray() is { Count: > 0 } active ? string.Join(", ", active.Select(one => $"{one!["name"]}")) : "none")}",
            .. conditions["conditions"]!.AsArray().Select(known => $"condition {known!["name"]}: {known["title"]}"),
        ],
        cursor);
    }

    private static CommandException NameNeeded() => CommandException.WrongUsage("yaml needs the name of the scenario; write name");

    // Without a world, the answer has the scenarios of all worlds.
    private async Task<string> FindPlaceAsync(string? partnerId, CancellationToken end) => partnerId is not null
        ? $"/partners/{AgentWorld.Escaped(partnerId)}"
        : (await emulator.SendAsync(HttpMethod.Get, "/partners?pageSize=2", body: null, end))["results"]!.AsArray() is [{ } only] ? $"/partners/{only["partnerId"]}" : "";
}
