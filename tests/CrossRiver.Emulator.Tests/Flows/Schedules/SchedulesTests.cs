using System.Globalization;
using CrossRiver.Emulator.Modules.Webhooks.Sending;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Flows.Schedules;

/// <summary>What one world does at the same time, in many orders: the lock, the wait for idleness, resets and advances.</summary>
/// <remarks><c>SCHEDULES=10000</c> runs as many, and <c>SCHEDULE=SEED</c> runs one again.</remarks>
public sealed class SchedulesTests : IAsyncDisposable
{
    private const int Usual = 200;

    private readonly ScheduledTime _time = new();
    private readonly ScheduledCallbacks _callbacks = new();
    private readonly RunningEmulator _emulator;

    public SchedulesTests() => _emulator = new RunningEmulator
    {
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Clock:Mode"] = "Manual" },
        Configure = builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(_time);
            builder.Services.AddSingleton<CallbackHandler>(() => _callbacks);
            builder.Services.AddSingleton<IBackgroundJobClient>(_callbacks);
        },
    };

    [Fact]
    public void Nothing_is_stuck_lost_doubled_or_of_an_older_epoch_in_any_order()
    {
        var seeds = Environment.GetEnvironmentVariable("SCHEDULE") is { } one
            ? [int.Parse(one, CultureInfo.InvariantCulture)]
            : Enumerable.Range(1, int.Parse(Environment.GetEnvironmentVariable("SCHEDULES") ?? $"{Usual}", CultureInfo.InvariantCulture));

        foreach (var seed in seeds)
        {
            var schedule = new Schedule(_emulator.Services, _time, _callbacks, seed);
            var failure = Record.Exception(schedule.Run);
            Assert.True(failure is null, $"SCHEDULE={seed}: {failure?.Message}\n{failure?.StackTrace}\n{schedule.Trace}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _emulator.DisposeAsync();
        _callbacks.Dispose();
    }
}
