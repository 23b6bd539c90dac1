using Hangfire.Logging;

namespace CrossRiver.Emulator.Jobs;

/// <summary>Hangfire's log, which nobody reads: a job only starts an attempt, and what comes of attempts is told by the emulator itself.</summary>
/// <remarks>
/// Hangfire has one log for the whole process. If it were an emulator's, the others would write to that, and fail once that emulator is
/// disposed of.
/// </remarks>
internal sealed class SilentLog : ILogProvider, ILog
{
    public ILog GetLogger(string name) => this;

    public bool Log(Hangfire.Logging.LogLevel logLevel, Func<string>? messageFunc, Exception? exception = null) => false;
}
