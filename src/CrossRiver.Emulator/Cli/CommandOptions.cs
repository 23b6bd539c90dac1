using System.CommandLine;

namespace CrossRiver.Emulator.Cli;

/// <summary>Provides options that several commands have, and prints the results of commands.</summary>
internal static class CommandOptions
{
    private static readonly JsonSerializerOptions Layout = new(WireJson.Options) { WriteIndented = true, NewLine = "\n" };

    /// <summary>Creates the option to print JSON.</summary>
    public static Option<bool> Json(string description = "Prints JSON, for machines.") => new("--json") { Description = description };

    /// <summary>Creates an option that can be given several times, each time with a name and a value.</summary>
    public static Option<string[]> Pairs(string name, string description) =>
        new(name) { HelpName = "name=value", Description = description, DefaultValueFactory = _ => [] };

    /// <summary>Returns the names and values of such an option.</summary>
    /// <exception cref="CommandException">A text has no name.</exception>
    public static IEnumerable<(string Name, string Value)> Read(ParseResult parsed, Option<string[]> pairs) => parsed.GetRequiredValue(pairs).Select(text =>
        text.IndexOf('=', StringComparison.Ordinal) is > 0 and var end
            ? (text[..end], text[(end + 1)..])
            : throw CommandException.WrongUsage($"'{text}' is no {pairs.Name.TrimStart('-')}; write {pairs.Name} name=value"));

    /// <summary>Returns a value as indented JSON, with the members of the emulator's answers.</summary>
    public static string ToJson(object value) => JsonSerializer.Serialize(value, Layout);

    /// <summary>Prints an answer of the emulator: as JSON with the option for JSON, else as text.</summary>
    public static Task PrintAsync(ParseResult parsed, Option<bool> json, JsonObject answer, Func<JsonObject, string> toText) =>
        PrintAsync(parsed, parsed.GetValue(json) ? ToJson(answer) : toText(answer));

    /// <summary>Returns the text of a file that the command line names.</summary>
    /// <exception cref="CommandException">The file cannot be read.</exception>
    public static async Task<string> ReadFileAsync(string file, CancellationToken end)
    {
        try
        {
            return await File.ReadAllTextAsync(file, end);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CommandException.WrongUsage($"{file} cannot be read: {exception.Message}");
        }
    }

    /// <summary>Prints lines on the output of a command. Control characters are shown, and not sent to the terminal.</summary>
    public static Task PrintAsync(ParseResult parsed, string lines) => parsed.InvocationConfiguration.Output.WriteLineAsync(TerminalText.ShowLines(lines));
}
