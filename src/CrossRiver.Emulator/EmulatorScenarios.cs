using CrossRiver.Emulator.Scenarios.Library;
using CrossRiver.Emulator.Scenarios.Schema;

namespace CrossRiver.Emulator;

/// <summary>Provides the names of scenarios, without an emulator.</summary>
public static class EmulatorScenarios
{
    /// <summary>Returns the names of the scenarios that ship with the emulator, sorted.</summary>
    public static IReadOnlyList<string> ListShipped() => NamesIn(ScenarioLoading.ReadShipped(new ScenarioFormat(EmulatorApplication.CreateSchemas())));

    /// <summary>Returns the names of the scenarios in a folder and its subfolders, sorted.</summary>
    /// <param name="folder">The path of the folder. A relative path begins at the current directory.</param>
    /// <exception cref="InvalidDataException">The folder is missing, or a file has a mistake. The message contains a line for each mistake.</exception>
    public static IReadOnlyList<string> ListIn(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var files = new ScenarioFolder(folder, Environment.CurrentDirectory, new ScenarioFormat(EmulatorApplication.CreateSchemas()));
        files.Read();
        IReadOnlyList<string> faults = Directory.Exists(files.FullPath) ? [.. files.Faults] : [$"there is no folder '{files.FullPath}'"];
        return faults is [] ? NamesIn(files.Files) : throw new InvalidDataException(string.Join(Environment.NewLine, faults));
    }

    private static IReadOnlyList<string> NamesIn(IEnumerable<ScenarioFile> files) =>
        [.. files.SelectMany(file => file.Scenarios).Select(scenario => scenario.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
