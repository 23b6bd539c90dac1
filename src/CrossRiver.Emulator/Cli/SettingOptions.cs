using System.CommandLine;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Cli;

/// <summary>The settings of the emulator as options of a command.</summary>
internal static class SettingOptions
{
    /// <summary>Gives a command an option for each setting, and for where to listen.</summary>
    /// <param name="command">The command.</param>
    /// <param name="isHidden">Whether its help does not show them.</param>
    public static void AddTo(Command command, SettingCatalog settings, bool isHidden)
    {
        foreach (var key in CommandLine.KnownKeys)
        {
            command.Options.Add(new Option<string>($"--{key}") { Hidden = isHidden });
        }

        foreach (var setting in settings.All)
        {
            command.Options.Add(Make(setting, isHidden));
        }
    }

    /// <summary>Takes the settings out of a command line that are written as keys, with their values.</summary>
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

    /// <summary>The settings that a command line gives as options, as keys with values.</summary>
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
