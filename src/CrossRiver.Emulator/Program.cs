namespace CrossRiver.Emulator;

/// <summary>Starts the emulator.</summary>
/// <remarks>
/// Written out and internal: of top-level statements .NET makes a public class in no namespace, which would stand in the way of the
/// <c>Program</c> of everybody who references the package.
/// </remarks>
internal sealed class Program
{
    private static Task<int> Main(string[] args) => EmulatorProgram.RunAsync(args);
}
