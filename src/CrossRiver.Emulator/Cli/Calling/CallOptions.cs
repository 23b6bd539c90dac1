using System.CommandLine;
using System.CommandLine.Parsing;

namespace CrossRiver.Emulator.Cli.Calling;

/// <summary>The options that all commands have that call a running emulator.</summary>
internal sealed class CallOptions
{
    private const string KeyVariable = "CROSSRIVER_EMULATOR_KEY";
    private const string KeyOfEmulator = "Emulator__Control__Key";

    private readonly Option<string?> _url = new("--url")
    {
        HelpName = "URL",
        Description = "Where the emulator is. The default is what ASPNETCORE_URLS or ASPNETCORE_HTTP_PORTS says, else http://localhost:5080.",
    };

    private readonly Option<string?> _key = new("--key")
    {
        HelpName = "KEY",
        Description = $"The emulator's Emulator:Control:Key, if it has one. Better in {KeyVariable}, which no list of processes shows.",
    };

    private readonly Option<Guid?> _partner = new("--partner")
    {
        HelpName = "GUID",
        Description = "Whose world it is. Without it: all worlds, or the one there is.",
        CustomParser = result => Guid.TryParse(result.Tokens[0].Value, out var id) ? id : Refuse<Guid?>(result, "is no GUID; write --partner 6e80b097-693c-4592-8440-02f345335bbf"),
    };

    /// <summary>Gives them to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="hasWorlds">Whether it concerns worlds.</param>
    public void AddTo(Command command, bool hasWorlds = true)
    {
        if (hasWorlds)
        {
            command.Options.Add(_partner);
            command.Options.Add(_key);
        }

        command.Options.Add(_url);
    }

    /// <summary>The emulator that the command line names.</summary>
    public CalledEmulator Connect(ParseResult parsed)
    {
        var key = parsed.GetResult(_key) is null ? null : parsed.GetValue(_key);
        return new CalledEmulator(
            EmulatorAddress.Find(parsed.GetValue(_url), Environment.GetEnvironmentVariable),
            key ?? Variable(KeyVariable) ?? Variable(KeyOfEmulator));
    }

    // A variable that is set to nothing counts as not set.
    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>The world that the command line names, or <see langword="null"/>.</summary>
    public Guid? PartnerOf(ParseResult parsed) => parsed.GetValue(_partner);

    /// <summary>The path of a route, in the world that the command line names or in all.</summary>
    public string PathOf(ParseResult parsed, string route) => PartnerOf(parsed) is { } partner ? $"/partners/{partner}{route}" : route;

    /// <summary>An option that takes a duration.</summary>
    public static Option<TimeSpan?> Span(string name, string description) => new(name)
    {
        HelpName = "SPAN",
        Description = description,
        CustomParser = result => Duration.TryParseAny(result.Tokens[0].Value, out var span) ? span : Refuse<TimeSpan?>(result, $"is no duration; {Duration.Form}"),
    };

    /// <summary>The option for machines.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Prints the emulator's answer as JSON, for machines." };

    private static T? Refuse<T>(ArgumentResult result, string reason)
    {
        result.AddError($"'{result.Tokens[0].Value}' {reason}");
        return default;
    }
}
