using System.Net;

namespace CrossRiver.Emulator.Cli;

/// <summary>A command cannot do what it was asked for.</summary>
/// <param name="exitCode">How the program ends.</param>
/// <param name="messages">Why, in a line each, at least one.</param>
internal sealed class CommandException(int exitCode, params IReadOnlyList<string> messages) : Exception(messages[0])
{
    public int ExitCode { get; } = exitCode;

    public IReadOnlyList<string> Messages { get; } = messages;

    /// <summary>How an emulator answered, or <see langword="null"/> when none did.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>What was written is wrong.</summary>
    public static CommandException WrongUsage(string message) => new(Cli.ExitCode.WrongUsage, message);
}
