namespace CrossRiver.Emulator.Modules.Customers;

/// <summary>The one table of what the bank does with the results of scans.</summary>
public sealed class ScanTransitionsTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    [Theory]
    [InlineData("both-hit")]
    [InlineData("business-hit")]
    [InlineData("clear")]
    [InlineData("late-hit")]
    [InlineData("ofac-hit")]
    [InlineData("ofac-review")]
    [InlineData("ofac-review-cleared")]
    [InlineData("pep-hit")]
    [InlineData("pep-review")]
    [InlineData("tax-id-1100")]
    [InlineData("tax-id-2200")]
    [InlineData("tax-id-5500")]
    public async Task No_shipped_scenario_does_what_the_bank_never_does(string scenario)
    {
        var partner = emulator.NewPartner();
        await partner.OnboardAsync(scenario: scenario);
        while (await partner.GetNextDueAtAsync() is { } due)
        {
            var span = due - emulator.Clock.GetUtcNow();
            await emulator.AdvanceAsync(span > TimeSpan.Zero ? span : TimeSpan.Zero, partner);
        }

        var changes = (await partner.GetJournalAsync()).Select(entry => ((string?)entry["what"])?.Split(' ')).Where(what => what is ["ofac" or "pepScan", _, "→", _]).ToList();

        Assert.NotEmpty(changes);
        Assert.All(changes, change => Assert.Contains(Enum.Parse<ScanStatus>(change![3]), ScanTransitions.From(Enum.Parse<ScanStatus>(change[1]))));
    }

    [Fact]
    public void The_table_is_the_one_of_the_documentation()
    {
        var rows = File.ReadLines(Path.Combine(RunningProgram.Repository, "docs/fidelity.md"))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells is ["", "transition", ..])
            .Select(cells => cells[2].Replace("`", "", StringComparison.Ordinal));

        Assert.Equal(
            Enum.GetValues<ScanStatus>().Where(from => ScanTransitions.From(from).Count > 0).Select(from => $"{from} → {string.Join(", ", ScanTransitions.From(from))}"),
            rows);
    }
}
