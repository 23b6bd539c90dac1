using System.CommandLine;
using System.Runtime.CompilerServices;

namespace CrossRiver.Emulator.Cli.Help;

/// <summary>Provides the texts about commands that their help and the messages about mistakes share.</summary>
internal static class Usage
{
    private static readonly ConditionalWeakTable<Command, IReadOnlyList<(string Line, string Does)>> Examples = [];

    /// <summary>Adds the examples that the help of a command shows.</summary>
    public static Command WithExamples(this Command command, params IReadOnlyList<(string Line, string Does)> examples)
    {
        Examples.Add(command, examples);
        return command;
    }

    public static IReadOnlyList<(string Line, string Does)> ExamplesOf(Command command) => Examples.TryGetValue(command, out var examples) ? examples : [];

    /// <summary>Returns the names of the commands above a command, and its name. There is none for the root.</summary>
    public static IEnumerable<string> PathOf(Command command) =>
        command is RootCommand ? [] : [.. command.Parents.OfType<Command>().SelectMany(PathOf), command.Name];

    /// <summary>Returns the path of a command in one text, or the program's name for the root.</summary>
    public static string NameOf(Command command) => command is RootCommand ? ProgramCommands.ProgramName : string.Join(' ', PathOf(command));

    /// <summary>Returns a command with its arguments and options: <c>scenarios list [FOLDER] [--json]</c>.</summary>
    public static string Of(Command command) =>
        string.Join(' ', PathOf(command).Concat(command.Arguments.Select(Of)).Concat(command.Options.Where(option => !option.Hidden).Select(Of)));

    /// <summary>Returns an option with a placeholder for its value: <c>--timeout SPAN</c>.</summary>
    public static string Written(Option option) => option.ValueType == typeof(bool) ? option.Name : $"{option.Name} {option.HelpName}";

    private static string Of(Argument argument)
    {
        var name = argument.Arity.MaximumNumberOfValues > 1 ? $"{argument.HelpName}…" : argument.HelpName;
        return argument.Arity.MinimumNumberOfValues > 0 ? name! : $"[{name}]";
    }

    private static string Of(Option option) => option.Required ? Written(option) : $"[{Written(option)}]";
}
