using CrossRiver.Emulator.Fixtures;
using Xunit.Sdk;

namespace CrossRiver.Emulator.Testing;

/// <summary>The coverage of a run of tests, and theories with a row for each scenario.</summary>
public sealed class CoverageTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_says_what_it_met_and_writes_it_to_a_file()
    {
        var folder = Directory.CreateTempSubdirectory("coverage-").FullName;
        await using var bank = await EmulatorServer.StartAsync(cancellationToken: Stop);
        var partner = bank.NewPartner();
        await partner.CreateCustomerAsync("ofac-hit", Stop);
        await partner.AdvanceAsync("48h", Stop);
        await partner.EndAsync(Stop);

        var coverage = await bank.CoverageAsync(Stop);
        await bank.WriteCoverageAsync(Path.Combine(folder, "new", "coverage.md"), Stop);

        Assert.Equal(new CoverageCount("ofac Positive", 1), Assert.Single(coverage.Of("statuses").Counts, count => count.Name is "ofac Positive"));
        Assert.Contains("pep-hit", coverage.Of("scenarios").NeverMet);
        Assert.Equal(coverage.Met, coverage.Kinds.Sum(kind => kind.Counts.Count));
        Assert.Equal(coverage.Total, coverage.Kinds.Sum(kind => kind.Counts.Count + kind.NeverMet.Count));
        Assert.Equal(coverage.Markdown, await File.ReadAllTextAsync(Path.Combine(folder, "new", "coverage.md"), Stop));
        Assert.StartsWith("# Coverage", coverage.Markdown, StringComparison.Ordinal);
        Assert.Contains("write one of scenarios, ways", Assert.Throws<EmulatorException>(() => coverage.Of("paths")).Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_fixture_writes_the_coverage_when_it_ends()
    {
        var folder = Directory.CreateTempSubdirectory("coverage-").FullName;
        var file = Path.Combine(folder, "coverage.md");
        var fixture = new CoveredEmulator(file);
        await fixture.InitializeAsync();
        await fixture.NewPartner().CreateCustomerAsync("ofac-hit", Stop);
        Assert.False(File.Exists(file));

        await fixture.DisposeAsync();

        Assert.Contains("| ofac-hit | 1 |", await File.ReadAllTextAsync(file, Stop), StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_coverage_begins_anew()
    {
        await using var bank = await EmulatorServer.StartAsync(cancellationToken: Stop);
        await bank.NewPartner().CreateCustomerAsync("ofac-hit", Stop);

        await bank.ResetCoverageAsync(Stop);

        Assert.Equal(0, (await bank.CoverageAsync(Stop)).Met);
    }

    [Theory, ShippedScenarios]
    public async Task Each_scenario_of_the_pack_creates_a_customer(string scenario)
    {
        var partner = emulator.NewPartner();

        await partner.NextCustomerAsync(scenario, cancellationToken: Stop);
        try
        {
            await partner.CreateCustomerAsync(cancellationToken: Stop);
        }
        catch (EmulatorException)
        {
            // Some scenarios lose or refuse the first create.
            await partner.CreateCustomerAsync(cancellationToken: Stop);
        }

        Assert.DoesNotContain(scenario, (await emulator.Bank.CoverageAsync(Stop)).Of("scenarios").NeverMet);
    }

    [Fact]
    public async Task The_rows_are_the_files_of_the_pack() => Assert.Equal(
        Directory.GetFiles(Path.Combine(RunningProgram.Repository, "scenarios"), "*.yaml").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal),
        await RowsAsync(folder: null));

    [Fact]
    public async Task Scenarios_of_a_folder_are_rows_too()
    {
        var folder = Directory.CreateTempSubdirectory("scenarios-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "below"));
        await File.WriteAllTextAsync(Path.Combine(folder, "below", "mine.yaml"), "version: 1\nscenario: mine\ntimeline: []\n", Stop);

        var rows = await RowsAsync(folder);
        Assert.Contains("mine", rows);
        Assert.Contains("ofac-hit", rows);

        await File.WriteAllTextAsync(Path.Combine(folder, "other.yaml"), "version: 1\nscenario: other\ntimelin: []\n", Stop);
        var wrong = await Assert.ThrowsAsync<InvalidDataException>(() => RowsAsync(folder));
        Assert.Contains("timelin", wrong.Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
        var missing = await Assert.ThrowsAsync<InvalidDataException>(() => RowsAsync(folder));
        Assert.Contains($"there is no folder '{folder}'", missing.Message, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string?>> RowsAsync(string? folder)
    {
        await using var tracker = new DisposalTracker();
        var rows = await new ShippedScenariosAttribute { Folder = folder }.GetData(typeof(CoverageTests).GetMethod(nameof(Each_scenario_of_the_pack_creates_a_customer))!, tracker);
        return [.. rows.Select(row => row.GetData().Single() as string)];
    }

    private sealed class CoveredEmulator(string file) : EmulatorFixture
    {
        protected override string CoverageFile => file;
    }
}
