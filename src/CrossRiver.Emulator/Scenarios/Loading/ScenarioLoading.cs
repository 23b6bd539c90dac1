using CrossRiver.Emulator.Errors;
using CrossRiver.Emulator.Faults;
using CrossRiver.Emulator.Scenarios.Files;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Settings;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator.Scenarios.Loading;

/// <summary>Adds the scenarios: those that ship with the program, and those of the folder.</summary>
internal static class ScenarioLoading
{
    /// <summary>What the sources of scenarios begin with that ship with the program.</summary>
    public const string Shipped = "shipped:";

    private const string EmbeddedFolder = "scenarios/";

    public static IServiceCollection AddScenarios(this IServiceCollection services)
    {
        services.AddSettings<ScenarioOptions>("Scenarios");
        services.AddSettings<ConditionOptions>("Conditions");
        services.AddErrors(ScenarioErrors.All);
        services.AddOptions<ScenarioOptions>().PostConfigure<IOptions<EmulatorOptions>>(
            (options, emulator) => options.Default ??= emulator.Value.Pace is Pace.Faithful ? "faithful" : "clear");
        services.AddSingleton(provider => new ScenarioFolder(
            provider.GetRequiredService<IOptions<ScenarioOptions>>().Value.Folder,
            provider.GetRequiredService<IHostEnvironment>().ContentRootPath,
            provider.GetRequiredService<IOptions<ScenarioOptions>>().Value.Texts));
        services.AddSingleton<SourcedScenarios>();
        services.AddSingleton<ScenariosInForce>();

        return services.AddHostedService<ScenarioWatching>();
    }

    /// <summary>Reads the scenarios that ship with the program.</summary>
    public static IReadOnlyList<ScenarioFile> ReadShipped()
    {
        var assembly = typeof(ScenarioLoading).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(EmbeddedFolder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var text = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return ScenarioParser.Parse(text.ReadToEnd(), $"{Shipped}{name}");
            })];
    }
}
