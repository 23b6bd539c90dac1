using System.Text.RegularExpressions;

namespace CrossRiver.Emulator.Settings;

/// <summary>Explains values that do not fit the types of their settings.</summary>
internal static partial class WrongValue
{
    /// <summary>Returns a message in one line, or null if the message of .NET has another cause.</summary>
    public static string? Explain(string message, SettingCatalog settings)
    {
        if (Refused().Match(message) is not { Success: true } refused)
        {
            return null;
        }

        var key = refused.Groups["key"].Value;
        var known = settings.All.FirstOrDefault(setting => string.Equals(setting.Key, Index().Replace(key, ":0:"), StringComparison.OrdinalIgnoreCase));
        return known is null ? null : $"{key}: '{refused.Groups["value"].Value}' cannot be used; write {known.WhatToWrite}";
    }

    [GeneratedRegex("^Failed to convert configuration value '(?<value>.*)' at '(?<key>[^']*)' to type ", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Refused();

    [GeneratedRegex(":[0-9]+:", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Index();
}
