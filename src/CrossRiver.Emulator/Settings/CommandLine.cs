namespace CrossRiver.Emulator.Settings;

/// <summary>What the command line has besides keys with values: short names of settings, and flags that need no value.</summary>
internal static class CommandLine
{
    private static readonly Dictionary<string, string> ShortNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["--https"] = "Emulator:Https:Enabled",
        ["--clock"] = "Emulator:Clock:Mode",
        ["--pace"] = "Emulator:Pace",
        ["--state"] = "Emulator:State:File",
        ["--strict"] = "Emulator:Strict",
    };

    private static readonly HashSet<string> Flags = new(StringComparer.OrdinalIgnoreCase) { "--https", "--strict" };

    // What ASP.NET Core itself knows, of keys without a section.
    private static readonly string[] KnownKeys = ["urls", "http_ports", "https_ports", "environment", "contentRoot", "applicationName"];

    public static void AddShortNames(this IConfigurationBuilder configuration, string[] args) => configuration.AddCommandLine(args, ShortNames);

    /// <summary>Gives every flag that stands alone the value true.</summary>
    /// <remarks>The command line of .NET would take the next argument for its value, or drop a flag that comes last.</remarks>
    public static string[] CompleteFlags(string[] args) =>
        [.. args.Select((argument, index) => Flags.Contains(argument) && !IsValue(args.ElementAtOrDefault(index + 1)) ? $"{argument}=true" : argument)];

    /// <summary>Finds an argument that would be ignored in silence.</summary>
    /// <returns>What is wrong, in a line, or <see langword="null"/> when nothing is.</returns>
    public static string? FindMistake(IReadOnlyList<string> args)
    {
        for (var index = 0; index < args.Count; index++)
        {
            var argument = args[index];
            if (IsValue(argument))
            {
                return $"'{argument}' is no option; write {string.Join(", ", ShortNames.Keys.Order(StringComparer.Ordinal))}, --urls or --Emulator:Section:Setting";
            }

            var key = argument.TrimStart('-', '/').Split('=')[0];
            if (!IsKnown(key))
            {
                return $"'--{key}' is no option; write {string.Join(", ", ShortNames.Keys.Order(StringComparer.Ordinal))}, --urls or --Emulator:Section:Setting";
            }

            var hasOwnValue = argument.Contains('=', StringComparison.Ordinal);
            var hasNextValue = !hasOwnValue && index + 1 < args.Count && (IsValue(args[index + 1]) || (IsPath(args[index + 1]) && !Flags.Contains($"--{key}")));
            if (!hasOwnValue && !hasNextValue && !Flags.Contains($"--{key}"))
            {
                return $"'{argument}' needs a value; write {argument}=…";
            }

            index += hasNextValue ? 1 : 0;
        }

        return null;
    }

    // A key of a section, of the environment, or one that has a name of its own.
    private static bool IsKnown(string key) =>
        key.Contains(':', StringComparison.Ordinal)
        || key.Contains("__", StringComparison.Ordinal)
        || key.StartsWith("OTEL_", StringComparison.Ordinal)
        || KnownKeys.Contains(key, StringComparer.OrdinalIgnoreCase)
        || ShortNames.ContainsKey($"--{key}");

    // Behind an option that takes a value, what begins with a slash is one.
    private static bool IsPath(string argument) => argument.StartsWith('/') && !argument.Contains('=', StringComparison.Ordinal);

    // The other forms are keys: --key, /key and key=value.
    private static bool IsValue(string? argument) =>
        argument is not null && !argument.StartsWith('-') && !argument.StartsWith('/') && !argument.Contains('=', StringComparison.Ordinal);
}
