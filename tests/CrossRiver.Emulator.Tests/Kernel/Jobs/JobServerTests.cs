using Hangfire;
using Hangfire.Common;
using Hangfire.InMemory;
using Hangfire.Logging;

namespace CrossRiver.Emulator.Kernel.Jobs;

public sealed class JobServerTests
{
    [Fact]
    public async Task A_stop_ends_the_workers_before_it_completes_and_a_second_one_waits_for_it()
    {
        using var storage = new InMemoryStorage();
        using var server = new JobServer(storage, new JobActivator(), new JobFilterProviderCollection());
        await server.StopAsync(TestContext.Current.CancellationToken);
        Assert.Empty(storage.GetMonitoringApi().Servers());

        using var started = new JobServer(storage, new JobActivator(), new JobFilterProviderCollection());
        await started.StartAsync(TestContext.Current.CancellationToken);
        await Until.HoldsAsync(() => storage.GetMonitoringApi().Servers() is [{ WorkersCount: 4 }]);
        var first = started.StopAsync(TestContext.Current.CancellationToken);

        Assert.Same(first, started.StopAsync(TestContext.Current.CancellationToken));
        await first;
        Assert.Empty(storage.GetMonitoringApi().Servers());
    }

    [Fact]
    public void The_log_of_hangfire_says_that_it_takes_no_line() => Assert.False(new SilentLog().GetLogger("any").Log(LogLevel.Fatal, messageFunc: null));
}
