using System.Text.Encodings.Web;
using System.Text.Json;

namespace CrossRiver.Emulator.Benchmarks.Reports;

/// <summary>What a run found out, as it is kept in a file: one for each kind of run.</summary>
/// <param name="Kind">The name of the command: <c>table</c>, <c>peers</c>, <c>soak</c>, <c>overload</c>, <c>curves</c> or <c>micro</c>.</param>
/// <param name="Command">What to type to repeat it.</param>
/// <param name="Machine">What it was measured on.</param>
/// <param name="At">When.</param>
/// <param name="Rows">The table.</param>
/// <param name="Curves">What is drawn.</param>
internal sealed record RunRecord(string Kind, string Command, string Machine, DateTimeOffset At, IReadOnlyList<Row> Rows, IReadOnlyList<Curve> Curves)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Keeps it. Rows that an earlier run on the same machine measured and this one did not stay.</summary>
    public async Task SaveAsync(DirectoryInfo folder, CancellationToken cancellationToken)
    {
        folder.Create();
        var names = Rows.Select(row => row.Name).ToHashSet(StringComparer.Ordinal);
        var earlier = await LoadAsync(folder, Kind, cancellationToken);
        var kept = earlier is null ? [] : earlier.Rows.Where(row => !names.Contains(row.Name));
        await File.WriteAllTextAsync(FileOf(folder, Kind), JsonSerializer.Serialize(this with { Rows = [.. kept, .. Rows] }, Json), cancellationToken);
    }

    /// <summary>Reads what a kind of run found out last, or returns <see langword="null"/> when there was none.</summary>
    public static async Task<RunRecord?> LoadAsync(DirectoryInfo folder, string kind, CancellationToken cancellationToken) => File.Exists(FileOf(folder, kind))
        ? JsonSerializer.Deserialize<RunRecord>(await File.ReadAllTextAsync(FileOf(folder, kind), cancellationToken), Json)
        : null;

    private static string FileOf(DirectoryInfo folder, string kind) => Path.Combine(folder.FullName, $"{kind}.json");
}
