using Microsoft.Extensions.Configuration.Json;

namespace CrossRiver.Emulator.Settings;

/// <summary>Represents a settings file, such as <c>appsettings.json</c>, of which only the sections <c>Emulator</c> and <c>Logging</c> are read.</summary>
/// <remarks>The file in the working folder may belong to another program, with other URLs, endpoints and hosts.</remarks>
internal sealed class SettingsFile(JsonConfigurationSource file) : IConfigurationSource
{
    private static readonly string[] Sections = [SettingSections.Root, "Logging"];

    public IConfigurationProvider Build(IConfigurationBuilder builder)
    {
        file.EnsureDefaults(builder);
        return new Provider(file);
    }

    private static bool IsRead(string key) => Sections.Contains(key.Split(ConfigurationPath.KeyDelimiter)[0], StringComparer.OrdinalIgnoreCase);

    private sealed class Provider(JsonConfigurationSource file) : JsonConfigurationProvider(file)
    {
        public override void Load(Stream stream)
        {
            base.Load(stream);
            Data = Data.Where(setting => IsRead(setting.Key)).ToDictionary(StringComparer.OrdinalIgnoreCase);
        }
    }
}

/// <summary>Restricts settings files to the sections of the emulator, and reads them only once.</summary>
internal static class SettingsFiles
{
    /// <summary>The argument that prevents the host from watching the whole working folder for changes.</summary>
    /// <remarks>Such a watch covers all folders below, in the worst case from the root, and a system grants a user only a few.</remarks>
    public const string NoReloading = "--hostBuilder:reloadConfigOnChange=false";

    /// <summary>Ignores all other sections of settings files. Arguments and environment variables are not restricted.</summary>
    public static void ReadOnlyOwnSections(this IConfigurationBuilder configuration)
    {
        for (var index = 0; index < configuration.Sources.Count; index++)
        {
            if (configuration.Sources[index] is JsonConfigurationSource file)
            {
                configuration.Sources[index] = new SettingsFile(file);
            }
        }
    }
}
