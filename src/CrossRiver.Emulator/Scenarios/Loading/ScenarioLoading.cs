using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Stories;
using CrossRiver.Emulator.Settings;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator.Scenarios.Files;

/// <summary>Finds and reads the scenario files: those that ship with the program, then those of the folder.</summary>
internal static class ScenarioFiles
{
    private const string EmbeddedFolder = "scenarios/";

    public static IServiceCollection AddScenarios(this IServiceCollection services)
    {
        services.AddSettings<ScenarioOptions>("Scenarios");
        services.AddOptions<ScenarioOptions>().PostConfigure<IOptions<EmulatorOptions>>(
            (options, emulator) => options.Default ??= emulator.Value.Pace is Pace.Faithful ? "faithful" : "clear");

        return services.AddSingleton(provider => Load(
            provider.GetRequiredService<IOptions<ScenarioOptions>>().Value,
            provider.GetRequiredService<IHostEnvironment>().ContentRootPath));
    }

    /// <summary>Reads every file.</summary>
    /// <exception cref="ScenarioException">A file cannot be read, or the folder that was asked for is missing; all messages of all files.</exception>
    private static ScenarioCatalog Load(ScenarioOptions options, string root)
    {
        var messages = new List<string>();
        var scenarios = Shipped().Concat(InFolder(options.Folder, root)).SelectMany(file => Read(file, messages)).ToList();

        return messages is [] ? new ScenarioCatalog(scenarios, options.Default!) : throw new ScenarioException(messages);
    }

    private static IReadOnlyList<Scenario> Read(ScenarioFile file, List<string> messages)
    {
        try
        {
            using var text = file.Open();
            return ScenarioParser.Parse(text.ReadToEnd(), file.Name);
        }
        catch (ScenarioException exception)
        {
            messages.AddRange(exception.Messages);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            messages.Add($"{file.Name}(1,1): {exception.Message}");
        }

        return [];
    }

    private static IEnumerable<ScenarioFile> Shipped()
    {
        var assembly = typeof(ScenarioFiles).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(EmbeddedFolder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => new ScenarioFile($"shipped:{name}", () => new StreamReader(assembly.GetManifestResourceStream(name)!)));
    }

    private static IEnumerable<ScenarioFile> InFolder(string folder, string root)
    {
        var path = Path.Combine(root, folder);
        if (!Directory.Exists(path))
        {
            return folder == ScenarioOptions.DefaultFolder
                ? []
                : throw new ScenarioException($"Emulator:Scenarios:Folder: there is no folder '{path}'");
        }

        return Directory.EnumerateFiles(path, "*.yaml", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => new ScenarioFile(Path.GetRelativePath(root, file), () => new StreamReader(file)));
    }

    private sealed record ScenarioFile(string Name, Func<StreamReader> Open);
}
