using CrossRiver.Emulator.Scenarios.Files;
using CrossRiver.Emulator.Scenarios.Grammar;

namespace CrossRiver.Emulator.Fixtures;

/// <summary>What reads scenario files, with the modules of the emulator and without an emulator.</summary>
internal static class ScenarioFiles
{
    private static readonly DocumentForms Forms = new(EmulatorApplication.CreateCatalog());

    public static ScenarioParser Parser { get; } = new(Forms);

    public static ScenarioSchema Schema { get; } = new(Forms);
}
