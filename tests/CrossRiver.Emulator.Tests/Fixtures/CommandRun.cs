using CrossRiver.Emulator.Cli;

namespace CrossRiver.Emulator.Fixtures;

/// <summary>Runs commands of the program in the test process, against an emulator.</summary>
public sealed class CommandRun(RunningEmulator emulator)
{
    private string Url => emulator.Url("http").GetLeftPart(UriPartial.Authority);

    /// <summary>Runs a command that succeeds, and returns its output.</summary>
    public async Task<string> RunAsync(params IReadOnlyList<string> command)
    {
        using var output = new StringWriter { NewLine = "\n" };
        Assert.Equal(ExitCode.Done, await ProgramCommands.RunAsync([.. command, "--url", Url], EmulatorApplication.CommandHost, output));
        return output.ToString().TrimEnd();
    }

    /// <summary>Runs a command that fails, and returns its messages.</summary>
    public async Task<IReadOnlyList<string>> FailAsync(params IReadOnlyList<string> command)
    {
        var exception = await Assert.ThrowsAsync<CommandException>(() => RunAsync(command));
        Assert.Equal(ExitCode.WrongUsage, exception.ExitCode);
        return exception.Messages;
    }
}
