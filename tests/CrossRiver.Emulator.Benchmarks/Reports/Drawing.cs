using System.Globalization;
using System.Text;

namespace CrossRiver.Emulator.Benchmarks.Reports;

/// <summary>Draws a curve as SVG: powers of ten below, the cost of each from zero up.</summary>
internal static class Drawing
{
    private const int Width = 480;
    private const int Height = 240;
    private const int Left = 70;
    private const int Right = 20;
    private const int Top = 40;
    private const int Bottom = 40;
    private const double RoomAbove = 1.15;

    public static string Draw(Curve curve)
    {
        var (first, last) = (Math.Log10(curve.Points.Min(point => Math.Max(1, point.Count))), Math.Log10(curve.Points.Max(point => Math.Max(10, point.Count))));
        var highest = Math.Max(double.Epsilon, curve.Points.Max(point => point.Cost) * RoomAbove);
        var svg = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" font-family="sans-serif" font-size="11" fill="#57606a">""")
            .AppendLine(CultureInfo.InvariantCulture, $"""  <text x="{Left}" y="18" font-size="13">{Escape(curve.Name)}, {Escape(curve.Unit)}</text>""")
            .AppendLine(CultureInfo.InvariantCulture, $"""  <path d="M{Left},{Top} V{Height - Bottom} H{Width - Right}" fill="none" stroke="#8c959f"/>""");

        foreach (var share in (double[])[0, 0.5, 1])
        {
            svg.AppendLine(CultureInfo.InvariantCulture, $"""  <text x="{Left - 6}" y="{Y(highest * share) + 4:0}" text-anchor="end">{highest * share:#,0.##}</text>""");
        }

        foreach (var point in curve.Points)
        {
            svg.AppendLine(CultureInfo.InvariantCulture, $"""  <text x="{X(point.Count):0}" y="{Height - Bottom + 18}" text-anchor="middle">{point.Count:#,0}</text>""");
            svg.AppendLine(CultureInfo.InvariantCulture, $"""  <circle cx="{X(point.Count):0.0}" cy="{Y(point.Cost):0.0}" r="3" fill="#0969da"/>""");
        }

        var line = string.Join(' ', curve.Points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.Count):0.0},{Y(point.Cost):0.0}")));
        return svg.AppendLine(CultureInfo.InvariantCulture, $"""  <polyline points="{line}" fill="none" stroke="#0969da" stroke-width="2"/>""").AppendLine("</svg>").ToString();

        double X(double count) => Left + ((Width - Left - Right) * (Math.Log10(Math.Max(1, count)) - first) / Math.Max(1, last - first));

        double Y(double cost) => Height - Bottom - ((Height - Top - Bottom) * cost / highest);
    }

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
