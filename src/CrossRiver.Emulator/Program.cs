namespace CrossRiver.Emulator;

/// <summary>Starts the emulator.</summary>
/// <remarks>Written out and internal: top-level statements make a public class without a namespace, which would hide that of a referencing project.</remarks>
internal sealed class Program
{
    private static Task<int> Main(string[] args) => EmulatorProgram.RunAsync(args);
}
