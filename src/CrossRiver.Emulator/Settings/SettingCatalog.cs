namespace CrossRiver.Emulator.Settings;

/// <summary>Provides all settings of the emulator. They are collected on the first use, because that takes time.</summary>
internal sealed class SettingCatalog
{
    private readonly Lazy<IReadOnlyList<SettingSection>> _sections;
    private readonly Lazy<IReadOnlyList<Setting>> _settings;

    /// <param name="list">Returns the sections below <c>Emulator</c>, in any order.</param>
    public SettingCatalog(Func<IEnumerable<SettingSection>> list)
    {
        _sections = new(() => [new SettingSection("", typeof(EmulatorOptions)), .. list().OrderBy(section => section.Name, StringComparer.Ordinal).ThenBy(section => section.IsAddition)]);
        _settings = new(() => [.. _sections.Value.SelectMany(SettingsOf)]);
    }

    /// <summary>Gets the sections by their names. The first is <c>Emulator</c> itself, with an empty name.</summary>
    public IReadOnlyList<SettingSection> Sections => [.. _sections.Value.Where(section => !section.IsAddition)];

    /// <summary>Gets the settings by section, in the order of the options' properties.</summary>
    public IReadOnlyList<Setting> All => _settings.Value;

    /// <summary>Returns a setting by its option, or null if there is none.</summary>
    /// <param name="option">For example <c>--webhooks-timeout</c>, in any casing.</param>
    public Setting? Find(string option) => All.FirstOrDefault(setting => string.Equals(setting.Option, option, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<Setting> SettingsOf(SettingSection section) => section.Options.GetProperties()
        .Where(property => property.CanWrite)
        .SelectMany(property => property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            ? property.PropertyType.GenericTypeArguments[0].GetProperties().Select(part => new Setting($"{section.Path}:{property.Name}:0:{part.Name}", Option: null, ShortName: null, part))
            : [Make(section, property)]);

    private static Setting Make(SettingSection section, System.Reflection.PropertyInfo property)
    {
        var key = $"{section.Path}:{property.Name}";
        return new Setting(key, Setting.OptionOf(section.Name, property.Name), CommandLine.FindShortName(key), property);
    }
}
