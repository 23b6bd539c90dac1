using CrossRiver.Emulator.Scenarios.Forms;

namespace CrossRiver.Emulator.Commands;

/// <summary>What the program can do besides running: its first argument says it.</summary>
internal static class ProgramCommands
{
    /// <summary>The command line is not one that a command takes.</summary>
    private const int BadUsage = 2;

    private static readonly Dictionary<string, Func<IReadOnlyList<string>, Task<int>>> ByName = new(StringComparer.Ordinal)
    {
        ["scenarios"] = ScenariosCommand.RunAsync,
        ["schema"] = arguments => Task.FromResult(SchemaCommand.Run(arguments)),
        ["validate"] = arguments => Task.FromResult(ValidateCommand.Run(arguments)),
    };

    /// <summary>Finds the command that the command line begins with.</summary>
    /// <returns>What runs it and gives its exit code, or <see langword="null"/> when the command line has only settings and the program is to run.</returns>
    public static Func<Task<int>>? Find(IReadOnlyList<string> args)
    {
        if (args is not [var name, ..] || IsSetting(name))
        {
            return null;
        }

        return ByName.TryGetValue(name, out var run)
            ? () => run([.. args.Skip(1)])
            : () => Task.FromResult(Refuse($"there is no command '{name}'; {Suggestion.For(name, ByName.Keys)}"));
    }

    /// <summary>Tells what is wrong with a command line.</summary>
    /// <returns>The exit code.</returns>
    public static int Refuse(string reason)
    {
        Console.Error.WriteLine(reason);
        return BadUsage;
    }

    // The forms of .NET's command line: --key, /key and key=value.
    private static bool IsSetting(string argument) => argument.StartsWith('-') || argument.StartsWith('/') || argument.Contains('=', StringComparison.Ordinal);
}
