using CrossRiver.Emulator.Cli;

namespace CrossRiver.Emulator.Agents;

/// <summary>The guide for coding agents.</summary>
public sealed class AgentGuideTests
{
    private const int MostTokens = 650;
    private const int CharactersOfToken = 4;

    [Fact]
    public void It_is_short() => Assert.InRange(AgentGuide.Text.Length, 1, MostTokens * CharactersOfToken);

    [Fact]
    public Task The_page_is_the_guide() => Snapshot.AssertAsync("docs/agents.md", AgentGuide.Text);

    [Fact]
    public async Task The_emulator_has_it_without_a_key()
    {
        await using var emulator = new RunningEmulator { Settings = new Dictionary<string, string?> { ["Emulator:Control:Key"] = "open" } };
        using var client = new HttpClient { BaseAddress = emulator.Url("http") };

        Assert.Equal(AgentGuide.Text, await client.GetStringAsync(new Uri("/_emulator/llms.txt", UriKind.Relative), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_command_prints_it_as_a_skill()
    {
        using var output = new StringWriter { NewLine = "\n" };
        Assert.Equal(ExitCode.Done, await ProgramCommands.RunAsync(["agents"], EmulatorApplication.CommandHost, output));
        var printed = output.ToString();

        Assert.StartsWith("---\nname: crossriver-emulator\ndescription: ", printed, StringComparison.Ordinal);
        Assert.Contains(AgentGuide.Text.Trim(), printed, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_command_in_it_exists() =>
        Assert.All(
            AgentGuide.Text.Split('\n').Where(line => line.StartsWith("crossriver-emulator ", StringComparison.Ordinal)).Select(line => line.Split(' ')[1]),
            command => Assert.True(command.StartsWith('-') || ProgramCommands.Names.Contains(command, StringComparer.Ordinal), command));
}
