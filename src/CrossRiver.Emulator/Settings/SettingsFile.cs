using Microsoft.Extensions.Configuration.Json;

namespace CrossRiver.Emulator.Settings;

/// <summary>A file of settings, such as <c>appsettings.json</c>, of which only the sections <c>Emulator</c> and <c>Logging</c> are read.</summary>
/// <remarks>The file in the working folder may belong to another program, whose URLs, endpoints and hosts are not the emulator's.</remarks>
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

/// <summary>Reads files of settings once, and as the emulator's.</summary>
internal static class SettingsFiles
{
    /// <summary>The argument that keeps the host from watching the whole working folder for changes of its files.</summary>
    /// <remarks>Such a watch takes one of the few that the system gives a user, and all folders below, down from the root in the worst case.</remarks>
    public const string NoReloading = "--hostBuilder:reloadConfigOnChange=false";

    /// <summary>Leaves out of all files what is not the emulator's. Arguments and environment variables stay as they are.</summary>
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
