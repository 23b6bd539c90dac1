using System.ComponentModel;
using System.Runtime.InteropServices;
using CrossRiver.Emulator.Benchmarks.Reports;

namespace CrossRiver.Emulator.Benchmarks;

/// <summary>Measures a published emulator, prints what came out and keeps it, so that it can be written into the documentation.</summary>
internal static class Benchmark
{
    private const int NotMeasured = 1;

    private const int WrongUse = 2;

    /// <summary>Measures and prints.</summary>
    /// <param name="repository">The root of the repository.</param>
    /// <param name="emulator">The path of the published program.</param>
    /// <param name="order">What to do, as it was typed behind <c>bench.sh</c>.</param>
    /// <returns>The exit code: 0, 1 when something could not be measured, 2 when the arguments are wrong.</returns>
    public static async Task<int> RunAsync(DirectoryInfo repository, string emulator, IReadOnlyList<string> order)
    {
        var results = new DirectoryInfo(Path.Combine(repository.FullName, "artifacts", "bench"));
        using var stop = new CancellationTokenSource();
        using var interrupt = StopOn(PosixSignal.SIGINT, stop);
        using var terminate = StopOn(PosixSignal.SIGTERM, stop);
        using var hangUp = StopOn(PosixSignal.SIGHUP, stop);

        try
        {
            if (order is ["page"])
            {
                var docs = new DirectoryInfo(Path.Combine(repository.FullName, "docs"));
                var written = await new PerformancePage(docs, results).WriteAsync(Runs.Kinds, stop.Token);
                await Console.Out.WriteLineAsync(written is []
                    ? "Nothing was measured as a whole: docs/performance.md stays as it is"
                    : $"docs/performance.md has new figures of: {string.Join(", ", written)}");
                return 0;
            }

            return Runs.Parse(order) is { } run ? await MeasureAsync(run, emulator, results, order, stop.Token) : await ExplainUseAsync();
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
        await Console.Error.WriteLineAsync($"""
            usage: bench.sh [SECONDS of each load, 1 to 600 [ROUNDS, 1 to 99]] [{string.Join('|', Runs.TableRows)} …]
                   bench.sh peers|overload|curves|micro [SECONDS [ROUNDS]]
                   bench.sh ci
                   bench.sh soak [TIME, for example 10m]
                   bench.sh page
            """);
        return WrongUse;
    }

    private static async Task<int> MeasureAsync(Run run, string emulator, DirectoryInfo results, IReadOnlyList<string> order, CancellationToken cancellationToken)
    {
        var machine = await Machine.DescribeAsync(cancellationToken);
        var report = new Report($"{machine}; {run.Effort.Rounds} rounds, loads of {run.Effort.Load.TotalSeconds} s");
        var isComplete = false;
        try
        {
            await run.MeasureAsync(emulator, run.Effort, report, cancellationToken);
            isComplete = true;
        }
        finally
        {
            // What was measured before something failed is not lost.
            var typed = string.Join(' ', order.Prepend("./bench.sh"));
            var record = new RunRecord(run.Kind, [typed], machine, TimeProvider.System.GetUtcNow(), report.Rows, report.Curves, isComplete && run.IsWhole);
            await Console.Out.WriteAsync(report.ToString());
            await record.SaveAsync(results, CancellationToken.None);
        }

        return 0;
    }

    private static PosixSignalRegistration StopOn(PosixSignal signal, CancellationTokenSource stop) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        stop.Cancel();
    });
}
