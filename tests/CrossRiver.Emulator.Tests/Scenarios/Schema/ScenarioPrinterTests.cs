using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Model;
using CsCheck;

namespace CrossRiver.Emulator.Scenarios.Schema;

/// <summary>What is printed is read back as the same scenario.</summary>
public sealed class ScenarioPrinterTests
{
    private readonly SourcedScenarios _code = Catalogs.Coded();

    private readonly ScenarioFormat _format = ScenarioFiles.Format;

    [Fact]
    public void A_story_of_a_tax_id_is_printed_like_any_other() => Assert.Equal(
        """
        version: 1
        scenario: tax-id-1301
        title: OFAC hit; PEP held for a review; pace default; delivery duplicate
        match:
          body:
            profile.taxId: "987651301"
        timeline:
          - id: onboarded
            after: 100ms
            emit: Core.Customer.Onboarded
          - id: pep-answer
            after: 850ms
            set: {pepScan: Failed}
          - id: ofac-answer
            after: 50ms
            set: {ofac: Failed}
          - id: review
            after: 1s
            set: {ofac: Reviewing}
          - id: outcome
            after: 2s
            set: {ofac: Positive}
          - id: pep-review
            at: 2s
            set: {pepScan: Reviewing}
            hold:
              actions:
                release-pep:
                  - set: {pepScan: Clear}
                reject-pep:
                  - set: {pepScan: Positive}
              timeout: {after: 2d, action: release-pep}
        delivery:
          faults:
            - duplicate: {copies: 1, gap: 0ms..2s, sameId: true}

        """,
        _format.Print(_code.Find("tax-id-1301")!));

    [Fact]
    public void Every_shipped_scenario_is_read_back() => Assert.All(Library.ScenarioLoading.ReadShipped(_format).SelectMany(file => file.Scenarios), AssertReadBack);

    [Fact]
    public void Stories_of_tax_ids_that_are_told_in_order_are_read_back()
    {
        var told = Enumerable.Range(0, 10_000).Select(number => _code.Find($"tax-id-{number:0000}")).OfType<Scenario>()
            .Where(scenario => scenario.Delivery is null && scenario.Timeline.All(step => step.At is null && step.Hold is null))
            .ToList();

        Assert.Equal((4 * 4 * 4) + 36, told.Count);
        Assert.All(told, AssertReadBack);
    }

    [Fact]
    public void Any_scenario_of_the_forms_that_are_read_today_is_read_back() => PrintableScenarios.Simple.Sample(AssertReadBack, iter: 500);

    [Fact]
    [Trait("lane", "slow")]
    public void Any_scenario_is_read_back() => PrintableScenarios.Whole.Sample(AssertReadBack, iter: 800);

    [Fact]
    [Trait("lane", "slow")]
    public void Every_story_of_a_tax_id_is_read_back() =>
        Assert.All(Enumerable.Range(0, 10_000).Select(number => _code.Find($"tax-id-{number:0000}")).OfType<Scenario>(), AssertReadBack);

    private void AssertReadBack(Scenario scenario)
    {
        var printed = _format.Print(scenario);

        var file = _format.Parse(printed, "printed.yaml");
        Assert.Empty(file.Errors.Select(error => $"{error} in {printed}"));
        var read = Assert.Single(file.Scenarios);

        Assert.Equal(printed, _format.Print(read));
        Assert.Equivalent(scenario with { Source = read.Source }, read, strict: true);
    }
}
