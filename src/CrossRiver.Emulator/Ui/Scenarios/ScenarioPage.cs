using CrossRiver.Emulator.Control.Stories;
using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Scenarios.Library;
using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Ui.Serving;

namespace CrossRiver.Emulator.Ui.Scenarios;

/// <summary>Builds the view of one scenario: its timeline for an example customer, and the ways to try it.</summary>
internal sealed class ScenarioPage(ScenarioLibrary scenarios, ScenarioDrafts drafts, FaultSchemas faults, WorldDirectory worlds, IOptions<WorldOptions> options)
{
    /// <exception cref="ApiException">404: there is no scenario of this name.</exception>
    public (PageFrame Frame, ScenarioModel Model) Of(string name, PageContext page)
    {
        var chosen = ChosenWorld.Of(page, worlds);
        var scenario = scenarios.CatalogOf(chosen.World).Find(name) ?? throw ErrorCatalog.NotFound.ToException("Scenario", name);
        return (page.Frame(name, "Scenarios", chosen.World), Build(scenario, chosen, page));
    }

    private ScenarioModel Build(Scenario scenario, ChosenWorld chosen, PageContext page)
    {
        var summary = ScenarioSummary.Of(scenario, scenarios.CatalogOf(chosen.World), chosen.World);
        var trial = new ScenarioTrial(chosen.World, options.Value.ChanceSeed);
        var (steps, omitted) = TimelineSteps.Of(trial.Foresee(scenario));
        return new ScenarioModel(
            summary.Name,
            summary.Title ?? "",
            ScenariosPage.OriginOf(summary),
            summary.For,
            chosen.In(worlds),
            steps,
            TextOf(scenario, chosen, page))
        {
            Omitted = omitted,
            Calls = [.. scenario.Api.Select(faults.OfCalls.Explain)],
            Tries = chosen.World is not null || worlds.All is [] ? trial.ActionsOn(scenario, page) : [],
            List = $"{page.Root}/scenarios{chosen.Query}",
        };
    }

    private ScenarioDraft TextOf(Scenario scenario, ChosenWorld chosen, PageContext page) => page.RefusedValueOf(ScenarioDrafts.Field) is { } refused
        ? drafts.Checked(refused, chosen, page)
        : ScenarioDrafts.Of(scenarios.Format.PrintFile(scenario), chosen, page, scenario.Name);
}
