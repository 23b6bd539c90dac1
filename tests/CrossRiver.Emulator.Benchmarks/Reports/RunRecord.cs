using System.Text.Encodings.Web;
using System.Text.Json;

namespace CrossRiver.Emulator.Benchmarks.Reports;

/// <summary>What a run found out, as it is kept in a file: one for each kind of run.</summary>
/// <param name="Kind">The name of the command: <c>table</c>, <c>peers</c>, <c>soak</c>, <c>overload</c>, <c>curves</c> or <c>micro</c>.</param>
/// <param name="Commands">What to type to repeat it, in order.</param>
/// <param name="Machine">What it was measured on.</param>
/// <param name="At">When.</param>
/// <param name="Rows">The table.</param>
/// <param name="Curves">What is drawn.</param>
/// <param name="IsWhole">Whether everything was measured that can be.</param>
internal sealed record RunRecord(
    string Kind,
    IReadOnlyList<string> Commands,
    string Machine,
    DateTimeOffset At,
    IReadOnlyList<Row> Rows,
    IReadOnlyList<Curve> Curves,
    bool IsWhole = true)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, RespectRequiredConstructorParameters = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Keeps it in place of what an earlier run found out; when it is not whole, the rows that it has not measured stay.</summary>
    public async Task SaveAsync(DirectoryInfo folder, CancellationToken cancellationToken)
    {
        folder.Create();
        var kept = !IsWhole && await LoadAsync(folder, Kind, cancellationToken) is { } earlier ? After(earlier) : this;
        await File.WriteAllTextAsync(FileOf(folder, Kind), JsonSerializer.Serialize(kept, Json), cancellationToken);
    }

    /// <summary>Reads what a kind of run found out last, or returns <see langword="null"/> when there was none that can be read.</summary>
    public static async Task<RunRecord?> LoadAsync(DirectoryInfo folder, string kind, CancellationToken cancellationToken)
    {
        try
        {
            return JsonSerializer.Deserialize<RunRecord>(await File.ReadAllTextAsync(FileOf(folder, kind), cancellationToken), Json);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            // An older version of the benchmarks may have kept it in another form.
            return null;
        }
    }

    private RunRecord After(RunRecord earlier)
    {
        var names = Rows.Select(row => row.Name).ToHashSet(StringComparer.Ordinal);
        return this with
        {
            Commands = [.. earlier.Commands.Except(Commands, StringComparer.Ordinal), .. Commands],
            Rows = [.. earlier.Rows.Where(row => !names.Contains(row.Name)), .. Rows],
            IsWhole = earlier.IsWhole,
        };
    }

    private static string FileOf(DirectoryInfo folder, string kind) => Path.Combine(folder.FullName, $"{kind}.json");
}
