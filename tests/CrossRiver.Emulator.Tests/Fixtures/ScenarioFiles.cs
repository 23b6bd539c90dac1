using CrossRiver.Emulator.Scenarios.Schema;

namespace CrossRiver.Emulator.Fixtures;

/// <summary>What reads scenario files, with the modules of the emulator and without an emulator.</summary>
/// <remarks>Each use creates a new one, so that tests share no state.</remarks>
internal static class ScenarioFiles
{
    public static ScenarioFormat Format => new(EmulatorApplication.CreateSchemas());

    public static ScenarioSchema Schema => new(EmulatorApplication.CreateSchemas());
}
