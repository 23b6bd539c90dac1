using System.CommandLine;
using CrossRiver.Emulator.Agents.Serving;
using CrossRiver.Emulator.Cli;
using CrossRiver.Emulator.Cli.Calling;
using CrossRiver.Emulator.Cli.Help;
using ModelContextProtocol.Server;

namespace CrossRiver.Emulator.Agents;

/// <summary>Represents <c>mcp</c> and <c>agents</c>, the commands for coding agents.</summary>
internal static class AgentCommands
{
    public static Command CreateMcp()
    {
        var command = new Command("mcp", "Serve the emulator's tools to a coding agent, by the Model Context Protocol on standard input and output.");
        command.WithExamples(("claude mcp add bank -- crossriver-emulator mcp", "the program of the agent starts it"));

        return new CallOptions().AddTo(command, async (emulator, _, end) =>
        {
            await using var transport = new StdioServerTransport(ProgramCommands.ProgramName);
            await using var server = new AgentServer().Create(transport, emulator, logs: null);
            await server.RunAsync(end);
        }, isOfAll: true);
    }

    public static Command CreateAgents()
    {
        var command = new Command("agents", "Print a skill file (SKILL.md) that teaches a coding agent how to use the emulator.");
        command.WithExamples(("crossriver-emulator agents > .claude/skills/crossriver-emulator/SKILL.md", "the agent reads it when it needs it"));
        command.SetAction(async (parsed, _) => await CommandOptions.PrintAsync(parsed, AgentGuide.Skill));
        return command;
    }
}
