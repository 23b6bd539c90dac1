using System.Globalization;
using System.Text;

namespace CrossRiver.Emulator.Benchmarks;

/// <summary>The table that is printed: a row, what was measured, the same of the bare endpoint, and the one divided by the other.</summary>
/// <param name="title">What it was measured on.</param>
internal sealed class Report(string title)
{
    private readonly List<Row> _rows = [];

    /// <summary>Adds something that the bare endpoint has, too.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="measured">The emulator's.</param>
    /// <param name="bare">The bare endpoint's.</param>
    /// <param name="format">How numbers are printed, unit included.</param>
    public void Add(string name, double measured, double bare, string format)
    {
        var ratio = bare > 0 ? Print(measured / bare, "0.00") : "";
        _rows.Add(new Row(name, Print(measured, format), Print(bare, format), ratio));
    }

    /// <summary>Adds something that only the emulator has.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="measured">The emulator's.</param>
    /// <param name="format">How the number is printed, unit included.</param>
    public void Add(string name, double measured, string format) => _rows.Add(new Row(name, Print(measured, format), "", ""));

    /// <summary>The table as text.</summary>
    public override string ToString()
    {
        Row[] rows = [new Row("", "measured", "bare", "ratio"), .. _rows];
        var nameWidth = rows.Max(row => row.Name.Length);
        var text = new StringBuilder().AppendLine(title).AppendLine();
        foreach (var row in rows)
        {
            text.AppendLine($"{row.Name.PadRight(nameWidth)}{row.Measured,14}{row.Bare,14}{row.Ratio,9}".TrimEnd());
        }

        return text.ToString();
    }

    private static string Print(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private sealed record Row(string Name, string Measured, string Bare, string Ratio);
}
