namespace CrossRiver.Emulator.Benchmarks.Reports;

/// <summary>Measured values, sorted.</summary>
internal sealed class Sample(IEnumerable<double> values)
{
    private readonly double[] _sorted = [.. values.Order()];

    public double Smallest => _sorted[0];

    public double Median => Percentile(50);

    /// <summary>The smallest value that so many of 100 values do not exceed.</summary>
    public double Percentile(int percent) => _sorted[Math.Max(0, (int)Math.Ceiling(_sorted.Length * percent / 100.0) - 1)];
}
