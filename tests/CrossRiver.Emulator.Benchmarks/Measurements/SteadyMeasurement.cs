using CrossRiver.Emulator.Benchmarks.Reports;
using CrossRiver.Emulator.Benchmarks.Servers;

namespace CrossRiver.Emulator.Benchmarks.Measurements;

/// <summary>How long creates take when the emulator has twice the time that they need, with the settings of the container.</summary>
internal static class SteadyMeasurement
{
    private const int FirstNumberAfterWarmUp = 500_000_000;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    // As the Dockerfile has them.
    private static readonly KeyValuePair<string, string>[] Container = [new("Emulator__Output__Entries", "true"), new("DOTNET_EnableDiagnostics", "0")];

    public static async Task RunAsync(string emulator, Effort effort, Report report, CancellationToken cancellationToken)
    {
        var (full, half) = (new List<WrkResult>(), new List<WrkResult>());
        while (half.Count < effort.Rounds)
        {
            full.Add(await MeasureAsync((url, duration) => Wrk.PostAsync(url, FirstNumberAfterWarmUp, duration, cancellationToken)));
            var rate = new Sample(full.Select(result => result.RequestsPerSecond)).Median / 2;
            half.Add(await MeasureAsync((url, duration) => Wrk.PostSteadilyAsync(url, FirstNumberAfterWarmUp, rate, duration, cancellationToken)));
        }

        report.Add("POST customer as in the container: requests a second", new Sample(full.Select(result => result.RequestsPerSecond)).Median, "#,0");
        report.Add("POST customer at half of that: requests a second", new Sample(half.Select(result => result.RequestsPerSecond)).Median, "#,0");
        report.Add("POST customer at half of that: p50", new Sample(half.Select(result => result.P50Milliseconds)).Median, "0.00 ms");
        report.Add("POST customer at half of that: p99", new Sample(half.Select(result => result.P99Milliseconds)).Median, "0.00 ms", Budget.AtMost(10, "ms"));
        report.Add("POST customer at half of that: failed", half.Sum(result => result.Failed), "#,0", Budget.None);

        async Task<WrkResult> MeasureAsync(Func<Uri, TimeSpan, Task<WrkResult>> loadAsync)
        {
            await using var server = await ServerProcess.StartEmulatorAsync(emulator, Container, cancellationToken);
            var url = new Uri(server.Address, Partner.CustomersPath);
            await Wrk.PostAsync(url, firstNumber: 1, WarmUp, cancellationToken);
            return await loadAsync(url, effort.Load);
        }
    }
}
