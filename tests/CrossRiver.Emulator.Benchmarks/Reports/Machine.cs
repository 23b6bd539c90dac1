using System.Globalization;
using System.Runtime.InteropServices;

namespace CrossRiver.Emulator.Benchmarks.Reports;

/// <summary>What something was measured on.</summary>
internal static class Machine
{
    private const double Gigabyte = 1024 * 1024 * 1024;

    /// <summary>The processor, the memory, the system, .NET, and how busy the machine was with other work before the run.</summary>
    public static async Task<string> DescribeAsync(CancellationToken cancellationToken)
    {
        var processor = await ReadAsync("/proc/cpuinfo", "model name", cancellationToken) ?? RuntimeInformation.ProcessArchitecture.ToString();
        var load = File.Exists("/proc/loadavg") ? (await File.ReadAllTextAsync("/proc/loadavg", cancellationToken)).Split(' ')[0] : "unknown";
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Gigabyte;

        return string.Create(
            CultureInfo.InvariantCulture,
            $"{processor}, {Environment.ProcessorCount} cores shared with the load, {memory:0} GB, {RuntimeInformation.FrameworkDescription}, load average before the run {load}");
    }

    private static async Task<string?> ReadAsync(string file, string name, CancellationToken cancellationToken)
    {
        var lines = File.Exists(file) ? await File.ReadAllLinesAsync(file, cancellationToken) : [];
        return lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':')[1].Trim();
    }
}
