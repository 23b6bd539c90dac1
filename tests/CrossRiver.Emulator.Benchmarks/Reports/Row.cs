namespace CrossRiver.Emulator.Benchmarks.Reports;

/// <summary>One line of a table.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Budget">What it must reach, or empty.</param>
/// <param name="Measured">What came out, with its unit.</param>
/// <param name="Compared">The same of what it is compared with, or empty.</param>
/// <param name="Ratio">The one divided by the other, or empty.</param>
/// <param name="IsMet">Whether it reaches its budget; <see langword="null"/> when it has none.</param>
internal sealed record Row(string Name, string Budget, string Measured, string Compared, string Ratio, bool? IsMet)
{
    public string Verdict => IsMet switch { true => "met", false => "missed", null => "" };
}

/// <summary>One line of a drawing: what something costs as there is more of it.</summary>
/// <param name="Name">What grows, and what is measured of it.</param>
/// <param name="Unit">The unit of the cost.</param>
/// <param name="Points">How many there are, and what each costs then.</param>
internal sealed record Curve(string Name, string Unit, IReadOnlyList<CurvePoint> Points);

/// <summary>What each of so many costs.</summary>
internal sealed record CurvePoint(double Count, double Cost);
