namespace CrossRiver.Emulator.Settings;

/// <summary>Completes and checks a command line: short names of settings, options for all settings, and flags without a value.</summary>
/// <param name="settings">The settings with options.</param>
internal sealed class CommandLine(SettingCatalog settings)
{
    private static readonly Dictionary<string, string> ShortNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["--https"] = "Emulator:Https:Enabled",
        ["--clock"] = "Emulator:Clock:Mode",
        ["--pace"] = "Emulator:Pace",
        ["--quiet"] = "Emulator:Output:Quiet",
        ["--scenarios"] = "Emulator:Scenarios:Folder",
        ["--state"] = "Emulator:State:File",
        ["--strict"] = "Emulator:Strict",
    };

    private static readonly HashSet<string> ShortFlags = new(StringComparer.OrdinalIgnoreCase) { "--https", "--quiet", "--strict" };

    /// <summary>Gets the keys without a section that ASP.NET Core itself reads.</summary>
    public static IReadOnlyList<string> KnownKeys { get; } = ["urls", "http_ports", "https_ports", "environment", "contentRoot", "applicationName"];

    /// <summary>Adds a command line to a configuration.</summary>
    public static void AddTo(IConfigurationBuilder configuration, string[] args) => configuration.AddCommandLine(args, ShortNames);

    /// <summary>Returns whether a command line sets the URLs to listen on.</summary>
    public static bool HasUrls(string[] args) => !string.IsNullOrEmpty(new ConfigurationBuilder().AddCommandLine(args).Build()["urls"]);

    /// <summary>Returns the short name of a setting by its key, or null if it has none.</summary>
    public static string? FindShortName(string key) => ShortNames.FirstOrDefault(name => name.Value == key).Key;

    /// <summary>Replaces options by the keys of their settings, and adds the value true to flags without a value.</summary>
    /// <remarks>The parser of .NET has no options. It takes the argument behind a flag for its value, and ignores a flag at the end.</remarks>
    public string[] Complete(string[] args) =>
        [.. args.Select((argument, index) =>
        {
            var written = WithKey(argument);
            return IsFlag(argument) && !IsValue(args.ElementAtOrDefault(index + 1)) ? $"{written}=true" : written;
        })];

    /// <summary>Returns a message in one line for the first argument that .NET would ignore, or null if there is none.</summary>
    public string? FindMistake(IReadOnlyList<string> args)
    {
        for (var index = 0; index < args.Count; index++)
        {
            var argument = args[index];
            var key = argument.TrimStart('-', '/').Split('=')[0];
            if (IsValue(argument) || !IsKnown(key))
            {
                return $"'{(IsValue(argument) ? argument : $"--{key}")}' is no option; {OptionsLike(key)}";
            }

            var hasOwnValue = argument.Contains('=', StringComparison.Ordinal);
            var isFlag = IsFlag($"--{key}");
            var hasNextValue = !hasOwnValue && index + 1 < args.Count && (IsValue(args[index + 1]) || (IsPath(args[index + 1]) && !isFlag));
            if (!hasOwnValue && !hasNextValue && !isFlag)
            {
                return $"'{argument}' needs a value; write {argument}=…";
            }

            index += hasNextValue ? 1 : 0;
        }

        return null;
    }

    /// <summary>Returns whether an argument is the key of a setting, or a name of an environment variable.</summary>
    public static bool IsKey(string argument)
    {
        var key = argument.Split('=')[0];
        return key.Contains(':', StringComparison.Ordinal) || key.Contains("__", StringComparison.Ordinal) || key.StartsWith("--OTEL_", StringComparison.Ordinal);
    }

    private string OptionsLike(string name)
    {
        var options = settings.All.Select(setting => setting.Written).Concat(KnownKeys.Select(key => $"--{key}"));
        return Suggestion.Nearest($"--{name}", options) is { } nearest
            ? $"did you mean '{nearest}'?"
            : $"write {string.Join(", ", ShortNames.Keys.Order(StringComparer.Ordinal))}, --urls, --Emulator:Section:Setting or what --help has";
    }

    private bool IsKnown(string key) => IsKey($"--{key}") || KnownKeys.Contains(key, StringComparer.OrdinalIgnoreCase) || ShortNames.ContainsKey($"--{key}") || FindSetting($"--{key}") is not null;

    private bool IsFlag(string argument) => ShortFlags.Contains(argument) || FindSetting(argument) is { IsFlag: true };

    private string WithKey(string argument)
    {
        var name = argument.Split('=')[0];
        return FindSetting(name) is { } setting ? $"--{setting.Key}{argument[name.Length..]}" : argument;
    }

    // Most command lines have no such option, and then the slow creation of the catalog is avoided.
    private Setting? FindSetting(string option) =>
        option.StartsWith("--", StringComparison.Ordinal) && !IsKey(option) && !ShortNames.ContainsKey(option) && !KnownKeys.Contains(option[2..], StringComparer.OrdinalIgnoreCase)
            ? settings.Find(option) : null;

    // An argument with a slash is a value, not a key, behind an option that takes a value.
    private static bool IsPath(string argument) => argument.StartsWith('/') && !argument.Contains('=', StringComparison.Ordinal);

    // The other forms are keys: --key, /key and key=value.
    private static bool IsValue(string? argument) =>
        argument is not null && !argument.StartsWith('-') && !argument.StartsWith('/') && !argument.Contains('=', StringComparison.Ordinal);
}
