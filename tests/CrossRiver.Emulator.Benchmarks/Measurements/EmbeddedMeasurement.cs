using CrossRiver.Emulator.Benchmarks.Reports;
using CrossRiver.Emulator.Benchmarks.Servers;

namespace CrossRiver.Emulator.Benchmarks.Measurements;

/// <summary>How long an emulator takes to start in the process of a test, and to answer its first call: the first one of the process, and those after it.</summary>
internal static class EmbeddedMeasurement
{
    private const int StartsAfterTheFirst = 20;

    public static async Task RunAsync(string emulator, Effort effort, Report report, CancellationToken cancellationToken)
    {
        report.Add("start in a test: the first of the process", await MeasureAsync(cancellationToken), "0 ms");
        report.Add("start in a test: the second", await MeasureAsync(cancellationToken), "0 ms", Budget.AtMost(60, "ms"));

        var later = new List<double>();
        while (later.Count < StartsAfterTheFirst)
        {
            later.Add(await MeasureAsync(cancellationToken));
        }

        report.Add("start in a test: later ones", new Sample(later).Median, "0 ms");
    }

    private static async Task<double> MeasureAsync(CancellationToken cancellationToken)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        await using var emulator = await EmbeddedEmulator.StartAsync();
        using var http = new HttpClient { BaseAddress = emulator.Address };
        using var response = await http.GetAsync(new Uri("_emulator/ready", UriKind.Relative), cancellationToken);
        response.EnsureSuccessStatusCode();
        return TimeProvider.System.GetElapsedTime(startedAt).TotalMilliseconds;
    }
}
