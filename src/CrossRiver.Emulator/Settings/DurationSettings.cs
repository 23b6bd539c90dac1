using System.Reflection;

namespace CrossRiver.Emulator.Settings;

/// <summary>Allows spans of time in settings as in scenario files, <c>2s</c>, in addition to the form of .NET, <c>00:00:02</c>.</summary>
internal static class DurationSettings
{
    /// <summary>Returns a section with spans of time in the form of .NET, without empty settings and settings of other options.</summary>
    /// <exception cref="OptionsValidationException">A span is invalid, or a number without a unit.</exception>
    public static IConfigurationSection Read<TOptions>(IConfigurationSection section)
    {
        var settings = section.AsEnumerable()
            .Where(setting => setting.Value is { Length: > 0 } ? IsOf<TOptions>(section, setting.Key) : IsText<TOptions>(section, setting.Key))
            .ToDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (var property in typeof(TOptions).GetProperties().Where(property => property.PropertyType == typeof(TimeSpan)))
        {
            var setting = section.GetSection(property.Name);
            if (setting.Value is { Length: > 0 } text)
            {
                settings[setting.Path] = Rewrite<TOptions>(setting.Path, text);
            }
        }

        return new ConfigurationBuilder().AddInMemoryCollection(settings).Build().GetSection(section.Path);
    }

    /// <summary>Returns whether a setting, or an element of a list, belongs to the options.</summary>
    /// <param name="key">The whole key.</param>
    public static bool IsOf<TOptions>(IConfigurationSection section, string key) =>
        key.Length <= section.Path.Length
        || typeof(TOptions).GetProperty(key[(section.Path.Length + 1)..].Split(':')[0], BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase) is not null;

    // The empty text is a value of a few settings.
    private static bool IsText<TOptions>(IConfigurationSection section, string key) => typeof(TOptions).GetProperties()
        .Any(property => property.IsDefined(typeof(EmptyIsValueAttribute))
            && string.Equals($"{section.Path}:{property.Name}", key, StringComparison.OrdinalIgnoreCase));

    private static string Rewrite<TOptions>(string path, string text) =>
        Duration.TryParse(text, out var duration) ? duration.ToString("c", CultureInfo.InvariantCulture)
        : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out _) && !text.All(char.IsAsciiDigit) ? text
        : throw new OptionsValidationException(typeof(TOptions).Name, typeof(TOptions), [$"{path}: '{text}' is no duration; {Duration.Form}"]);
}

/// <summary>Marks a setting for which the empty text is a value. Any other setting with an empty value has its default.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EmptyIsValueAttribute : Attribute;
