using System.Text;

namespace CrossRiver.Emulator.Cli;

/// <summary>docs/commands.md is what <c>--help</c> says.</summary>
public sealed class CommandsPageSnapshotTests
{
    private const string Start = """
        # The commands

        What `crossriver-emulator --help` says, and each command's own help. `dotnet run --project src/CrossRiver.Emulator --` and the container are the same program.

        """;

    [Fact]
    public async Task The_page_has_the_help_of_each_command()
    {
        var page = new StringBuilder(Start.ReplaceLineEndings("\n"));
        await AddAsync(page, []);
        foreach (var name in ProgramCommands.Names)
        {
            await AddAsync(page, [name]);
        }

        foreach (var name in (string[])["list", "print", "explain"])
        {
            await AddAsync(page, ["scenarios", name]);
        }

        await Snapshot.AssertAsync("docs/commands.md", page.ToString());
    }

    private static async Task AddAsync(StringBuilder page, string[] command)
    {
        using var help = new StringWriter { NewLine = "\n" };
        await ProgramCommands.RunAsync([.. command, "--help"], EmulatorApplication.CommandHost, help);
        page.Append('\n').Append("## ").AppendJoin(' ', ["crossriver-emulator", .. command]).Append("\n\n```text\n").Append(help).Append("```\n");
    }
}
