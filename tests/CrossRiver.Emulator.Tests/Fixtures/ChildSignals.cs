using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CrossRiver.Emulator.Fixtures;

/// <summary>Starts processes that Ctrl+C can end, also when the tests themselves were started to ignore it.</summary>
/// <remarks>A shell starts what a script runs in the background with SIGINT ignored, and children inherit that.</remarks>
internal static class ChildSignals
{
    private const int Interrupt = 2;
    private const nint Default = 0;
    private const nint Ignored = 1;

    // The largest sigaction structure of any system has fewer bytes.
    private const int MostBytes = 256;

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
            var isIgnored = IsIgnored();
            try
            {
                _ = isIgnored ? Signal(Interrupt, Default) : 0;
                process.Start();
            }
            finally
            {
                _ = isIgnored ? Signal(Interrupt, Ignored) : 0;
            }
        }
    }

    // The handler is the structure's first member on Linux and macOS.
    private static bool IsIgnored()
    {
        var action = new byte[MostBytes];
        return SignalAction(Interrupt, 0, action) is 0 && MemoryMarshal.Read<nint>(action) is Ignored;
    }

    [DllImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint Signal(int number, nint handler);

    [DllImport("libc", EntryPoint = "sigaction")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int SignalAction(int number, nint action, byte[] before);
}
