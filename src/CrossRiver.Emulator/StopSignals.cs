using System.Runtime.InteropServices;

namespace CrossRiver.Emulator;

/// <summary>Receives the signals that ask the process to end: SIGINT of Ctrl+C, SIGTERM, SIGQUIT, and SIGHUP of a closed terminal.</summary>
/// <remarks>A signal that was ignored at the start stays ignored, as with <c>nohup</c> or a shell's <c>&amp;</c>. SIGTERM still ends the process.</remarks>
internal sealed class StopSignals : IDisposable
{
    private const int ExitCodeOfSignals = 128;

    // The numbers of POSIX, the same on every system.
    private static readonly (PosixSignal Signal, int Number)[] Numbers =
    [
        (PosixSignal.SIGHUP, 1),
        (PosixSignal.SIGINT, 2),
        (PosixSignal.SIGQUIT, 3),
        (PosixSignal.SIGTERM, 15),
    ];

    private readonly CancellationTokenSource _asked = new();
    private readonly List<PosixSignalRegistration> _registrations;
    private int _exitCode;
    private volatile bool _isAwaited;

    /// <summary>Begins to note signals. Until <see cref="Await"/>, the system still ends the process.</summary>
    public StopSignals()
    {
        _registrations = [.. Numbers.Select(known => PosixSignalRegistration.Create(known.Signal, context =>
        {
            context.Cancel |= _isAwaited;
            Note(ExitCodeOfSignals + known.Number);
        }))];
    }

    /// <summary>Gets the token that the first signal cancels. Further signals change nothing.</summary>
    public CancellationToken Asked => _asked.Token;

    /// <summary>Gets the exit code of a process that the first signal has ended, as shells report it, or null if there was no signal.</summary>
    public int? ExitCode => Volatile.Read(ref _exitCode) is > 0 and var exitCode ? exitCode : null;

    /// <summary>Requires the program to end upon <see cref="Asked"/>. Before, the program has nothing to end, and may be in a call that blocks.</summary>
    public void Await() => _isAwaited = true;

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _asked.Dispose();
    }

    private void Note(int exitCode)
    {
        if (Interlocked.CompareExchange(ref _exitCode, exitCode, 0) is 0)
        {
            _asked.Cancel();
        }
    }
}
