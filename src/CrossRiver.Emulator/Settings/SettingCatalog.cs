using System.Reflection;

namespace CrossRiver.Emulator.Settings;

/// <summary>Provides all settings of the emulator. They are collected on the first use, because that takes time.</summary>
/// <param name="list">Returns the sections below <c>Emulator</c>, in any order.</param>
internal sealed class SettingCatalog(Func<IEnumerable<SettingSection>> list)
{
    /// <summary>Gets the sections by their names. The first is <c>Emulator</c> itself, with an empty name.</summary>
    public IReadOnlyList<SettingSection> Sections => [.. WithAdditions.Where(section => !section.IsAddition)];

    /// <summary>Gets the settings by section, in the order of the options' properties.</summary>
    public IReadOnlyList<Setting> All => field ??= [.. WithAdditions.SelectMany(SettingsOf)];

    private IReadOnlyList<SettingSection> WithAdditions => field ??=
    [
        new SettingSection("", typeof(EmulatorOptions)),
        .. list().OrderBy(section => section.Name, StringComparer.Ordinal).ThenBy(section => section.IsAddition),
    ];

    /// <summary>Returns a setting by its option, or null if there is none.</summary>
    /// <param name="option">For example <c>--webhooks-timeout</c>, in any casing.</param>
    public Setting? Find(string option) => All.FirstOrDefault(setting => string.Equals(setting.Option, option, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<Setting> SettingsOf(SettingSection section) => section.Options.GetProperties()
        .Where(property => property.CanWrite)
        .SelectMany(property => property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            ? property.PropertyType.GenericTypeArguments[0].GetProperties().Select(part => new Setting($"{section.Path}:{property.Name}:0:{part.Name}", Option: null, ShortName: null, part))
            : Setting.HasNames(property) ? [new Setting($"{section.Path}:{property.Name}:{Setting.AnyName}", Option: null, ShortName: null, property)]
            : [Make(section, property)]);

    private static Setting Make(SettingSection section, PropertyInfo property)
    {
        var key = $"{section.Path}:{property.Name}";
        return new Setting(key, Setting.OptionOf(section.Name, property.Name), CommandLine.FindShortName(key), property);
    }
}

/// <summary>Represents one setting: its key in the configuration, its option on the command line, and its documentation.</summary>
/// <param name="Key">For example <c>Emulator:Webhooks:Timeout</c>.</param>
/// <param name="Option">For example <c>--webhooks-timeout</c>, or null for a member of a list's element.</param>
/// <param name="ShortName">For example <c>--https</c>, or null if it has none.</param>
/// <param name="Property">The property with the type and the documentation.</param>
internal sealed record Setting(string Key, string? Option, string? ShortName, PropertyInfo Property)
{
    /// <summary>The last part of the key of a setting with names that its user chooses.</summary>
    public const string AnyName = "NAME";

    /// <summary>Gets the section below <c>Emulator</c>, or an empty text for a setting of <c>Emulator</c> itself.</summary>
    public string Section => Key.Split(':') is [_, var section, _, ..] ? section : "";

    /// <summary>Gets the form for a command line.</summary>
    public string Written => ShortName ?? Option ?? $"--{Key}";

    /// <summary>Gets whether the setting needs no value to be true.</summary>
    public bool IsFlag => Type == typeof(bool);

    /// <summary>Gets the values of an enumeration. Empty for other settings.</summary>
    public IReadOnlyList<string> Choices => Type.IsEnum ? Enum.GetNames(Type) : [];

    /// <summary>Gets the placeholder of the value in a line of help. Empty for a flag.</summary>
    public string Form => Type switch
    {
        _ when IsFlag => "",
        { IsEnum: true } => string.Join('|', Choices),
        _ when Type == typeof(TimeSpan) => "SPAN",
        _ when Type == typeof(DateTimeOffset) => "MOMENT",
        _ when Type == typeof(Guid) => "GUID",
        { IsPrimitive: true } => "NUMBER",
        _ => "TEXT",
    };

    /// <summary>Gets a description of valid values, for messages.</summary>
    public string WhatToWrite => Form switch
    {
        _ when IsFlag => "true or false",
        "SPAN" => Duration.Form["write ".Length..],
        "MOMENT" => "a moment such as 2026-03-02T09:00:00Z",
        "GUID" => "a GUID such as 6e80b097-693c-4592-8440-02f345335bbf",
        "NUMBER" => "a number",
        _ => string.Join(" or ", Choices),
    };

    /// <summary>Gets the description in one or two sentences.</summary>
    public string Summary => SettingTexts.Of(Property).Summary;

    /// <summary>Gets the unit, range and default.</summary>
    public string Values => SettingTexts.Of(Property).Values;

    private Type Type => HasNames(Property) ? Property.PropertyType.GenericTypeArguments[1] : Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType;

    /// <summary>Returns whether a property has values by names that the user of the setting chooses.</summary>
    public static bool HasNames(PropertyInfo property) =>
        property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>);

    /// <summary>Returns the option of a setting.</summary>
    /// <param name="path">The section and the name, for example <c>Webhooks</c> and <c>RetryWaits</c>.</param>
    public static string OptionOf(params IEnumerable<string> path) =>
        $"--{string.Join('-', path.Where(part => part is not "").Select(JsonNamingPolicy.KebabCaseLower.ConvertName))}";
}
