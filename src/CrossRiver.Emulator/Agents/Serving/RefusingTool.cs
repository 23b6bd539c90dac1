using CrossRiver.Emulator.Agents.Tools;
using CrossRiver.Emulator.Cli;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CrossRiver.Emulator.Agents.Serving;

/// <summary>Answers a refused call of a tool with the reasons, as a result that an agent can read and act on.</summary>
internal sealed class RefusingTool(McpServerTool inner) : DelegatingMcpServerTool(inner)
{
    private static readonly Dictionary<JsonValueKind, string> JsonTypes = new()
    {
        [JsonValueKind.String] = "string",
        [JsonValueKind.Number] = "number",
        [JsonValueKind.True] = "boolean",
        [JsonValueKind.False] = "boolean",
        [JsonValueKind.Object] = "object",
        [JsonValueKind.Array] = "array",
        [JsonValueKind.Null] = "null",
    };

    public override async ValueTask<CallToolResult> InvokeAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default)
    {
        try
        {
            Check(request.Params?.Arguments ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal));
            return await base.InvokeAsync(request, cancellationToken);
        }
        catch (CommandException refused)
        {
            return Refusal(refused.Messages);
        }
        catch (Exception wrong) when (wrong is ArgumentException or JsonException)
        {
            return Refusal([$"{ProtocolTool.Name}: {wrong.Message}"]);
        }
    }

    private static CallToolResult Refusal(IEnumerable<string> messages) =>
        new() { IsError = true, Content = [new TextContentBlock { Text = AgentAnswer.Of(messages.Prepend("Refused:")) }] };

    // A misspelt argument would otherwise have no effect and no message, and the messages of the binder name no argument.
    private void Check(IDictionary<string, JsonElement> arguments)
    {
        var declared = ProtocolTool.InputSchema.GetProperty("properties").EnumerateObject().ToDictionary(property => property.Name, property => TypesOf(property.Value), StringComparer.Ordinal);
        foreach (var (name, value) in arguments)
        {
            if (!declared.TryGetValue(name, out var types))
            {
                throw CommandException.WrongUsage($"{ProtocolTool.Name} has no argument '{name}'; {Suggestion.For(name, [.. declared.Keys])}");
            }

            if (!types.Contains(TypeOf(value), StringComparer.Ordinal))
            {
                throw CommandException.WrongUsage($"{name} must be of the type {types[0]}, not {TypeOf(value)}");
            }
        }

        var required = ProtocolTool.InputSchema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!) : [];
        if (required.FirstOrDefault(name => !arguments.ContainsKey(name)) is { } missing)
        {
            throw CommandException.WrongUsage($"{ProtocolTool.Name} needs the argument {missing}");
        }
    }

    private static IReadOnlyList<string> TypesOf(JsonElement schema) => schema.TryGetProperty("type", out var type)
        ? type.ValueKind is JsonValueKind.Array ? [.. type.EnumerateArray().Select(one => one.GetString()!)] : [type.GetString()!]
        : [.. JsonTypes.Values];

    private static string TypeOf(JsonElement value) =>
        value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out _) ? "integer" : JsonTypes[value.ValueKind];
}
