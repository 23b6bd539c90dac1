using System.Collections.Concurrent;

namespace CrossRiver.Emulator.Benchmarks;

/// <summary>How many webhooks a second the emulator delivers when customers come faster than that.</summary>
internal static class ThroughputMeasurement
{
    private const int CustomersToWarmUp = 1000;

    private const int CustomersForEachSecond = 1000;

    private const int CreatesAtOnce = 32;

    private const int FirstNumber = 1;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task RunAsync(string emulator, TimeSpan duration, Report report, CancellationToken cancellationToken)
    {
        await using var bank = await ServerProcess.StartEmulatorAsync(emulator, cancellationToken);
        await using var receiver = await ServerProcess.StartReceiverAsync(cancellationToken);
        using var partner = new Partner(bank);
        using var inbox = new Inbox(receiver);
        await partner.RegisterAsync(inbox.CallbackUrl, cancellationToken);

        await CreateAsync(partner, FirstNumber, CustomersToWarmUp, cancellationToken);
        await inbox.WaitAsync(CustomersToWarmUp * DueTimes.EventsOfEach, Patience, cancellationToken);

        var count = (int)(CustomersForEachSecond * duration.TotalSeconds);
        var customers = await CreateAsync(partner, FirstNumber + CustomersToWarmUp, count, cancellationToken);
        var all = await inbox.WaitAsync((CustomersToWarmUp + count) * DueTimes.EventsOfEach, Patience, cancellationToken);
        var arrivals = all.Where(arrival => customers.Contains(arrival.CustomerId)).ToList();

        Report($"webhooks of {count} customers at once", count, arrivals, report);
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

    private static void Report(string name, int customers, List<Arrival> arrivals, Report report)
    {
        if (arrivals is [])
        {
            throw new MeasurementException("No webhooks came");
        }

        var span = arrivals.Max(arrival => arrival.ArrivedAt) - arrivals.Min(arrival => arrival.ArrivedAt);
        report.Add($"{name}: delivered a second", arrivals.Count / span.TotalSeconds, "#,0");
        Losses.Report(name, customers, arrivals, report);
    }
}
