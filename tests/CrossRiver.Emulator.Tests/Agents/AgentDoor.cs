using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace CrossRiver.Emulator.Agents;

/// <summary>A client of the tools, through one of their two doors: the SDK's own.</summary>
public static class AgentDoor
{
    public const string Http = "http";
    public const string Stdio = "stdio";

    public static TheoryData<string> Both => [Http, Stdio];

    /// <summary>Opens a door of a running emulator.</summary>
    public static Task<McpClient> OpenAsync(string door, Uri emulator, IDictionary<string, string>? headers = null) => McpClient.CreateAsync(
        door is Http
            ? new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri(emulator, "/_emulator/mcp"), TransportMode = HttpTransportMode.StreamableHttp, AdditionalHeaders = headers })
            : new StdioClientTransport(new StdioClientTransportOptions { Command = "dotnet", Arguments = [RunningProgram.PathOf("CrossRiver.Emulator"), "mcp", "--url", emulator.OriginalString], Name = "bank" }),
        cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Calls a tool that must not refuse.</summary>
    public static async Task<string> AskAsync(this McpClient agent, string tool, object? arguments = null)
    {
        var (text, isRefused) = await agent.TryAsync(tool, arguments);
        Assert.False(isRefused, text);
        return text;
    }

    /// <summary>Calls a tool that must refuse, and returns its reasons.</summary>
    public static async Task<string> BeRefusedAsync(this McpClient agent, string tool, object? arguments = null)
    {
        var (text, isRefused) = await agent.TryAsync(tool, arguments);
        Assert.True(isRefused, text);
        return text;
    }

    private static async Task<(string Text, bool IsRefused)> TryAsync(this McpClient agent, string tool, object? arguments)
    {
        var given = (arguments?.GetType().GetProperties() ?? []).ToDictionary(property => property.Name, property => property.GetValue(arguments), StringComparer.Ordinal);
        var answer = await agent.CallToolAsync(tool, given, cancellationToken: TestContext.Current.CancellationToken);
        return (Assert.IsType<TextContentBlock>(Assert.Single(answer.Content)).Text, answer.IsError is true);
    }
}
