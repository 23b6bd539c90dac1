using CrossRiver.Emulator.Benchmarks.Reports;
using CrossRiver.Emulator.Benchmarks.Servers;

namespace CrossRiver.Emulator.Benchmarks.Measurements;

/// <summary>How many webhooks a second the emulator delivers when customers come faster than that.</summary>
internal static class ThroughputMeasurement
{
    private const int CustomersForEachSecond = 1000;

    public static async Task RunAsync(string emulator, Effort effort, Report report, CancellationToken cancellationToken)
    {
        var customers = (int)(CustomersForEachSecond * effort.Load.TotalSeconds);
        var bursts = new List<IReadOnlyList<Arrival>>();
        while (bursts.Count < effort.Rounds)
        {
            bursts.Add(await MeasureAsync(emulator, customers, cancellationToken));
        }

        report.Add("webhooks of a burst: delivered a second", new Sample(bursts.Select(Arrival.PerSecond)).Median, "#,0", Budget.AtLeast(3000));
        Losses.AddTo(report, "webhooks of a burst", customers * DueTimes.EventsOfEach * effort.Rounds, [.. bursts.SelectMany(burst => burst)]);
    }

    private static async Task<IReadOnlyList<Arrival>> MeasureAsync(string emulator, int customers, CancellationToken cancellationToken)
    {
        await using var bank = await ServerProcess.StartEmulatorAsync(emulator, cancellationToken);
        await using var receiver = await ServerProcess.StartReceiverAsync(cancellationToken);
        using var partner = new Partner(bank.Address, Partner.Usual);
        using var inbox = new Inbox(receiver.Address);
        await partner.RegisterAsync(inbox.CallbackUrl, cancellationToken);
        var burst = new Burst(partner, inbox);
        await burst.WarmUpAsync(cancellationToken);

        return await burst.MakeAsync(customers, cancellationToken);
    }
}
