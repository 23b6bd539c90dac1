using CrossRiver.Emulator.Kernel.Snapshots;

namespace CrossRiver.Emulator.Kernel.Worlds.Lifetime;

/// <summary>Ends unused worlds, so that they do not fill the memory. One timer serves all worlds.</summary>
/// <remarks>
/// A world with registrations stays, because its partner expects events and has no reason to register again. So do a world with booked
/// entries or work in flight, a seeded world, and all worlds while a state file is set, because the user expects to find them.
/// </remarks>
internal sealed partial class AbandonedWorlds(
    WorldDirectory worlds,
    IOptions<WorldOptions> options,
    IOptions<StateOptions> state,
    IEnumerable<WorldSeed> seeds,
    TimeProvider machine,
    ILogger<AbandonedWorlds> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(1);

    private ITimer? _timer;

    private TimeSpan UnusedFor => options.Value.AbandonedAfter;

    private TimeSpan Interval => UnusedFor / 10 < LongestInterval ? UnusedFor / 10 : LongestInterval;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (UnusedFor > TimeSpan.Zero && state.Value.File is not { Length: > 0 })
        {
            _timer = machine.CreateTimer(_ => LetGo(), state: null, Interval, Timeout.InfiniteTimeSpan);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _timer?.Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _timer?.Dispose();

    [SuppressMessage("Design", "CA1031", Justification = "On this thread an exception would end the process; the next round may succeed.")]
    private void LetGo()
    {
        try
        {
            var ended = worlds.All.Where(world => seeds.All(seed => seed.PartnerId != world.PartnerId) && worlds.TryEndAbandoned(world, UnusedFor)).ToList();
            ended.ForEach(Record);
            if (ended is not [])
            {
                LogEnded(ended.Count, UnusedFor);
            }
        }
        catch (Exception exception)
        {
            LogFailed(exception);
        }

        _timer?.Change(Interval, Timeout.InfiniteTimeSpan);
    }

    private void Record(World world) =>
        worlds.JournalOfNoWorld.Add(new ControlEntry { At = worlds.Clock.Now, What = $"the world of partner {world.PartnerId} is over: it was unused for {UnusedFor}" });

    [LoggerMessage(LogLevel.Information, "Ended {Worlds} worlds that were unused for {UnusedFor}, as Emulator:Worlds:AbandonedAfter says")]
    private partial void LogEnded(int worlds, TimeSpan unusedFor);

    [LoggerMessage(LogLevel.Error, "Unused worlds could not be ended; the emulator tries again")]
    private partial void LogFailed(Exception exception);
}
