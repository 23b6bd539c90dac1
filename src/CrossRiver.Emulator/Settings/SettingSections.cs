using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using CrossRiver.Emulator.Kernel.Snapshots;
using CrossRiver.Emulator.Kernel.Worlds.Lifetime;

namespace CrossRiver.Emulator.Settings;

/// <summary>Binds the configuration sections below <c>Emulator</c> to their options. Invalid and unknown settings are errors.</summary>
internal static class SettingSections
{
    /// <summary>The section of all settings of the emulator.</summary>
    public const string Root = "Emulator";

    /// <summary>Adds a section.</summary>
    /// <param name="name">The section below <c>Emulator</c>, for example <c>Webhooks</c>.</param>
    public static IServiceCollection AddSettings<TOptions>(this IServiceCollection services, string name)
        where TOptions : class => services.Add<TOptions>(new SettingSection(name, typeof(TOptions)));

    /// <summary>Adds settings to a section of another area.</summary>
    public static IServiceCollection AddSettingsTo<TOptions>(this IServiceCollection services, string name)
        where TOptions : class => services.Add<TOptions>(new SettingSection(name, typeof(TOptions)) { IsAddition = true });

    /// <summary>Adds the settings of <c>Emulator</c> itself.</summary>
    public static IServiceCollection AddRootSettings(this IServiceCollection services)
    {
        services.AddOptions<EmulatorOptions>()
            .Configure<IConfiguration, IEnumerable<SettingSection>>((options, configuration, known) =>
                BindKnown(options, DurationSettings.Read<EmulatorOptions>(configuration.GetSection(Root)), new SettingCatalog(() => known)));

        return services;
    }

    /// <summary>Reads all sections.</summary>
    /// <exception cref="OptionsValidationException">Settings are invalid or unknown; it has a message for each of them.</exception>
    /// <remarks>ASP.NET Core's own check at the start would create a monitor for each section, and so cost a tenth of a start in a test.</remarks>
    public static void Check(IServiceProvider services)
    {
        var sections = services.GetServices<SettingSection>().ToList();
        var failures = new List<string>();
        Try(() => RefuseUnknown<EmulatorOptions>(
            services.GetRequiredService<IConfiguration>().GetSection(Root), "setting or section", [.. sections.Select(section => section.Name), .. NamesOf(typeof(EmulatorOptions))]));
        foreach (var options in sections.Select(section => section.Options).Prepend(typeof(EmulatorOptions)))
        {
            Try(() => _ = ((IOptions<object>)services.GetRequiredService(typeof(IOptions<>).MakeGenericType(options))).Value);
        }

        if (failures is not [])
        {
            throw Refusal<EmulatorOptions>(failures.Distinct(StringComparer.Ordinal));
        }

        void Try(Action read)
        {
            try
            {
                read();
            }
            catch (OptionsValidationException refused)
            {
                failures.AddRange(refused.Failures);
            }
        }
    }

    private static IServiceCollection Add<TOptions>(this IServiceCollection services, SettingSection section)
        where TOptions : class
    {
        services.AddSingleton(section);
        services.AddOptions<TOptions>()
            .Configure<IConfiguration, IEnumerable<SettingSection>>((options, configuration, known) =>
            {
                var root = configuration.GetSection(Root);
                RefuseWrongNames<TOptions>(root.GetSection(section.Name), [.. known.Where(other => other.Name == section.Name).SelectMany(other => NamesOf(other.Options))]);
                Bind(options, root.GetSection(section.Name), new SettingCatalog(() => known));
            });

        return services;
    }

    private static void Bind<TOptions>(TOptions options, IConfigurationSection section, SettingCatalog settings)
        where TOptions : class
    {
        foreach (var setting in section.GetChildren().Where(setting => DurationSettings.IsOf<TOptions>(section, setting.Path)))
        {
            if (IsNamed(typeof(TOptions), setting.Key))
            {
                RefuseWrongNamed<TOptions>(setting);
            }
            else
            {
                RefuseWrongForm<TOptions>(setting, ElementOf(typeof(TOptions), setting.Key));
            }
        }

        BindKnown(options, DurationSettings.Read<TOptions>(section), settings, isWhole: true);
    }

    private static void RefuseWrongNames<TOptions>(IConfigurationSection section, IReadOnlyList<string> names)
    {
        RefuseUnknown<TOptions>(section, "setting", names);
        if (section.Value is { Length: > 0 })
        {
            throw Refusal<TOptions>($"{section.Path}: this is a section, not a setting; there are {string.Join(", ", names.Order(StringComparer.Ordinal))} in it");
        }
    }

    // The type of a list's elements, or null for a setting of one value.
    private static Type? ElementOf(Type options, string setting) => options.GetProperties()
        .Where(property => string.Equals(property.Name, setting, StringComparison.OrdinalIgnoreCase))
        .Select(property => property.PropertyType)
        .SingleOrDefault(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))?.GenericTypeArguments[0];

    private static void RefuseWrongForm<TOptions>(IConfigurationSection setting, Type? element)
    {
        if (element is null && setting.GetChildren().Any())
        {
            throw Refusal<TOptions>($"{setting.Path}: this takes one value, not a list or an object");
        }

        if (element is not null && setting.Value is { Length: > 0 })
        {
            throw Refusal<TOptions>($"{setting.Path}: this takes a list, the first element is {setting.Path}:0 with {string.Join(", ", NamesOf(element))}");
        }

        foreach (var item in setting.GetChildren())
        {
            RefuseUnknown<TOptions>(item, "setting", NamesOf(element!));
        }
    }

    private static bool IsNamed(Type options, string setting) =>
        options.GetProperties().Any(property => string.Equals(property.Name, setting, StringComparison.OrdinalIgnoreCase) && Setting.HasNames(property));

    private static void RefuseWrongNamed<TOptions>(IConfigurationSection setting)
    {
        if (setting.Value is { Length: > 0 })
        {
            throw Refusal<TOptions>($"{setting.Path}: this takes names with values, such as {setting.Path}:{Setting.AnyName}");
        }

        foreach (var named in setting.GetChildren())
        {
            RefuseWrongForm<TOptions>(named, element: null);
        }
    }

    private static IEnumerable<string> NamesOf(Type options) => options.GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal);

    private static void BindKnown<TOptions>(TOptions options, IConfigurationSection section, SettingCatalog settings, bool isWhole = false)
        where TOptions : class
    {
        try
        {
            // Without this, an error in an element of a list would be ignored.
            section.Bind(options, binder => binder.ErrorOnUnknownConfiguration = isWhole);
        }
        catch (InvalidOperationException exception)
        {
            // For an element of a list, only the innermost exception contains the key.
            var innermost = exception;
            while (innermost.InnerException is InvalidOperationException inner)
            {
                innermost = inner;
            }

            throw Refusal<TOptions>(WrongValue.Explain(innermost.Message, settings) ?? $"{section.Path}: {innermost.Message}");
        }

        var results = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true))
        {
            throw Refusal<TOptions>([.. results.Select(result => $"{section.Path}: {result.ErrorMessage}")]);
        }
    }

    private static void RefuseUnknown<TOptions>(IConfigurationSection section, string kind, IEnumerable<string> known)
    {
        var unknown = section.GetChildren().Select(child => child.Key).Except(known, StringComparer.OrdinalIgnoreCase).ToList();
        if (unknown is not [])
        {
            var choice = string.Join(", ", known.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
            throw Refusal<TOptions>([.. unknown.Select(key => $"{section.Path}:{key}: there is no such {kind}; there are {choice}")]);
        }
    }

    private static OptionsValidationException Refusal<TOptions>(params IEnumerable<string> messages) => new(typeof(TOptions).Name, typeof(TOptions), messages);
}

/// <summary>Represents a section of the configuration below <c>Emulator</c>.</summary>
/// <param name="Name">The name, or an empty text for <c>Emulator</c> itself.</param>
/// <param name="Options">The type of its options.</param>
internal sealed record SettingSection(string Name, Type Options)
{
    /// <summary>Gets whether these are additional settings of another area's section.</summary>
    public bool IsAddition { get; init; }

    /// <summary>Gets the path in the configuration.</summary>
    public string Path => Name is "" ? SettingSections.Root : $"{SettingSections.Root}:{Name}";
}

/// <summary>Registers the settings of worlds, because the kernel must not depend on settings.</summary>
internal static class KernelSettings
{
    public static IServiceCollection AddKernelSettings(this IServiceCollection services) =>
        services.AddSettings<StateOptions>("State").AddSettings<ClockOptions>("Clock").AddSettings<WorldOptions>("Worlds").AddSettings<PartnerOptions>("Partners");
}

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
        IReadOnlyList<string> keys = [Index().Replace(key, ":0:"), $"{key[..(key.LastIndexOf(':') + 1)]}{Setting.AnyName}"];
        var known = settings.All.FirstOrDefault(setting => keys.Contains(setting.Key, StringComparer.OrdinalIgnoreCase));
        return known is null ? null : $"{key}: '{refused.Groups["value"].Value}' cannot be used; write {known.WhatToWrite}";
    }

    [GeneratedRegex("^Failed to convert configuration value '(?<value>.*)' at '(?<key>[^']*)' to type ", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Refused();

    [GeneratedRegex(":[0-9]+:", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Index();
}
