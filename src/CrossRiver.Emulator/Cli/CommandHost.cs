using CrossRiver.Emulator.Scenarios.Schema;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Cli;

/// <summary>What commands use of the program to which they belong.</summary>
/// <param name="Settings">The settings of an emulator.</param>
/// <param name="CreateSchemas">Creates the schemas of scenario files, for commands that need no emulator.</param>
/// <param name="CreateEmulator">Creates an emulator from a command line; it is not started.</param>
internal sealed record CommandHost(SettingCatalog Settings, Func<DocumentSchemas> CreateSchemas, Func<string[], WebApplication> CreateEmulator);
