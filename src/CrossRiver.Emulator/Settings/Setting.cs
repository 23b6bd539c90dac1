using System.Reflection;

namespace CrossRiver.Emulator.Settings;

/// <summary>One setting as people meet it: its key in the configuration, its option on the command line, and what its docstring says.</summary>
/// <param name="Key">For example <c>Emulator:Webhooks:Timeout</c>.</param>
/// <param name="Option">For example <c>--webhooks-timeout</c>; <see langword="null"/> for what belongs to an element of a list.</param>
/// <param name="ShortName">For example <c>--https</c>, or <see langword="null"/> when it has none.</param>
/// <param name="Property">Where its type and its docstring are.</param>
internal sealed record Setting(string Key, string? Option, string? ShortName, PropertyInfo Property)
{
    /// <summary>The section below <c>Emulator</c>, or empty for what stands beside the sections.</summary>
    public string Section => Key.Split(':') is [_, var section, _, ..] ? section : "";

    /// <summary>What to write on a command line.</summary>
    public string Written => ShortName ?? Option ?? $"--{Key}";

    /// <summary>Whether it is true when it stands alone.</summary>
    public bool IsFlag => Type == typeof(bool);

    /// <summary>What can be written, where that is a few names.</summary>
    public IReadOnlyList<string> Choices => Type.IsEnum ? Enum.GetNames(Type) : [];

    /// <summary>What stands for the value in a line of help; empty for a flag.</summary>
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

    /// <summary>What to write as its value, in a few words.</summary>
    public string WhatToWrite => Form switch
    {
        _ when IsFlag => "true or false",
        "SPAN" => Duration.Form["write ".Length..],
        "MOMENT" => "a moment such as 2026-03-02T09:00:00Z",
        "GUID" => "a GUID such as 6e80b097-693c-4592-8440-02f345335bbf",
        "NUMBER" => "a number",
        _ => string.Join(" or ", Choices),
    };

    /// <summary>What it is, in a sentence or two.</summary>
    public string Summary => SettingTexts.Of(Property).Summary;

    /// <summary>Its unit, range and default.</summary>
    public string Values => SettingTexts.Of(Property).Values;

    private Type Type => Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType;

    /// <summary>The option of a setting.</summary>
    /// <param name="path">The section and the name, for example <c>Webhooks</c> and <c>RetryWaits</c>.</param>
    public static string OptionOf(params IEnumerable<string> path) =>
        $"--{string.Join('-', path.Where(part => part is not "").Select(JsonNamingPolicy.KebabCaseLower.ConvertName))}";
}
