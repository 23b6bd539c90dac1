using System.Diagnostics.CodeAnalysis;
using CrossRiver.Emulator.Benchmarks.Starts;

/// <summary>What .NET calls in an emulator before its first line, when <c>DOTNET_STARTUP_HOOKS</c> names this program.</summary>
[SuppressMessage("Design", "MA0047", Justification = ".NET looks for this name, in no namespace, and for this method.")]
internal static class StartupHook
{
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(StartMarks.FileVariable) is { } file)
        {
            StartMarks.Keep(file);
        }
    }
}
