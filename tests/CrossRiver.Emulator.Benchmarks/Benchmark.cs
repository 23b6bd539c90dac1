using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;

namespace CrossRiver.Emulator.Benchmarks;

/// <summary>Measures a published emulator, row by row, and prints what came out. It judges nothing.</summary>
internal static class Benchmark
{
    /// <summary>How often what the machine's other work could disturb is measured; the median is reported.</summary>
    public const int Rounds = 3;

    private const int NotMeasured = 1;

    private const int WrongUse = 2;

    // Each starts an emulator of its own: what one leaves on the agenda would disturb the next.
    private static readonly (string Name, Func<string, TimeSpan, Report, CancellationToken, Task> RunAsync)[] Measurements =
    [
        ("choosing", (_, _, report, _) =>
        {
            ChoosingMeasurement.Run(report);
            return Task.CompletedTask;
        }),
        ("start", (emulator, _, report, stop) => StartMeasurement.RunAsync(emulator, report, stop)),
        ("requests", RequestMeasurement.RunAsync),
        ("list", (emulator, _, report, stop) => ListMeasurement.RunAsync(emulator, report, stop)),
        ("throughput", ThroughputMeasurement.RunAsync),
        ("lateness", LatenessMeasurement.RunAsync),
        ("queue", (emulator, _, report, stop) => QueueMeasurement.RunAsync(emulator, report, stop)),
        ("advance", (emulator, _, report, stop) => AdvanceMeasurement.RunAsync(emulator, report, stop)),
    ];

    /// <summary>Measures and prints.</summary>
    /// <param name="emulator">The path of the published program.</param>
    /// <param name="seconds">How long each load lasts.</param>
    /// <param name="only">The names of the measurements to make; all of them when it is empty.</param>
    /// <returns>The exit code: 0, 1 when something could not be measured, 2 when the arguments are wrong.</returns>
    public static async Task<int> RunAsync(string emulator, string seconds, IReadOnlyList<string> only)
    {
        if (!int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) || parsed is < 1 or > 600 || only.Except(Measurements.Select(one => one.Name), StringComparer.Ordinal).Any())
        {
            return await ExplainUseAsync();
        }

        using var stop = new CancellationTokenSource();
        using var interrupt = StopOn(PosixSignal.SIGINT, stop);
        using var terminate = StopOn(PosixSignal.SIGTERM, stop);
        using var hangUp = StopOn(PosixSignal.SIGHUP, stop);

        try
        {
            var report = await MeasureAsync(emulator, TimeSpan.FromSeconds(parsed), only, stop.Token);
            await Console.Out.WriteAsync(report.ToString());
            return 0;
        }
        catch (Exception exception) when (exception is MeasurementException or HttpRequestException or Win32Exception or OperationCanceledException)
        {
            // What fails when the run is broken off, wrk for one, fails because of that.
            await Console.Error.WriteLineAsync(stop.IsCancellationRequested ? "broken off" : exception.Message);
            return NotMeasured;
        }
    }

    /// <summary>Says how to use the program.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> ExplainUseAsync()
    {
        await Console.Error.WriteLineAsync($"usage: bench.sh [seconds of each load, 1 to 600 [{string.Join('|', Measurements.Select(one => one.Name))} …]]");
        return WrongUse;
    }

    private static async Task<Report> MeasureAsync(string emulator, TimeSpan duration, IReadOnlyList<string> only, CancellationToken cancellationToken)
    {
        var report = new Report($"{Environment.ProcessorCount} cores shared with the load, {RuntimeInformation.FrameworkDescription}, {Rounds} loads of {duration.TotalSeconds} s each");
        foreach (var (_, runAsync) in Measurements.Where(one => only.Count == 0 || only.Contains(one.Name, StringComparer.Ordinal)))
        {
            await runAsync(emulator, duration, report, cancellationToken);
        }

        return report;
    }

    private static PosixSignalRegistration StopOn(PosixSignal signal, CancellationTokenSource stop) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        stop.Cancel();
    });
}
