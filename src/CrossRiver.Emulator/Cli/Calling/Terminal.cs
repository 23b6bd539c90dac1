using Spectre.Console;

namespace CrossRiver.Emulator.Cli.Calling;

/// <summary>Provides the terminal, if there is one and the user has not asked for plain text.</summary>
internal static class Terminal
{
    // Wider than any terminal, because a terminal wraps lines itself and a copied line then stays one.
    private const int NeverWrapped = 10_000;

    /// <summary>Gets the console for colours in the output of commands, or null for plain text.</summary>
    public static IAnsiConsole? Output { get; } = Console.IsOutputRedirected || IsPlain ? null : Make(Console.Out, NeverWrapped);

    /// <summary>Gets the console for progress, or null if the error stream is no terminal.</summary>
    public static IAnsiConsole? Errors { get; } = Console.IsErrorRedirected || IsPlain ? null : Make(Console.Error, width: null);

    // https://no-color.org, and terminals without escape codes.
    private static bool IsPlain =>
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) || Environment.GetEnvironmentVariable("TERM") is "dumb";

    private static IAnsiConsole Make(TextWriter writer, int? width)
    {
        // Set explicitly, because the detection is wrong if the input is no terminal.
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.Standard,
            Interactive = InteractionSupport.Yes,
        });
        console.Profile.Width = width ?? console.Profile.Width;
        return console;
    }
}
