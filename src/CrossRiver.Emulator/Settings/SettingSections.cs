using System.ComponentModel.DataAnnotations;

namespace CrossRiver.Emulator.Settings;

/// <summary>Binds the sections of the configuration below <c>Emulator</c> to their options, and refuses what is wrong or unknown.</summary>
internal static class SettingSections
{
    /// <summary>The section that all of the emulator's are in.</summary>
    public const string Root = "Emulator";

    /// <summary>Adds a section, read when it is first asked for and at the latest at the start.</summary>
    /// <param name="name">The section below <c>Emulator</c>, for example <c>Webhooks</c>.</param>
    public static IServiceCollection AddSettings<TOptions>(this IServiceCollection services, string name)
        where TOptions : class => services.Add<TOptions>(new SettingSection(name, typeof(TOptions)));

    /// <summary>Adds settings to a section that another room has.</summary>
    /// <param name="name">The section.</param>
    public static IServiceCollection AddSettingsTo<TOptions>(this IServiceCollection services, string name)
        where TOptions : class => services.Add<TOptions>(new SettingSection(name, typeof(TOptions)) { IsAddition = true });

    /// <summary>Adds the settings that stand beside the sections.</summary>
    public static IServiceCollection AddRootSettings(this IServiceCollection services)
    {
        services.AddOptions<EmulatorOptions>()
            .Configure<IConfiguration, IEnumerable<SettingSection>>((options, configuration, known) =>
                BindKnown(options, DurationSettings.Read<EmulatorOptions>(configuration.GetSection(Root)), new SettingCatalog(() => known)))
            .ValidateOnStart();

        return services;
    }

    private static IServiceCollection Add<TOptions>(this IServiceCollection services, SettingSection section)
        where TOptions : class
    {
        services.AddSingleton(section);
        services.AddOptions<TOptions>()
            .Configure<IConfiguration, IEnumerable<SettingSection>>((options, configuration, known) =>
            {
                var root = configuration.GetSection(Root);
                RefuseUnknown<TOptions>(root, "setting or section", [.. known.Select(other => other.Name), .. NamesOf(typeof(EmulatorOptions))]);
                RefuseWrongNames<TOptions>(root.GetSection(section.Name), [.. known.Where(other => other.Name == section.Name).SelectMany(other => NamesOf(other.Options))]);
                Bind(options, root.GetSection(section.Name), new SettingCatalog(() => known));
            })
            .ValidateOnStart();

        return services;
    }

    private static void Bind<TOptions>(TOptions options, IConfigurationSection section, SettingCatalog settings)
        where TOptions : class
    {
        foreach (var setting in section.GetChildren().Where(setting => DurationSettings.IsOf<TOptions>(section, setting.Path)))
        {
            RefuseWrongForm<TOptions>(setting, ElementOf(typeof(TOptions), setting.Key));
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

    private static IEnumerable<string> NamesOf(Type options) => options.GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal);

    private static void BindKnown<TOptions>(TOptions options, IConfigurationSection section, SettingCatalog settings, bool isWhole = false)
        where TOptions : class
    {
        try
        {
            // Else what is wrong in an element of a list would be left out in silence.
            section.Bind(options, binder => binder.ErrorOnUnknownConfiguration = isWhole);
        }
        catch (InvalidOperationException exception)
        {
            // Of an element of a list, the innermost one names the place.
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

    private static OptionsValidationException Refusal<TOptions>(params IEnumerable<string> messages) =>
        new(typeof(TOptions).Name, typeof(TOptions), messages);
}

/// <summary>A section of the configuration below <c>Emulator</c>.</summary>
/// <param name="Name">Its name; empty for <c>Emulator</c> itself.</param>
/// <param name="Options">What it is read into.</param>
internal sealed record SettingSection(string Name, Type Options)
{
    /// <summary>Gets whether the section is another room's, and these are more settings of it.</summary>
    public bool IsAddition { get; init; }

    /// <summary>Its place in the configuration.</summary>
    public string Path => Name is "" ? SettingSections.Root : $"{SettingSections.Root}:{Name}";
}
