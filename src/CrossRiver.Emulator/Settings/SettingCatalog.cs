namespace CrossRiver.Emulator.Settings;

/// <summary>All settings there are, found where the rooms of the emulator add them.</summary>
internal static class SettingCatalog
{
    private static readonly Lazy<IReadOnlyList<SettingSection>> FoundSections = new(FindSections);
    private static readonly Lazy<IReadOnlyList<Setting>> FoundSettings = new(() => [.. FoundSections.Value.SelectMany(SettingsOf)]);

    /// <summary>The sections by their names; the first is <c>Emulator</c> itself, whose name is empty.</summary>
    public static IReadOnlyList<SettingSection> Sections => FoundSections.Value;

    /// <summary>The settings, section by section, each in the order of its options.</summary>
    public static IReadOnlyList<Setting> All => FoundSettings.Value;

    /// <summary>Finds a setting by its option, or returns <see langword="null"/>.</summary>
    /// <param name="option">For example <c>--webhooks-timeout</c>, in any casing.</param>
    public static Setting? Find(string option) => All.FirstOrDefault(setting => string.Equals(setting.Option, option, StringComparison.OrdinalIgnoreCase));

    private static IReadOnlyList<SettingSection> FindSections() =>
    [
        new SettingSection("", typeof(EmulatorOptions)),
        .. EmulatorApplication.ListSections().OrderBy(section => section.Name, StringComparer.Ordinal),
    ];

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
