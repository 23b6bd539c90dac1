namespace CrossRiver.Emulator.Benchmarks;

/// <summary>How long the emulator takes to start, and how much memory it has then.</summary>
internal static class StartMeasurement
{
    private const int Starts = 5;

    private const double Megabyte = 1024 * 1024;

    public static async Task RunAsync(string emulator, Report report, CancellationToken cancellationToken)
    {
        // The first start reads the program from the disk.
        await MeasureAsync(emulator, cancellationToken);

        var starts = new List<(TimeSpan Time, long Memory)>();
        while (starts.Count < Starts)
        {
            starts.Add(await MeasureAsync(emulator, cancellationToken));
        }

        report.Add($"start to first 200, median of {Starts}", new Sample(starts.Select(start => start.Time.TotalMilliseconds)).Median, "0 ms");
        report.Add($"resident memory after the start, median of {Starts}", new Sample(starts.Select(start => start.Memory / Megabyte)).Median, "0 MB");
    }

    private static async Task<(TimeSpan Time, long Memory)> MeasureAsync(string emulator, CancellationToken cancellationToken)
    {
        await using var server = await ServerProcess.StartEmulatorAsync(emulator, cancellationToken);
        return (server.StartTime, await server.ReadResidentMemoryAsync(cancellationToken));
    }
}
