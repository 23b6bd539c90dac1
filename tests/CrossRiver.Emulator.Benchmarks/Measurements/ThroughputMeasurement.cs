using System.Collections.Concurrent;
using CrossRiver.Emulator.Benchmarks.Reports;
using CrossRiver.Emulator.Benchmarks.Servers;

namespace CrossRiver.Emulator.Benchmarks.Measurements;

/// <summary>How many webhooks a second the emulator delivers when customers come faster than that.</summary>
internal static class ThroughputMeasurement
{
    private const int CustomersToWarmUp = 1000;

    private const int CustomersForEachSecond = 1000;

    private const int CreatesAtOnce = 32;

    private const int FirstNumber = 1;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task RunAsync(string emulator, Effort effort, Report report, CancellationToken cancellationToken)
    {
        var customers = (int)(CustomersForEachSecond * effort.Load.TotalSeconds);
        var bursts = new List<IReadOnlyList<Arrival>>();
        while (bursts.Count < effort.Rounds)
        {
            bursts.Add(await MeasureAsync(emulator, customers, cancellationToken));
        }

        var name = $"webhooks of a burst of {customers} customers";
        report.Add($"{name}: delivered a second", new Sample(bursts.Select(Arrival.PerSecond)).Median, "#,0", Budget.AtLeast(3000));
        Losses.AddTo(report, name, customers * effort.Rounds, [.. bursts.SelectMany(burst => burst)]);
    }

    private static async Task<IReadOnlyList<Arrival>> MeasureAsync(string emulator, int customers, CancellationToken cancellationToken)
    {
        await using var bank = await ServerProcess.StartEmulatorAsync(emulator, cancellationToken);
        await using var receiver = await ServerProcess.StartReceiverAsync(cancellationToken);
        using var partner = new Partner(bank.Address, Partner.Usual);
        using var inbox = new Inbox(receiver.Address);
        await partner.RegisterAsync(inbox.CallbackUrl, cancellationToken);

        await CreateAsync(partner, FirstNumber, CustomersToWarmUp, cancellationToken);
        await inbox.WaitAsync(CustomersToWarmUp * DueTimes.EventsOfEach, Patience, cancellationToken);

        var created = await CreateAsync(partner, FirstNumber + CustomersToWarmUp, customers, cancellationToken);
        var arrivals = await inbox.WaitAsync((CustomersToWarmUp + customers) * DueTimes.EventsOfEach, Patience, cancellationToken);

        return [.. arrivals.Where(arrival => created.Contains(arrival.CustomerId))];
    }

    private static async Task<HashSet<Guid>> CreateAsync(Partner partner, int firstNumber, int count, CancellationToken cancellationToken)
    {
        var created = new ConcurrentBag<Guid>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = CreatesAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            Enumerable.Range(firstNumber, count),
            options,
            async (number, token) => created.Add((await partner.OnboardAsync(number, token)).Id));

        return [.. created];
    }
}
