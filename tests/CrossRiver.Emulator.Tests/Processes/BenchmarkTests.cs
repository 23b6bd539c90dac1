namespace CrossRiver.Emulator.Processes;

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

    private string PathOfPage => Path.Combine(_repository.FullName, "docs", "performance.md");

    [Fact]
    public async Task What_they_measure_is_printed_as_a_table_and_written_into_the_page()
    {
        var table = await RunAsync(0, "1", "1", "start");
        Assert.Matches("(?m)^start to first 200, median of 1 +≤ 600 ms +[0-9,]+ ms", table);

        Assert.Equal("docs/performance.md has the figures of: table", await RunAsync(0, "page"));
        var page = await File.ReadAllTextAsync(PathOfPage, TestContext.Current.CancellationToken);
        Assert.Contains("`./bench.sh 1 1 start` on ", page, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^\| start to first 200, median of 1 \| ≤ 600 ms \| [0-9,]+ ms \|", page);
    }

    [Fact]
    public async Task What_is_measured_by_itself_leaves_what_was_measured_before()
    {
        await RunAsync(0, "1", "1", "start");
        await RunAsync(0, "1", "1", "choosing");
        await RunAsync(0, "page");

        var page = await File.ReadAllTextAsync(PathOfPage, TestContext.Current.CancellationToken);
        Assert.Contains("`./bench.sh 1 1 start`, then `./bench.sh 1 1 choosing` on ", page, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^\| start to first 200, median of 1 \| ≤ 600 ms \| [0-9,]+ ms \|", page);
        Assert.Matches(@"(?m)^\| choosing among the shipped scenarios \| +\| [0-9.]+ µs \|", page);
    }

    [Theory]
    [InlineData("everything")]
    [InlineData("0", "start")]
    [InlineData("soak", "soon")]
    public async Task What_they_do_not_understand_they_answer_with_how_to_use_them(params string[] order) =>
        Assert.StartsWith("usage: bench.sh [SECONDS", await RunAsync(2, order), StringComparison.Ordinal);

    public void Dispose() => _repository.Delete(recursive: true);

    private async Task<string> RunAsync(int exitCode, params string[] order)
    {
        var emulator = Path.ChangeExtension(RunningProgram.PathOf("CrossRiver.Emulator"), null);
        await using var program = RunningProgram.Start("CrossRiver.Emulator.Benchmarks", _repository.FullName, [_repository.FullName, emulator, .. order]);

        Assert.Equal(exitCode, await program.ExitAsync(Patience));
        return program.Output;
    }
}
