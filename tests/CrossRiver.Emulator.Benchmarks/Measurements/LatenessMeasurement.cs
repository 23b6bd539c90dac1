using CrossRiver.Emulator.Benchmarks.Reports;
using CrossRiver.Emulator.Benchmarks.Servers;

namespace CrossRiver.Emulator.Benchmarks.Measurements;

/// <summary>How long after its due time a webhook arrives while customers come at a steady, easy rate.</summary>
internal static class LatenessMeasurement
{
    private const int CustomersPerSecond = 100;

    private const int FirstNumber = 1;

    // More than the emulator sends at once, so that attempts wait for slots all the time.
    private const int CustomersOfNeighbour = 1000;

    private static readonly Guid Neighbour = new("00000000-0000-4000-8000-b3a000000002");
    private static readonly TimeSpan SlowAnswer = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(5);

    /// <summary>Measures with no other partner, and then beside one whose receiver takes five seconds for each answer.</summary>
    public static async Task RunAsync(string emulator, Effort effort, Report report, CancellationToken cancellationToken)
    {
        var name = $"due to received at {CustomersPerSecond * DueTimes.EventsOfEach} webhooks/s";
        await using (var quiet = await ServerProcess.StartEmulatorAsync(emulator, cancellationToken))
        {
            await MeasureAsync(quiet, name, effort.Load, report, cancellationToken);
        }

        await using var bank = await ServerProcess.StartEmulatorAsync(emulator, cancellationToken);
        await using var slowReceiver = await ServerProcess.StartSlowReceiverAsync(SlowAnswer, cancellationToken);
        using var neighbour = new Partner(bank.Address, Neighbour);
        using var slowInbox = new Inbox(slowReceiver.Address);
        await neighbour.RegisterAsync(slowInbox.CallbackUrl, cancellationToken);
        await Task.WhenAll(Enumerable.Range(FirstNumber, CustomersOfNeighbour).Select(number => neighbour.OnboardAsync(number, cancellationToken)));

        await MeasureAsync(bank, $"{name}, beside a slow partner", effort.Load, report, cancellationToken);
    }

    private static async Task MeasureAsync(ServerProcess bank, string name, TimeSpan duration, Report report, CancellationToken cancellationToken)
    {
        await using var receiver = await ServerProcess.StartReceiverAsync(cancellationToken);
        using var partner = new Partner(bank.Address, Partner.Usual);
        using var inbox = new Inbox(receiver.Address);
        await partner.RegisterAsync(inbox.CallbackUrl, cancellationToken);

        var warmedUpWith = CustomersIn(WarmUp);
        var created = await CreateSteadilyAsync(partner, warmedUpWith + CustomersIn(duration), cancellationToken);
        var all = await inbox.WaitAsync(created.Count * DueTimes.EventsOfEach, Patience, cancellationToken);

        var customers = created.Skip(warmedUpWith).ToDictionary(customer => customer.Id);
        var arrivals = all.Where(arrival => customers.ContainsKey(arrival.CustomerId)).ToList();
        if (arrivals is [])
        {
            throw new MeasurementException("No webhooks came");
        }

        var lateness = new Sample(arrivals.Select(arrival => LatenessOf(arrival, customers[arrival.CustomerId]).TotalMilliseconds));
        report.Add($"{name}: p50", lateness.Median, "0.00 ms", Budget.AtMost(5, "ms"));
        report.Add($"{name}: p99", lateness.Percentile(99), "0.00 ms", Budget.AtMost(25, "ms"));
        report.Add($"{name}: earliest", lateness.Smallest, "0.00 ms", Budget.AtLeast(0, "ms"));
        Losses.AddTo(report, name, customers.Count * DueTimes.EventsOfEach, arrivals);
    }

    private static int CustomersIn(TimeSpan duration) => (int)(CustomersPerSecond * duration.TotalSeconds);

    // As many as the time asks for, whether those before were answered or not: a slow bank must not slow its load down.
    private static async Task<IReadOnlyList<Onboarded>> CreateSteadilyAsync(Partner partner, int customers, CancellationToken cancellationToken)
    {
        var creates = new List<Task<Onboarded>>();
        var startedAt = TimeProvider.System.GetTimestamp();
        using var ticks = new PeriodicTimer(TickInterval);
        while (creates.Count < customers && await ticks.WaitForNextTickAsync(cancellationToken))
        {
            var wanted = Math.Min(customers, CustomersIn(TimeProvider.System.GetElapsedTime(startedAt)));
            while (creates.Count < wanted)
            {
                creates.Add(partner.OnboardAsync(FirstNumber + creates.Count, cancellationToken));
            }
        }

        return await Task.WhenAll(creates);
    }

    private static TimeSpan LatenessOf(Arrival arrival, Onboarded customer) =>
        arrival.ArrivedAt - DueTimes.Of(customer, arrival.EventName);
}
