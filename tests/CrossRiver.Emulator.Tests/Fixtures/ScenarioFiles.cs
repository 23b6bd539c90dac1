using CrossRiver.Emulator.Scenarios.Schema;

namespace CrossRiver.Emulator.Fixtures;

/// <summary>What reads scenario files, with the modules of the emulator and without an emulator.</summary>
internal static class ScenarioFiles
{
    private static readonly DocumentSchemas Schemas = EmulatorApplication.CreateSchemas();

    public static ScenarioFormat Format { get; } = new(Schemas);

    public static ScenarioSchema Schema { get; } = new(Schemas);
}
