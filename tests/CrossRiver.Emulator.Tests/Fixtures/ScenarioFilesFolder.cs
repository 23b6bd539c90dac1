using CrossRiver.Emulator.Scenarios.Library;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Fixtures;

/// <summary>A user's working directory with a folder of scenario files.</summary>
internal sealed class ScenarioFilesFolder : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("crossriver-emulator-");

    public ScenarioFilesFolder() => _root.CreateSubdirectory("scenarios");

    /// <summary>An emulator that was started here and watches the files.</summary>
    public RunningEmulator NewEmulator(params IEnumerable<(string Key, string Value)> settings) => new()
    {
        Settings = new Dictionary<string, string?>(
            settings.Prepend((Key: "Emulator:Scenarios:Watch", Value: "true")).GroupBy(setting => setting.Key).Select(same => KeyValuePair.Create(same.Key, (string?)same.Last().Value)),
            StringComparer.Ordinal),
        Configure = builder => builder.Services.AddSingleton(new ScenarioFolder("scenarios", _root.FullName, ScenarioFiles.Format)),
    };

    /// <summary>Writes a file in place.</summary>
    public void Write(string name, string text) => File.WriteAllText(PathOf(name), text);

    /// <summary>Writes a file as careful editors do: beside it, then in its place.</summary>
    public void Replace(string name, string text)
    {
        File.WriteAllText(PathOf($"{name}.swp"), text);
        File.Move(PathOf($"{name}.swp"), PathOf(name), overwrite: true);
    }

    public void Delete(string name) => File.Delete(PathOf(name));

    public void DeleteAll() => Directory.Delete(Path.Combine(_root.FullName, "scenarios"), recursive: true);

    public void Dispose() => _root.Delete(recursive: true);

    private string PathOf(string name)
    {
        var path = Path.Combine(_root.FullName, "scenarios", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }
}
