using CrossRiver.Emulator.Scenarios.Checks;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Settings;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator.Scenarios.Files;

/// <summary>Finds and reads the scenario files: those that ship with the program, then those of the folder.</summary>
internal static partial class ScenarioFiles
{
    private const string EmbeddedFolder = "scenarios/";

    public static IServiceCollection AddScenarios(this IServiceCollection services)
    {
        services.AddSettings<ScenarioOptions>("Scenarios");
        services.AddOptions<ScenarioOptions>().PostConfigure<IOptions<EmulatorOptions>>(
            (options, emulator) => options.Default ??= emulator.Value.Pace is Pace.Faithful ? "faithful" : "clear");

        return services.AddSingleton(provider => Load(
            provider.GetRequiredService<IOptions<ScenarioOptions>>().Value,
            provider.GetRequiredService<IHostEnvironment>().ContentRootPath,
            provider.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ScenarioFiles))));
    }

    /// <summary>Reads the files that ship with the program.</summary>
    public static IEnumerable<ScenarioFile> ReadShipped()
    {
        var assembly = typeof(ScenarioFiles).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(EmbeddedFolder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => new FoundFile($"shipped:{name}", () => assembly.GetManifestResourceStream(name)!).Read());
    }

    /// <summary>Reads every file.</summary>
    /// <exception cref="ScenarioException">A file cannot be read, or the folder that was asked for is missing; all messages of all files.</exception>
    private static ScenarioCatalog Load(ScenarioOptions options, string root, ILogger logger)
    {
        var shipped = ReadShipped().ToList();
        var users = ReadFolder(options.Folder, root).ToList();
        var files = shipped.Concat(users).ToList();
        if (files.SelectMany(file => file.Errors).Select(error => error.ToString()).ToList() is { Count: > 0 } errors)
        {
            throw new ScenarioException(errors);
        }

        foreach (var warning in files.SelectMany(file => file.Warnings).Concat(AcrossFiles.Check(users, shipped)))
        {
            LogWarning(logger, warning);
        }

        return new ScenarioCatalog(files.SelectMany(file => file.Scenarios), options.Default!);
    }

    private static IEnumerable<ScenarioFile> ReadFolder(string folder, string root)
    {
        var path = Path.Combine(root, folder);
        if (!Directory.Exists(path))
        {
            return folder == ScenarioOptions.DefaultFolder
                ? []
                : throw new ScenarioException($"Emulator:Scenarios:Folder: there is no folder '{path}'");
        }

        return FoundFile.InFolder(path).Select(file => new FoundFile(Path.GetRelativePath(root, file), () => File.OpenRead(file)).Read());
    }

    [LoggerMessage(LogLevel.Warning, "{Warning}")]
    private static partial void LogWarning(ILogger logger, FileMessage warning);
}
