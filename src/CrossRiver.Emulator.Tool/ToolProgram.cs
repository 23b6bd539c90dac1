namespace CrossRiver.Emulator.Tool;

/// <summary>Represents the program of CrossRiver.Emulator as a .NET tool.</summary>
internal static class ToolProgram
{
    private static Task<int> Main(string[] args) => EmulatorProgram.RunAsync(args);
}
