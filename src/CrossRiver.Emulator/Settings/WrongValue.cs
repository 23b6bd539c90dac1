using System.Text.RegularExpressions;

namespace CrossRiver.Emulator.Settings;

/// <summary>A value that its setting cannot take, told with what to write instead.</summary>
internal static partial class WrongValue
{
    /// <summary>Tells it in a line.</summary>
    /// <param name="message">What .NET says of it: the value, its place, and a type in the words of C#.</param>
    /// <param name="settings">All settings.</param>
    /// <returns>The line, or <see langword="null"/> when the message is about something else.</returns>
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
