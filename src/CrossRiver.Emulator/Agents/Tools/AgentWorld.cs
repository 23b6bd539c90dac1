using CrossRiver.Emulator.Cli;
using CrossRiver.Emulator.Cli.Calling;
using CrossRiver.Emulator.Cli.Calling.Customers;
using CrossRiver.Emulator.Modules.Customers.Faking;

namespace CrossRiver.Emulator.Agents.Tools;

/// <summary>Represents the world of one partner, for a tool.</summary>
internal sealed class AgentWorld
{
    private const int MostNamed = 10;

    private readonly ControlClient _emulator;

    private AgentWorld(ControlClient emulator, string partnerId) => (_emulator, PartnerId) = (emulator, partnerId);

    /// <summary>Gets the identifier of the partner, or its alias.</summary>
    public string PartnerId { get; }

    /// <summary>Returns the world of a partner, or the only world if no partner is named.</summary>
    /// <exception cref="CommandException">No partner is named, and there is not exactly one world.</exception>
    public static async Task<AgentWorld> FindAsync(ControlClient emulator, string? partnerId, CancellationToken end) =>
        new(emulator, partnerId ?? await FindOnlyAsync(emulator, end) ?? throw CommandException.WrongUsage("there is no world yet; create_customer makes one"));

    /// <summary>Returns the world of a partner, the only world, or else that of the bank's tutorial.</summary>
    /// <exception cref="CommandException">No partner is named, and there are several worlds.</exception>
    public static async Task<AgentWorld> FindOrMakeAsync(ControlClient emulator, string? partnerId, CancellationToken end)
    {
        var partner = partnerId ?? await FindOnlyAsync(emulator, end) ?? $"{new SeedOptions().PartnerId}";
        await emulator.SendAsync(HttpMethod.Put, $"/partners/{Escaped(partner)}", body: null, end);
        return new AgentWorld(emulator, partner);
    }

    public Task<JsonObject> GetAsync(string route, CancellationToken end) => SendAsync(HttpMethod.Get, route, body: null, end);

    public Task<JsonObject> PostAsync(string route, JsonNode? body, CancellationToken end) => SendAsync(HttpMethod.Post, route, body, end);

    /// <summary>Makes a call of the control API about this world.</summary>
    /// <param name="route">The path below the partner.</param>
    public Task<JsonObject> SendAsync(HttpMethod method, string route, JsonNode? body, CancellationToken end) => _emulator.SendAsync(method, PathOf(route), body, end);

    /// <summary>Returns the items of a list, page by page.</summary>
    /// <param name="route">The path below the partner, with a query.</param>
    public IAsyncEnumerable<JsonObject> ListAsync(string route, CancellationToken end) => _emulator.ListAsync(PathOf(route), end);

    /// <summary>Returns the only customer that a text names.</summary>
    /// <exception cref="CommandException">The text names none, or several.</exception>
    public Task<NamedCustomer> FindCustomerAsync(string customer, CancellationToken end) => NamedCustomer.FindAsync(_emulator, PathOf("/customers"), customer, "story without a customer lists all", end);

    public static string Escaped(string text) => Uri.EscapeDataString(text);

    private static async Task<string?> FindOnlyAsync(ControlClient emulator, CancellationToken end)
    {
        var worlds = (await emulator.SendAsync(HttpMethod.Get, $"/partners?pageSize={MostNamed + 1}", body: null, end))["results"]!.AsArray();
        return worlds switch
        {
            [] => null,
            [{ } only] => $"{only["partnerId"]}",
            _ => throw CommandException.WrongUsage($"there are several worlds; write the partnerId of one: {NamesOf(worlds)}"),
        };
    }

    private static string NamesOf(JsonArray worlds) =>
        string.Join(", ", worlds.Take(MostNamed).Select(world => $"{world!["partnerId"]}")) + (worlds.Count > MostNamed ? " and more" : "");

    private string PathOf(string route) => $"/partners/{Escaped(PartnerId)}{route}";
}
