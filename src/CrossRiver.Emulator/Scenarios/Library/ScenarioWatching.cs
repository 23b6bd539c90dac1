namespace CrossRiver.Emulator.Scenarios.Library;

/// <summary>Reads scenario files again after changes, and reports the result in the log and the journal.</summary>
/// <remarks>Files change in real time, independently of the clocks of the worlds.</remarks>
internal sealed partial class ScenarioWatching(
    ScenarioLibrary scenarios,
    ScenarioFolder folder,
    WorldDirectory worlds,
    IOptions<ScenarioOptions> options,
    IConfiguration configuration,
    TimeProvider machine,
    ILogger<ScenarioWatching> logger) : IHostedService, IDisposable
{
    // Editors write a file in several steps, so a reload waits for a pause, but not without a limit.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    // A folder that cannot be watched is polled, which takes at most a twentieth of one processor.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    private const int RestOfLook = 20;

    private readonly Lock _lock = new();
    private FolderWatch? _watch;
    private ITimer? _timer;
    private long? _firstChange;
    private bool _isStopped;
    private bool _isLookedAt;

    // The variable of .NET's watchers, for mounts that report no changes.
    private bool MustPoll => configuration["DOTNET_USE_POLLING_FILE_WATCHER"]?.ToUpperInvariant() is "1" or "TRUE";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Warn();
        if (options.Value is { Watch: true, Folder: not "" })
        {
            _timer = machine.CreateTimer(_ => Reload(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _watch = new FolderWatch(folder.FullPath, OnChange);

            // Files may have changed after they were read.
            OnChange();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isStopped = true;
            _timer?.Dispose();
            _watch?.Dispose();
        }
    }

    private void OnChange()
    {
        lock (_lock)
        {
            _firstChange ??= machine.GetTimestamp();
            var rest = Patience - machine.GetElapsedTime(_firstChange.Value);
            ReloadIn(rest < TimeSpan.Zero ? TimeSpan.Zero : rest < Quiet ? rest : Quiet);
        }
    }

    private void ReloadIn(TimeSpan delay)
    {
        lock (_lock)
        {
            if (!_isStopped)
            {
                _timer!.Change(delay, Timeout.InfiniteTimeSpan);
            }
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "On this thread an exception would end the process; the scenarios stay as they are.")]
    private void Reload()
    {
        var startedAt = machine.GetTimestamp();
        lock (_lock)
        {
            if (_isStopped)
            {
                return;
            }

            _firstChange = null;
        }

        var isWatched = TryWatch();
        try
        {
            Report(scenarios.Current.Faults, scenarios.Reload());
        }
        catch (Exception exception)
        {
            LogFailed(exception);
        }

        if (!isWatched)
        {
            var rest = machine.GetElapsedTime(startedAt) * RestOfLook;
            ReloadIn(rest > BetweenLooks ? rest : BetweenLooks);
        }
    }

    private bool TryWatch()
    {
        try
        {
            lock (_lock)
            {
                if (!MustPoll && !_isStopped)
                {
                    _watch!.Renew();
                }
            }

            _isLookedAt = MustPoll;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            if (!_isLookedAt)
            {
                LogLookedAt(folder.FullPath, BetweenLooks, exception.Message);
            }

            _isLookedAt = true;
        }

        return !_isLookedAt;
    }

    private void Report(IReadOnlyList<string> faultsBefore, IReadOnlyList<string> changed)
    {
        var faults = scenarios.Current.Faults;
        foreach (var fault in faults.Except(faultsBefore, StringComparer.Ordinal))
        {
            var line = fault.ReplaceLineEndings(" ");
            LogFault(line);
            Enter($"scenarios: {line}");
        }

        if (changed is not [])
        {
            var names = string.Join(", ", changed);
            LogRead(names, faults.Count);
            Warn();
            Enter($"scenarios: read again because of {names}");
        }
    }

    private void Warn() => scenarios.FindWarnings().ToList().ForEach(LogWarning);

    private void Enter(string what) => worlds.JournalOfNoWorld.Add(new ControlEntry { At = worlds.Clock.Now, What = what });

    [LoggerMessage(LogLevel.Information, "Scenarios are read again because of {Files}; {Faults} faults stand")]
    private partial void LogRead(string files, int faults);

    [LoggerMessage(LogLevel.Warning, "{Warning}")]
    private partial void LogWarning(string warning);

    [LoggerMessage(LogLevel.Error, "{Fault}")]
    private partial void LogFault(string fault);

    [LoggerMessage(LogLevel.Warning, "{Folder} cannot be watched and is read every {Interval} instead: {Reason}")]
    private partial void LogLookedAt(string folder, TimeSpan interval, string reason);

    [LoggerMessage(LogLevel.Error, "The scenarios could not be read again")]
    private partial void LogFailed(Exception exception);
}
