using Hangfire.Logging;

namespace CrossRiver.Emulator.Kernel.Jobs;

/// <summary>Hangfire's log, which nobody reads: a job only starts an attempt, and what comes of attempts is told by the emulator itself.</summary>
/// <remarks>Without one Hangfire looks through the program for well-known ones.</remarks>
internal sealed class SilentLog : ILogProvider, ILog
{
    public ILog GetLogger(string name) => this;

    public bool Log(Hangfire.Logging.LogLevel logLevel, Func<string>? messageFunc, Exception? exception = null) => false;
}
