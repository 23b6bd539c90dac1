using System.Globalization;
using System.Text;

namespace CrossRiver.Emulator.Benchmarks.Reports;

/// <summary>The table that is printed: a row, its budget, what was measured, the same of what it is compared with, and the one divided by the other.</summary>
/// <param name="title">What it was measured on.</param>
internal sealed class Report(string title)
{
    private readonly List<Row> _rows = [];
    private readonly List<Curve> _curves = [];

    public IReadOnlyList<Row> Rows => _rows;

    public IReadOnlyList<Curve> Curves => _curves;

    /// <summary>Adds something that the bare endpoint, or a peer, has, too.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="measured">The emulator's.</param>
    /// <param name="compared">The other's.</param>
    /// <param name="format">How numbers are printed, unit included.</param>
    /// <param name="budget">What it must reach, if it must.</param>
    public void Add(string name, double measured, double compared, string format, Budget? budget = null)
    {
        double? ratio = compared > 0 ? measured / compared : null;
        var printedRatio = ratio is { } known ? Print(known, "0.00") : "";
        _rows.Add(new Row(name, budget?.Text ?? "", Print(measured, format), Print(compared, format), printedRatio, budget?.IsMet(measured, ratio)));
    }

    /// <summary>Adds something that only the emulator has.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="measured">The emulator's.</param>
    /// <param name="format">How the number is printed, unit included.</param>
    /// <param name="budget">What it must reach, if it must.</param>
    public void Add(string name, double measured, string format, Budget? budget = null) =>
        _rows.Add(new Row(name, budget?.Text ?? "", Print(measured, format), "", "", budget?.IsMet(measured, null)));

    /// <summary>Adds something that was not measured, and why.</summary>
    public void Skip(string name, string reason) => _rows.Add(new Row(name, "", reason, "", "", IsMet: null));

    /// <summary>Adds a line to draw.</summary>
    public void Add(Curve curve) => _curves.Add(curve);

    /// <summary>The table as text.</summary>
    public override string ToString()
    {
        Row[] rows = [new Row("", "budget", "measured", "compared", "ratio", IsMet: null), .. _rows];
        var nameWidth = rows.Max(row => row.Name.Length);
        var text = new StringBuilder().AppendLine(title).AppendLine();
        foreach (var row in rows)
        {
            text.AppendLine($"{row.Name.PadRight(nameWidth)}{row.Budget,14}{row.Measured,14}{row.Compared,14}{row.Ratio,9}  {row.Verdict}".TrimEnd());
        }

        foreach (var curve in _curves)
        {
            var points = curve.Points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.Count:#,0}: {point.Cost:#,0.###}"));
            text.AppendLine(CultureInfo.InvariantCulture, $"{curve.Name}, {curve.Unit}: {string.Join(" · ", points)}");
        }

        return text.ToString();
    }

    private static string Print(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
