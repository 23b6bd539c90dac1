using CrossRiver.Emulator.Scenarios.Checks;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Yaml;
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

    /// <summary>Reads every file.</summary>
    /// <exception cref="ScenarioException">A file cannot be read, or the folder that was asked for is missing; all messages of all files.</exception>
    private static ScenarioCatalog Load(ScenarioOptions options, string root, ILogger logger)
    {
        var files = Shipped().Concat(InFolder(options.Folder, root)).Select(Read).ToList();
        if (files.SelectMany(file => file.Errors).Select(error => error.ToString()).ToList() is { Count: > 0 } errors)
        {
            throw new ScenarioException(errors);
        }

        foreach (var warning in files.SelectMany(file => file.Warnings).Concat(AcrossFiles.Check(files)))
        {
            LogWarning(logger, warning);
        }

        return new ScenarioCatalog(files.SelectMany(file => file.Scenarios), options.Default!);
    }

    private static ScenarioFile Read(FoundFile file)
    {
        try
        {
            using var text = file.Open();
            return ScenarioParser.Parse(text.ReadToEnd(), file.Name);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new ScenarioFile { Name = file.Name, Messages = [new FileMessage(file.Name, new Place(1, 1), IsWarning: false, exception.Message)] };
        }
    }

    private static IEnumerable<FoundFile> Shipped()
    {
        var assembly = typeof(ScenarioFiles).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(EmbeddedFolder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => new FoundFile($"shipped:{name}", () => new StreamReader(assembly.GetManifestResourceStream(name)!)));
    }

    private static IEnumerable<FoundFile> InFolder(string folder, string root)
    {
        var path = Path.Combine(root, folder);
        if (!Directory.Exists(path))
        {
            return folder == ScenarioOptions.DefaultFolder
                ? []
                : throw new ScenarioException($"Emulator:Scenarios:Folder: there is no folder '{path}'");
        }

        return Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".yaml" or ".yml")
            .Order(StringComparer.Ordinal)
            .Select(file => new FoundFile(Path.GetRelativePath(root, file), () => new StreamReader(file)));
    }

    [LoggerMessage(LogLevel.Warning, "{Warning}")]
    private static partial void LogWarning(ILogger logger, FileMessage warning);

    private sealed record FoundFile(string Name, Func<StreamReader> Open);
}
