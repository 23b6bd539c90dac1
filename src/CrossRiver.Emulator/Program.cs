namespace CrossRiver.Emulator;

/// <summary>Starts the emulator.</summary>
/// <remarks>Written out and internal, because top-level statements make a public class without a namespace. It would hide a referencing project's own.</remarks>
internal sealed class Program
{
    private static Task<int> Main(string[] args) => EmulatorProgram.RunAsync(args);
}
