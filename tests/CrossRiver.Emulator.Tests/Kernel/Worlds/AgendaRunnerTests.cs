using System.Diagnostics.Metrics;
using CrossRiver.Emulator.Kernel.Telemetry;
using CrossRiver.Emulator.Kernel.Time;
using CrossRiver.Emulator.Kernel.Worlds.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CrossRiver.Emulator.Kernel.Worlds;

public sealed class AgendaRunnerTests
{
    [Fact]
    public void An_entry_that_fails_does_not_hold_up_the_next_one()
    {
        var machine = new FakeTimeProvider();
        var clock = new EmulatorClock(machine);
        var done = new List<string>();
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var metrics = new Metrics(services.GetRequiredService<IMeterFactory>());
        using var agenda = new FirstFails(clock, metrics, done);
        agenda.Book(clock.Now.AddSeconds(1), new Named("fails"));
        agenda.Book(clock.Now.AddSeconds(1), new Named("works"));

        machine.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["fails", "works"], done);
    }

    private sealed class FirstFails(EmulatorClock clock, Metrics metrics, List<string> done)
        : AgendaRunner(clock, new WorldLock(), new BusyWorlds(), metrics, NullLogger.Instance)
    {
        protected override bool IsVoid(AgendaEntry entry) => false;

        protected override void Run(DueEntry due)
        {
            done.Add(((Named)due.Entry).Name);
            if (done is ["fails"])
            {
                throw new InvalidOperationException("Nobody foresaw this.");
            }
        }
    }

    private sealed record Named(string Name) : AgendaEntry
    {
        public override string What => Name;
    }
}
