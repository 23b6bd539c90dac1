using System.Globalization;
using System.Text;

namespace CrossRiver.Emulator.Benchmarks.Reports;

/// <summary>Writes what runs found out into <c>docs/performance.md</c>, each between its markers; what was not measured here, or in part only, stays as it is.</summary>
/// <param name="docs">The folder of the page.</param>
/// <param name="results">Where runs keep what they find out.</param>
internal sealed class PerformancePage(DirectoryInfo docs, DirectoryInfo results)
{
    private const string Drawings = "performance";

    private string PathOfPage => Path.Combine(docs.FullName, "performance.md");

    /// <summary>Writes the page anew.</summary>
    /// <returns>What kinds of runs it has written.</returns>
    public async Task<IReadOnlyList<string>> WriteAsync(IEnumerable<string> kinds, CancellationToken cancellationToken)
    {
        var page = await File.ReadAllTextAsync(PathOfPage, cancellationToken);
        var written = new List<string>();
        foreach (var kind in kinds)
        {
            if (await RunRecord.LoadAsync(results, kind, cancellationToken) is { IsWhole: true } record)
            {
                page = Replace(page, kind, await ToMarkdownAsync(record, cancellationToken));
                written.Add(kind);
            }
        }

        await File.WriteAllTextAsync(PathOfPage, page, cancellationToken);
        return written;
    }

    private static string Replace(string page, string kind, string section)
    {
        var (begin, end) = ($"<!-- {kind}: written by bench.sh page -->\n", $"<!-- end of {kind} -->");
        var (from, to) = (page.IndexOf(begin, StringComparison.Ordinal), page.IndexOf(end, StringComparison.Ordinal));
        return from >= 0 && to > from
            ? $"{page[..(from + begin.Length)]}\n{section}\n{page[to..]}"
            : throw new MeasurementException($"docs/performance.md has no markers for {kind}");
    }

    private async Task<string> ToMarkdownAsync(RunRecord record, CancellationToken cancellationToken)
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"{string.Join(", then ", record.Commands.Select(command => $"`{command}`"))} on {record.At:yyyy-MM-dd}: {record.Machine}.").AppendLine();
        if (record.Rows is not [])
        {
            text.AppendLine("| row | budget | measured | compared | ratio | |").AppendLine("|---|---|---:|---:|---:|---|");
            record.Rows.ToList().ForEach(row => text.AppendLine(CultureInfo.InvariantCulture, $"| {row.Name} | {row.Budget} | {row.Measured} | {row.Compared} | {row.Ratio} | {row.Verdict} |"));
        }

        foreach (var curve in record.Curves)
        {
            var file = $"{FileNameOf(curve)}.svg";
            Directory.CreateDirectory(Path.Combine(docs.FullName, Drawings));
            await File.WriteAllTextAsync(Path.Combine(docs.FullName, Drawings, file), Drawing.Draw(curve), cancellationToken);
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"![{curve.Name}, {curve.Unit}]({Drawings}/{file})").AppendLine();
            text.AppendLine(CultureInfo.InvariantCulture, $"| {curve.Name} | {string.Join(" | ", curve.Points.Select(point => point.Count.ToString("#,0", CultureInfo.InvariantCulture)))} |");
            text.AppendLine(CultureInfo.InvariantCulture, $"|---|{string.Concat(Enumerable.Repeat("---:|", curve.Points.Count))}");
            text.AppendLine(CultureInfo.InvariantCulture, $"| {curve.Unit} | {string.Join(" | ", curve.Points.Select(point => point.Cost.ToString("#,0.###", CultureInfo.InvariantCulture)))} |");
        }

        return text.ToString();
    }

    private static string FileNameOf(Curve curve) => string.Concat(curve.Name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '-'));
}
