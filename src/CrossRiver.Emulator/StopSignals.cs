using System.Runtime.InteropServices;

namespace CrossRiver.Emulator;

/// <summary>The signals that ask the process to end: SIGINT of Ctrl+C, SIGTERM, SIGQUIT, and SIGHUP of a terminal that is closed.</summary>
/// <remarks>
/// A signal that the process was started to ignore stays ignored: <c>nohup</c> and a shell's <c>&amp;</c> in a script mean just that. It still ends upon
/// SIGTERM.
/// </remarks>
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

    /// <summary>Begins to note signals. The system still ends the process.</summary>
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

    /// <summary>Gets what shells say of a process that the first signal has ended, or null if there was no signal.</summary>
    public int? ExitCode => Volatile.Read(ref _exitCode) is > 0 and var exitCode ? exitCode : null;

    /// <summary>Leaves it to the program to end upon <see cref="Asked"/>. Until then it has nothing to end, and may be in a call that blocks.</summary>
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
