using Microsoft.Extensions.Logging;

namespace CrossRiver.Emulator.Fixtures;

/// <summary>A moment in the emulator that a log line marks. The first one is held until the test lets it pass.</summary>
/// <param name="eventName">The name of the log line's event.</param>
/// <param name="part">A part of the line, or the empty string for any.</param>
internal sealed class HeldMoment(string eventName, string part = "") : ILoggerProvider, ILogger
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource _come = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _passed = new();

    /// <summary>Waits until the moment has come.</summary>
    public Task WhenComeAsync() => _come.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);

    public void Pass() => _passed.Set();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Name == eventName && formatter(state, exception).Contains(part, StringComparison.Ordinal))
        {
            _come.TrySetResult();
            _passed.Wait(Patience);
        }
    }

    public void Dispose() => _passed.Dispose();
}
