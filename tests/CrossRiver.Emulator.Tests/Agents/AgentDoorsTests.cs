using ModelContextProtocol.Client;

namespace CrossRiver.Emulator.Agents;

/// <summary>The two doors of the tools: the emulator itself, and the command that an agent's program starts.</summary>
[Trait("lane", "slow")]
public sealed class AgentDoorsTests : IAsyncDisposable
{
    private readonly RunningEmulator _emulator = new() { Settings = new Dictionary<string, string?> { ["Emulator:Clock:Mode"] = "Manual" } };

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task Both_offer_and_answer_the_same()
    {
        await using var http = await AgentDoor.OpenAsync(AgentDoor.Http, _emulator.Url("http"));
        await using var stdio = await AgentDoor.OpenAsync(AgentDoor.Stdio, _emulator.Url("http"));
        await stdio.AskAsync("create_customer", new { scenario = "ofac-review" });
        await http.AskAsync("advance", new { by = "1h" });
        await stdio.AskAsync("checkpoint", new { action = "take", name = "here" });
        await stdio.AskAsync("faults", new { rules = new object[] { new { call = "customers.get", which = "1", status = 503 } } });

        Assert.Equal(await DescribeAsync(http), await DescribeAsync(stdio));
        foreach (var tool in (string[])["status", "story", "journal", "deliveries", "scenarios", "faults", "checkpoint", "report"])
        {
            Assert.Equal(await http.AskAsync(tool), await stdio.AskAsync(tool));
        }

        Assert.Equal(await http.BeRefusedAsync("story", new { customer = "Meg" }), await stdio.BeRefusedAsync("story", new { customer = "Meg" }));
        Assert.Equal(await http.AskAsync("wait", new { until = "idle" }), await stdio.AskAsync("wait", new { until = "idle" }));
        Assert.Contains("OFAC Clear", await stdio.AskAsync("act", new { action = "release", customer = (await stdio.AskAsync("story")).Split(' ')[2].TrimEnd(':') }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_emulator_the_command_says_how_to_start_it()
    {
        await using var agent = await AgentDoor.OpenAsync(AgentDoor.Stdio, new Uri("http://127.0.0.1:9"));

        Assert.Contains("no emulator answers at http://127.0.0.1:9", await agent.BeRefusedAsync("status"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(AgentDoor.Both), MemberType = typeof(AgentDoor))]
    public async Task A_session_of_an_agent_is_short(string door)
    {
        var (calls, characters) = (0, 0);
        await using var agent = await AgentDoor.OpenAsync(door, _emulator.Url("http"));
        await using var inbox = await WebhookInbox.StartAsync();
        await _emulator.NewPartner().RegisterAsync(inbox.Url, "Core.Customer.Ofac.Changed");
        characters += agent.ServerInstructions!.Length + (await DescribeAsync(agent)).Length;

        Assert.Contains("1 registrations", await AskAsync("status"), StringComparison.Ordinal);
        var customer = (await AskAsync("create_customer", new { scenario = "ofac-review" }))[..36];
        Assert.Contains("review", await AskAsync("story", new { customer }), StringComparison.Ordinal);
        await AskAsync("advance", new { by = "5s" });
        await AskAsync("checkpoint", new { action = "take", name = "held" });
        Assert.Contains("OFAC Clear", await AskAsync("act", new { action = "release", customer }), StringComparison.Ordinal);
        await AskAsync("advance", new { by = "5s" });
        Assert.Contains("Core.Customer.Ofac.Changed", await AskAsync("deliveries"), StringComparison.Ordinal);
        Assert.Contains("passed", await AskAsync("report"), StringComparison.Ordinal);
        await AskAsync("checkpoint", new { action = "return", name = "held" });
        Assert.Contains("OFAC Positive", await AskAsync("act", new { action = "reject", customer }), StringComparison.Ordinal);

        Assert.InRange(calls, 1, 20);
        Assert.InRange(characters / 4, 1, 30_000);

        async Task<string> AskAsync(string tool, object? arguments = null)
        {
            var answer = await agent.AskAsync(tool, arguments);
            (calls, characters) = (calls + 1, characters + answer.Length);
            return answer;
        }
    }

    private static async Task<string> DescribeAsync(McpClient agent)
    {
        var tools = (await agent.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken)).Select(tool => tool.ProtocolTool);
        return System.Text.Json.JsonSerializer.Serialize(tools, ModelContextProtocol.McpJsonUtilities.DefaultOptions);
    }
}
