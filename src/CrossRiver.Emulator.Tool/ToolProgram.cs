namespace CrossRiver.Emulator.Tool;

/// <summary>The program of CrossRiver.Emulator as a tool of .NET.</summary>
internal static class ToolProgram
{
    private static Task<int> Main(string[] args) => EmulatorProgram.RunAsync(args);
}
