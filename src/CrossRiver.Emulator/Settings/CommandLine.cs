namespace CrossRiver.Emulator.Settings;

/// <summary>What the command line has besides keys with values: short names of settings, and flags that need no value.</summary>
internal static class CommandLine
{
    private static readonly Dictionary<string, string> ShortNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["--https"] = "Emulator:Https:Enabled",
        ["--pace"] = "Emulator:Pace",
        ["--strict"] = "Emulator:Strict",
    };

    private static readonly HashSet<string> Flags = new(StringComparer.OrdinalIgnoreCase) { "--https", "--strict" };

    public static void AddShortNames(this IConfigurationBuilder configuration, string[] args) => configuration.AddCommandLine(args, ShortNames);

    /// <summary>Gives every flag that stands alone the value true.</summary>
    /// <remarks>The command line of .NET would take the next argument for its value, or drop a flag that comes last.</remarks>
    public static string[] CompleteFlags(string[] args) =>
        [.. args.Select((argument, index) => Flags.Contains(argument) && !IsValue(args.ElementAtOrDefault(index + 1)) ? $"{argument}=true" : argument)];

    // The other forms are keys: --key, /key and key=value.
    private static bool IsValue(string? argument) =>
        argument is not null && !argument.StartsWith('-') && !argument.StartsWith('/') && !argument.Contains('=', StringComparison.Ordinal);
}
