using System.CommandLine;

namespace CrossRiver.Emulator.Cli.Help;

/// <summary>How a command is written.</summary>
internal static class Usage
{
    /// <summary>Its name with those of the commands above it.</summary>
    public static IEnumerable<string> PathOf(Command command) =>
        command is RootCommand ? [] : [.. command.Parents.OfType<Command>().SelectMany(PathOf), command.Name];

    /// <summary>The same in one text; the program's name for the root.</summary>
    public static string NameOf(Command command) => command is RootCommand ? ProgramCommands.ProgramName : string.Join(' ', PathOf(command));

    /// <summary>The command with what it takes: <c>scenarios list [FOLDER] [--json]</c>.</summary>
    public static string Of(Command command) => string.Join(' ', PathOf(command).Concat(command.Arguments.Select(Of)).Concat(command.Options.Where(option => !option.Hidden).Select(Of)));

    private static string Of(Argument argument)
    {
        var name = argument.Arity.MaximumNumberOfValues > 1 ? $"{argument.HelpName}…" : argument.HelpName;
        return argument.Arity.MinimumNumberOfValues > 0 ? name! : $"[{name}]";
    }

    private static string Of(Option option) => option.Required ? Written(option) : $"[{Written(option)}]";

    /// <summary>An option with what stands for its value.</summary>
    public static string Written(Option option) => option.ValueType == typeof(bool) ? option.Name : $"{option.Name} {option.HelpName}";
}
