namespace CrossRiver.Emulator.Scenarios.Schema;

/// <summary>The scenario files of this repository: those that ship, and the examples of the tests and of the documentation.</summary>
public static class ExampleFiles
{
    /// <summary>Their names, from the repository's root.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. new[] { "scenarios", "tests/CrossRiver.Emulator.Tests/Scenarios/Schema/Examples" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(RunningProgram.Repository, folder), "*.yaml", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(RunningProgram.Repository, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>All of them, for theories.</summary>
    public static TheoryData<string> All => [.. Names];

    /// <summary>Reads one.</summary>
    public static string Read(string name) => File.ReadAllText(Path.Combine(RunningProgram.Repository, name));
}
