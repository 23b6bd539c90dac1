using System.CommandLine;
using System.Runtime.CompilerServices;

namespace CrossRiver.Emulator.Cli.Help;

/// <summary>What the help of a command says besides its arguments and options.</summary>
/// <param name="Examples">Command lines, with what they do.</param>
internal sealed record CommandTexts(params IReadOnlyList<(string Line, string Does)> Examples)
{
    private static readonly ConditionalWeakTable<Command, CommandTexts> ByCommand = [];

    /// <summary>The texts of a command; none for one that has none.</summary>
    public static CommandTexts Of(Command command) => ByCommand.TryGetValue(command, out var texts) ? texts : new CommandTexts();

    /// <summary>Gives a command its texts.</summary>
    public void AddTo(Command command) => ByCommand.Add(command, this);
}
