using System.CommandLine;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Cli;

/// <summary>Provides the settings of the emulator as options of commands.</summary>
internal static class SettingOptions
{
    /// <summary>Adds an option for each setting, and for the URLs to listen on. Help does not show hidden options.</summary>
    public static void AddTo(Command command, SettingCatalog settings, bool isHidden)
    {
        var keys = CommandLine.KnownKeys.Select(key => new Option<string>($"--{key}") { Hidden = isHidden });
        foreach (var option in keys.Concat(settings.All.Select(setting => Make(setting, isHidden))))
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Splits off the settings that a command line has as keys, with their values.</summary>
    public static (IReadOnlyList<string> Others, IReadOnlyList<string> Settings) Split(IReadOnlyList<string> args)
    {
        var (rest, settings) = (new List<string>(), new List<string>());
        for (var index = 0; index < args.Count; index++)
        {
            var argument = args[index];
            var isKey = argument.StartsWith("--", StringComparison.Ordinal) && CommandLine.IsKey(argument);
            (isKey ? settings : rest).Add(argument);
            if (isKey && !argument.Contains('=', StringComparison.Ordinal) && args.ElementAtOrDefault(index + 1) is { } value && !value.StartsWith("--", StringComparison.Ordinal))
            {
                settings.Add(value);
                index++;
            }
        }

        return (rest, settings);
    }

    /// <summary>Returns the settings that a command line has as options, as keys with values.</summary>
    public static IEnumerable<string> Read(ParseResult parsed) => parsed.CommandResult.Command.Options
        .Where(option => option.Hidden && parsed.GetResult(option) is { Implicit: false })
        .Select(option => $"{option.Name}={parsed.GetResult(option)!.Tokens.Select(token => token.Value).FirstOrDefault("true")}");

    private static Option<string> Make(Setting setting, bool isHidden)
    {
        var option = new Option<string>(setting.Written)
        {
            Arity = setting.IsFlag ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
            Description = setting.Summary,
            HelpName = setting.Form,
            Hidden = isHidden,
        };
        if (setting.ShortName is not null && setting.Option is { } name && name != setting.ShortName)
        {
            option.Aliases.Add(name);
        }

        option.CompletionSources.Add(_ => setting.IsFlag ? ["false", "true"] : setting.Choices);
        return option;
    }
}
