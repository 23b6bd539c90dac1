using System.Text.Json.Nodes;
using CrossRiver.Emulator.Fixtures;

namespace CrossRiver.Emulator.Packaging.Clients;

/// <summary>The reference inspector of the Model Context Protocol works through both doors.</summary>
public sealed class McpInspectorTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private static readonly string Folder = Path.Combine(RunningProgram.Repository, "tests/clients/mcp-inspector");

    [Theory]
    [InlineData("http")]
    [InlineData("stdio")]
    public async Task It_lists_the_tools_and_calls_one(string door)
    {
        Assert.SkipUnless(RunningProgram.IsInstalled("node"), "There is no node on this machine.");
        Assert.SkipUnless(Directory.Exists(Path.Combine(Folder, "node_modules")), $"The inspector is not installed: npm ci --prefix {Folder}");
        var url = emulator.Url("http");
        var server = door is "http" ? $"{new Uri(url, "/_emulator/mcp")} --transport http" : $"dotnet {RunningProgram.PathOf("CrossRiver.Emulator")} mcp --url {url}";

        var tools = await InspectAsync($"{server} --method tools/list");
        var status = await InspectAsync($"{server} --method tools/call --tool-name status");

        Assert.Equal(12, tools["tools"]!.AsArray().Count);
        Assert.Contains("There is no world yet", (string)status["content"]![0]!["text"]!, StringComparison.Ordinal);
    }

    private static async Task<JsonNode> InspectAsync(string arguments)
    {
        await using var inspector = RunningProgram.StartBash($"node node_modules/.bin/mcp-inspector --cli {arguments}", Folder);
        Assert.True(await inspector.ExitAsync() is 0, inspector.Output);
        return JsonNode.Parse(inspector.Output)!;
    }
}
