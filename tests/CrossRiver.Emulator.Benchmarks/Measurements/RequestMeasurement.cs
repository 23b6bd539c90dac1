using CrossRiver.Emulator.Benchmarks.Reports;
using CrossRiver.Emulator.Benchmarks.Servers;

namespace CrossRiver.Emulator.Benchmarks.Measurements;

/// <summary>How many requests the emulator answers, and how fast, beside the bare endpoint.</summary>
/// <remarks>The two take turns, each time in fresh processes, and medians are reported: so a busy moment of the machine decides nothing.</remarks>
internal static class RequestMeasurement
{
    private const int FirstNumber = 1;

    private const int FirstNumberAfterWarmUp = 500_000_000;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    public static async Task RunAsync(string emulator, Effort effort, Report report, CancellationToken cancellationToken)
    {
        await using var receiver = await ServerProcess.StartCounterAsync(cancellationToken);
        using var inbox = new Inbox(receiver.Address);
        await MeasureAsync("GET customer", Budget.RatioAtLeast(0.6), StartAsync, MeasureGetAsync);
        await MeasureAsync("POST customer, no registrations", Budget.RatioAtLeast(0.35), StartAsync, MeasurePostAsync);
        await MeasureAsync("POST customer, three registrations", budget: null, StartRegisteredAsync, MeasurePostAsync);

        Task<ServerProcess> StartAsync() => ServerProcess.StartEmulatorAsync(emulator, cancellationToken);

        async Task<ServerProcess> StartRegisteredAsync()
        {
            var server = await StartAsync();
            using var partner = new Partner(server.Address, Partner.Usual);
            await partner.RegisterAsync(inbox.CallbackUrl, cancellationToken);
            return server;
        }

        async Task MeasureAsync(
            string name,
            Budget? budget,
            Func<Task<ServerProcess>> startAsync,
            Func<Task<ServerProcess>, TimeSpan, CancellationToken, Task<WrkResult>> measure)
        {
            var measured = new List<WrkResult>();
            var bare = new List<WrkResult>();
            while (bare.Count < effort.Rounds)
            {
                measured.Add(await measure(startAsync(), effort.Load, cancellationToken));
                bare.Add(await measure(ServerProcess.StartBareAsync(cancellationToken), effort.Load, cancellationToken));
            }

            AddTo(report, name, budget, measured, bare);
        }
    }

    private static async Task<WrkResult> MeasureGetAsync(Task<ServerProcess> starting, TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var server = await starting;
        using var partner = new Partner(server.Address, Partner.Usual);
        var customer = await partner.OnboardAsync(FirstNumber, cancellationToken);
        var url = new Uri(server.Address, $"{Partner.CustomersPath}/{customer.Id}");
        await Wrk.GetAsync(url, WarmUp, cancellationToken);

        return await Wrk.GetAsync(url, duration, cancellationToken);
    }

    private static async Task<WrkResult> MeasurePostAsync(Task<ServerProcess> starting, TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var server = await starting;
        var url = new Uri(server.Address, Partner.CustomersPath);
        await Wrk.PostAsync(url, FirstNumber, WarmUp, cancellationToken);

        return await Wrk.PostAsync(url, FirstNumberAfterWarmUp, duration, cancellationToken);
    }

    private static void AddTo(Report report, string name, Budget? budget, List<WrkResult> measured, List<WrkResult> bare)
    {
        Add("requests a second", result => result.RequestsPerSecond, "#,0", budget);
        Add("p50", result => result.P50Milliseconds, "0.00 ms");
        Add("p99", result => result.P99Milliseconds, "0.00 ms");
        report.Add($"{name}: failed", measured.Sum(result => result.Failed), bare.Sum(result => result.Failed), "#,0", Budget.None);

        void Add(string what, Func<WrkResult, double> valueOf, string format, Budget? must = null) =>
            report.Add($"{name}: {what}", new Sample(measured.Select(valueOf)).Median, new Sample(bare.Select(valueOf)).Median, format, must);
    }
}
