using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using CrossRiver.Emulator.Benchmarks.Reports;

namespace CrossRiver.Emulator.Benchmarks.Micro;

/// <summary>Measures <see cref="HotPaths"/> with BenchmarkDotNet, in this process: what is published has no project to build anew.</summary>
internal static class MicroBenchmarks
{
    private const double NanosecondsInAMicrosecond = 1_000;

    public static Task RunAsync(string emulator, Effort effort, Report report, CancellationToken cancellationToken)
    {
        var job = Job.Default.WithToolchain(InProcessEmitToolchain.DontLogOutput).WithWarmupCount(effort.Rounds).WithIterationCount(effort.Rounds * 2);
        var config = ManualConfig.CreateEmpty().AddColumnProvider(DefaultColumnProviders.Instance).AddJob(job).AddLogger(NullLogger.Instance).WithOption(ConfigOptions.DisableLogFile, value: true);
        var summary = BenchmarkRunner.Run<HotPaths>(config);
        foreach (var measured in summary.Reports.Where(one => one.ResultStatistics is not null))
        {
            var name = measured.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\'');
            report.Add(name, measured.ResultStatistics!.Median / NanosecondsInAMicrosecond, "0.000 µs");
            report.Add($"{name}: memory", measured.GcStats.GetBytesAllocatedPerOperation(measured.BenchmarkCase) ?? 0, "#,0 B");
        }

        return summary.HasCriticalValidationErrors ? throw new MeasurementException("BenchmarkDotNet could not measure") : Task.CompletedTask;
    }
}
