namespace CrossRiver.Emulator.Benchmarks;

/// <summary>How many requests the emulator answers, and how fast, beside the bare endpoint.</summary>
internal static class RequestMeasurement
{
    private const int FirstNumber = 1;

    private const int FirstNumberAfterWarmUp = 500_000_000;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    public static async Task RunAsync(string emulator, TimeSpan duration, Report report, CancellationToken cancellationToken)
    {
        Report(
            "GET customer",
            await MeasureGetAsync(ServerProcess.StartEmulatorAsync(emulator, cancellationToken), duration, cancellationToken),
            await MeasureGetAsync(ServerProcess.StartBareAsync(cancellationToken), duration, cancellationToken),
            report);
        Report(
            "POST customer, no registrations",
            await MeasurePostAsync(ServerProcess.StartEmulatorAsync(emulator, cancellationToken), duration, cancellationToken),
            await MeasurePostAsync(ServerProcess.StartBareAsync(cancellationToken), duration, cancellationToken),
            report);
    }

    private static async Task<WrkResult> MeasureGetAsync(Task<ServerProcess> starting, TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var server = await starting;
        using var partner = new Partner(server);
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

    private static void Report(string name, WrkResult measured, WrkResult bare, Report report)
    {
        report.Add($"{name}: requests a second", measured.RequestsPerSecond, bare.RequestsPerSecond, "#,0");
        report.Add($"{name}: p50", measured.P50Milliseconds, bare.P50Milliseconds, "0.00 ms");
        report.Add($"{name}: p99", measured.P99Milliseconds, bare.P99Milliseconds, "0.00 ms");
        report.Add($"{name}: failed", measured.Failed, bare.Failed, "#,0");
    }
}
