using System.CommandLine;
using System.CommandLine.Parsing;
using CrossRiver.Emulator.Kernel.Worlds.Lifetime;

namespace CrossRiver.Emulator.Cli.Calling;

/// <summary>Provides the options of the commands that call a running emulator.</summary>
internal sealed class CallOptions
{
    private const string KeyVariable = "CROSSRIVER_EMULATOR_KEY";
    private const string KeyOfEmulator = "Emulator__Control__Key";

    private readonly Option<string?> _url = new("--url")
    {
        HelpName = "URL",
        Description = "The address of the emulator. The default is ASPNETCORE_URLS or ASPNETCORE_HTTP_PORTS, else http://localhost:5080.",
    };

    private readonly Option<string?> _key = new("--key")
    {
        HelpName = "KEY",
        Description = $"The emulator's Emulator:Control:Key, if it has one. Better in {KeyVariable}, which no list of processes shows.",
    };

    private readonly Option<string?> _partner = new("--partner")
    {
        HelpName = "PARTNER",
        Description = "The partner whose world it is, by its id or its alias. By default all worlds, or the only one.",
        CustomParser = result => Guid.TryParse(result.Tokens[0].Value, out var id) ? $"{id}"
            : PartnerAliases.IsAlias(result.Tokens[0].Value) ? result.Tokens[0].Value
            : Refuse<string?>(result, "is no partner; write --partner 6e80b097-693c-4592-8440-02f345335bbf, or an alias"),
    };

    /// <summary>Adds the options and an action to a command. The action gets the emulator of the command line.</summary>
    /// <param name="hasWorlds">True for a command that concerns worlds, so that it takes a partner and a key.</param>
    /// <param name="isOfAll">True for a command that concerns all worlds together, so that it takes no partner.</param>
    public Command AddTo(Command command, Func<ControlClient, ParseResult, CancellationToken, Task> act, bool hasWorlds = true, bool isOfAll = false)
    {
        if (hasWorlds && !isOfAll)
        {
            command.Options.Add(_partner);
        }

        if (hasWorlds)
        {
            command.Options.Add(_key);
        }

        command.Options.Add(_url);
        command.SetAction(async (parsed, end) =>
        {
            var key = parsed.GetResult(_key) is null ? null : parsed.GetValue(_key);
            var address = EmulatorAddress.Find(parsed.GetValue(_url), Environment.GetEnvironmentVariable);
            using var emulator = new ControlClient(address, key ?? Variable(KeyVariable) ?? Variable(KeyOfEmulator));
            await act(emulator, parsed, end);
            return ExitCode.Done;
        });

        return command;
    }

    /// <summary>Returns the partner of the command line, or null if it names none.</summary>
    public string? PartnerOf(ParseResult parsed) => parsed.GetValue(_partner);

    /// <summary>Returns the path of a route, in the world of the command line or in all worlds.</summary>
    public string PathOf(ParseResult parsed, string route) => PartnerOf(parsed) is { } partner ? $"/partners/{partner}{route}" : route;

    /// <summary>Returns a member of a query, or an empty text if there is no value.</summary>
    public static string Query(string name, string? value) => value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";

    /// <summary>Creates an option with a duration as its value.</summary>
    public static Option<TimeSpan?> Span(string name, string description) => new(name)
    {
        HelpName = "SPAN",
        Description = description,
        CustomParser = result => Duration.TryParseAny(result.Tokens[0].Value, out var span)
            ? span
            : Refuse<TimeSpan?>(result, $"is no duration; {Duration.Form}"),
    };

    /// <summary>Creates an option with a whole number from 1 as its value.</summary>
    public static Option<int?> Number(string name, string description, int most) => new(name)
    {
        HelpName = "NUMBER",
        Description = description,
        CustomParser = result =>
            int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : Refuse<int?>(result, $"is no whole number from 1 to {most}; write {name} {Math.Min(most, 10)}"),
    };

    public static Option<bool> Json() => CommandOptions.Json("Prints the emulator's answer as JSON, for machines.");

    /// <summary>Returns an answer about one world, or about all of them, with one line for each world.</summary>
    /// <param name="ofNone">The text if there is no world.</param>
    public static string LinesOf(JsonObject answer, string ofNone, Func<JsonNode, string> ofWorld) => answer["worlds"] switch
    {
        JsonArray { Count: 0 } => ofNone,
        JsonArray worlds => string.Join('\n', worlds.Select(world => ofWorld(world!))),
        _ => ofWorld(answer),
    };

    // An empty variable counts as not set.
    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static T? Refuse<T>(ArgumentResult result, string reason)
    {
        result.AddError($"'{result.Tokens[0].Value}' {reason}");
        return default;
    }
}
