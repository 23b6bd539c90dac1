using CrossRiver.Emulator.Fixtures;

namespace CrossRiver.Emulator.Packaging.Benchmarks;

/// <summary>The benchmarks as a process, for a moment: that they measure and write their page. What they measure is nothing to assert on.</summary>
public sealed class BenchmarkTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _repository = Directory.CreateTempSubdirectory("crossriver-emulator-");

    public BenchmarkTests()
    {
        _repository.CreateSubdirectory("docs");
        File.Copy(Path.Combine(RunningProgram.Repository, "docs", "performance.md"), PathOfPage);
    }

    private string PathOfRecord => Path.Combine(_repository.FullName, "artifacts", "bench", "table.json");

    private string PathOfPage => Path.Combine(_repository.FullName, "docs", "performance.md");

    [Fact]
    public async Task What_they_measure_is_printed_as_a_table_and_written_into_the_page_beside_what_was_measured_before()
    {
        var table = await RunAsync(0, "1", "1", "start");
        Assert.Matches("(?m)^start to first 200 +≤ 450 ms +[0-9,]+ ms", table);

        await TakeForWholeAsync();
        Assert.Equal("docs/performance.md has new figures of: table", await RunAsync(0, "page"));
        var page = await File.ReadAllTextAsync(PathOfPage, TestContext.Current.CancellationToken);
        Assert.Contains("`./bench.sh 1 1 start` on ", page, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^\| start to first 200 \| ≤ 450 ms \| [0-9,]+ ms \|", page);

        await RunAsync(0, "1", "1", "choosing");
        await RunAsync(0, "page");
        page = await File.ReadAllTextAsync(PathOfPage, TestContext.Current.CancellationToken);
        Assert.Contains("`./bench.sh 1 1 start`, then `./bench.sh 1 1 choosing` on ", page, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^\| start to first 200 \| ≤ 450 ms \| [0-9,]+ ms \|", page);
        Assert.Matches(@"(?m)^\| choosing among the shipped scenarios \| +\| [0-9.]+ µs \|", page);
    }

    [Fact]
    public async Task What_was_not_measured_or_in_part_only_stays_on_the_page_as_it_was()
    {
        var before = await File.ReadAllTextAsync(PathOfPage, TestContext.Current.CancellationToken);
        await RunAsync(0, "1", "1", "start");
        Assert.Equal("Nothing was measured as a whole: docs/performance.md stays as it is", await RunAsync(0, "page"));
        Assert.Equal(before, await File.ReadAllTextAsync(PathOfPage, TestContext.Current.CancellationToken));

        await TakeForWholeAsync();
        await RunAsync(0, "page");
        var page = await File.ReadAllTextAsync(PathOfPage, TestContext.Current.CancellationToken);
        Assert.NotEqual(before, page);
        Assert.Equal(AfterTheTable(before), AfterTheTable(page));

        static string AfterTheTable(string text) => text[text.IndexOf("<!-- end of table -->", StringComparison.Ordinal)..];
    }

    [Theory]
    [InlineData("everything")]
    [InlineData("0", "start")]
    [InlineData("soak", "soon")]
    public async Task What_they_do_not_understand_they_answer_with_how_to_use_them(params string[] order) =>
        Assert.StartsWith("usage: bench.sh [SECONDS", await RunAsync(2, order), StringComparison.Ordinal);

    public void Dispose() => _repository.Delete(recursive: true);

    // To measure everything takes half an hour.
    private async Task TakeForWholeAsync()
    {
        var record = await File.ReadAllTextAsync(PathOfRecord, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(PathOfRecord, record.Replace("\"isWhole\": false", "\"isWhole\": true", StringComparison.Ordinal), TestContext.Current.CancellationToken);
    }

    private async Task<string> RunAsync(int exitCode, params string[] order)
    {
        var emulator = Path.ChangeExtension(RunningProgram.PathOf("CrossRiver.Emulator"), null);
        await using var program = RunningProgram.Start("CrossRiver.Emulator.Benchmarks", _repository.FullName, [_repository.FullName, emulator, .. order]);

        Assert.Equal(exitCode, await program.ExitAsync(Patience));
        return program.Output;
    }
}
