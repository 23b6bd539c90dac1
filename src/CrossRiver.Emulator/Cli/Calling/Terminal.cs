using Spectre.Console;

namespace CrossRiver.Emulator.Cli.Calling;

/// <summary>The terminal that somebody sits before, if one does and has not asked for plain text.</summary>
internal static class Terminal
{
    // Of no terminal it is known that it is as wide; on a narrower one it breaks lines itself, and a copied line stays one.
    private const int NeverWrapped = 10_000;

    /// <summary>For colours in what a command prints; <see langword="null"/> when plain text is wanted.</summary>
    public static IAnsiConsole? Output { get; } = Console.IsOutputRedirected || IsPlain ? null : Make(Console.Out, NeverWrapped);

    /// <summary>For progress; <see langword="null"/> when nobody can see it.</summary>
    public static IAnsiConsole? Errors { get; } = Console.IsErrorRedirected || IsPlain ? null : Make(Console.Error, width: null);

    // https://no-color.org, and terminals that know no escape codes.
    private static bool IsPlain =>
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) || Environment.GetEnvironmentVariable("TERM") is "dumb";

    private static IAnsiConsole Make(TextWriter writer, int? width)
    {
        // What it would find out by itself it gets wrong where the input is no terminal.
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
