using System.Net;

namespace CrossRiver.Emulator.Cli;

/// <summary>Provides the exit codes of the program.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int CannotDo = 1;
    public const int WrongUsage = 2;
    public const int TimeIsUp = 3;
    public const int Stopped = 130;

    /// <summary>Gets all exit codes with their meanings. A signal other than Ctrl+C ends the program with 128 and the signal's number, as in shells.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> All { get; } =
    [
        (Done, "done; of run: stopped by Ctrl+C or another signal after its first line"),
        (CannotDo, "failed: the port is in use, no emulator answers, the checked files have errors, a recording differs, a rule of the report regressed, "
            + "or the state could not be written at the stop"),
        (WrongUsage, "wrong usage: the command line, a file, a setting or the key"),
        (TimeIsUp, "timed out"),
        (Stopped, "stopped by Ctrl+C before it was done or listened; by SIGTERM it is 143, by SIGHUP 129"),
    ];
}

/// <summary>The exception of a command that fails.</summary>
/// <param name="exitCode">The exit code of the program.</param>
/// <param name="messages">The reasons, one line each, at least one.</param>
internal sealed class CommandException(int exitCode, params IReadOnlyList<string> messages) : Exception(messages[0])
{
    public int ExitCode { get; } = exitCode;

    public IReadOnlyList<string> Messages { get; } = messages;

    /// <summary>Gets the status of the emulator's answer, or null if there was no answer.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>Gets the emulator's answer, or null if there was none or it was no JSON.</summary>
    public JsonObject? Answer { get; init; }

    public static CommandException WrongUsage(string message) => new(Cli.ExitCode.WrongUsage, message);
}
