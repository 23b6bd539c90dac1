using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CrossRiver.Emulator.Fixtures;

/// <summary>Starts processes that signals can end, also when the tests themselves were started to ignore some.</summary>
/// <remarks>A shell starts what a script runs in the background with SIGINT and SIGQUIT ignored, <c>nohup</c> with SIGHUP, and children inherit that.</remarks>
internal static class ChildSignals
{
    private const nint Default = 0;
    private const nint Ignored = 1;

    // The largest sigaction structure of any system has fewer bytes.
    private const int MostBytes = 256;

    // SIGHUP, SIGINT, SIGQUIT: the same numbers on every system.
    private static readonly int[] Numbers = [1, 2, 3];

    private static readonly Lock Starting = new();

    /// <summary>Starts a process.</summary>
    public static void Start(Process process)
    {
        if (OperatingSystem.IsWindows())
        {
            process.Start();
            return;
        }

        lock (Starting)
        {
            var ignored = Numbers.Where(IsIgnored).ToList();
            try
            {
                ignored.ForEach(number => Signal(number, Default));
                process.Start();
            }
            finally
            {
                ignored.ForEach(number => Signal(number, Ignored));
            }
        }
    }

    // The handler is the structure's first member on Linux and macOS.
    private static bool IsIgnored(int number)
    {
        var action = new byte[MostBytes];
        return SignalAction(number, 0, action) is 0 && MemoryMarshal.Read<nint>(action) is Ignored;
    }

    [DllImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint Signal(int number, nint handler);

    [DllImport("libc", EntryPoint = "sigaction")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int SignalAction(int number, nint action, byte[] before);
}
