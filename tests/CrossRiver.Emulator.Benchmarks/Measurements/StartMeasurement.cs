using CrossRiver.Emulator.Benchmarks.Reports;
using CrossRiver.Emulator.Benchmarks.Servers;
using CrossRiver.Emulator.Benchmarks.Starts;

namespace CrossRiver.Emulator.Benchmarks.Measurements;

/// <summary>How long the emulator takes to start, and with what, how much memory it has then, and what it costs with everything on.</summary>
internal static class StartMeasurement
{
    private const double Megabyte = 1024 * 1024;

    // The collector is not there: what it would be told is made all the same.
    private static readonly string[] EverythingOn =
    [
        "--strict", "--https", "--Emulator:Https:Port=0", "--Emulator:Tokens:Clients:0:Id=acme", "--Emulator:Tokens:Clients:0:Secret=secret",
        "--OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:9",
    ];

    public static async Task RunAsync(string emulator, Effort effort, Report report, CancellationToken cancellationToken)
    {
        // The first start reads the program from the disk.
        await MeasureAsync(emulator, [], cancellationToken);

        // In turns, so that what disturbs the machine disturbs both.
        var plain = new List<Start>();
        var full = new List<Start>();
        var parts = new List<IReadOnlyList<StartPart>>();
        while (full.Count < effort.Rounds)
        {
            plain.Add(await MeasureAsync(emulator, [], cancellationToken));
            full.Add(await MeasureAsync(emulator, EverythingOn, cancellationToken));
            parts.Add(await StartPart.MeasureAsync(emulator, cancellationToken));
        }

        report.Add("start to first 200", MedianTime(plain), "0 ms", Budget.AtMost(450, "ms"));
        report.Add("processor time of the start", new Sample(plain.Select(start => start.Processor.TotalMilliseconds)).Median, "0 ms");
        foreach (var part in parts.SelectMany(start => start).GroupBy(part => part.Name))
        {
            report.Add($"of the start: {part.Key}", new Sample(part.Select(measured => measured.Time.TotalMilliseconds)).Median, "0 ms");
        }

        report.Add("start with strict tokens, https and telemetry", MedianTime(full), "0 ms");
        report.Add("what these cost", MedianTime(full) - MedianTime(plain), "0 ms");
        report.Add("resident memory after the start", MedianMemory(plain), "0 MB", Budget.AtMost(110, "MB"));
        report.Add("resident memory with strict tokens, https and telemetry", MedianMemory(full), "0 MB");
    }

    private static double MedianTime(IEnumerable<Start> starts) => new Sample(starts.Select(start => start.Time.TotalMilliseconds)).Median;

    private static double MedianMemory(IEnumerable<Start> starts) => new Sample(starts.Select(start => start.Memory / Megabyte)).Median;

    private static async Task<Start> MeasureAsync(string emulator, string[] arguments, CancellationToken cancellationToken)
    {
        await using var server = await ServerProcess.StartEmulatorAsync(emulator, cancellationToken, arguments);
        return new Start(server.StartTime, server.ProcessorTime, await server.ReadResidentMemoryAsync(cancellationToken));
    }

    private sealed record Start(TimeSpan Time, TimeSpan Processor, long Memory);
}
