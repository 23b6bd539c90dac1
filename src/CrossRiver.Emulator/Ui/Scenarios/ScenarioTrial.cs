using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Customers.Faking;
using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Platform;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Forecast;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Playing;
using CrossRiver.Emulator.Ui.Serving;

namespace CrossRiver.Emulator.Ui.Scenarios;

/// <summary>A trial of scenarios with an invented customer, the next of a world.</summary>
/// <param name="world">The world, or null for that of the bank's tutorial, which the trial creates.</param>
/// <param name="seed">The seed of the random choices of a new world.</param>
internal sealed class ScenarioTrial(World? world, long seed)
{
    private readonly Guid _partnerId = world?.PartnerId ?? new SeedOptions().PartnerId;

    private ExampleSetting Setting => new(_partnerId, (world?.FindPart<WorldCustomers>()?.Count ?? 0) + 1, world);

    /// <summary>Returns the timeline of the customer.</summary>
    public PlannedTimeline Foresee(Scenario scenario)
    {
        var create = CustomerExamples.Person(Setting);
        var identifier = create.ClientIdentifier ?? create.Profile.TaxId ?? "";
        return world is null
            ? PlannedTimeline.Of(scenario, new KeyedRandom(seed, _partnerId), $"{identifier}#1")
            : PlannedTimeline.Of(scenario, world.Random, world.RunLocked(() => world.Player.Subjects.NextKey(identifier)));
    }

    /// <summary>Returns the ways to try a scenario.</summary>
    public IReadOnlyList<ActionForm> ActionsOn(Scenario scenario, PageContext page) =>
    [
        page.Action("Create the customer", "POST", "/core/v1/cm/customers",
            new ActionField(ScenarioCatalog.Header, ScenarioCatalog.Header) { Form = FieldForm.Header, Value = scenario.Name },
            new ActionField("body", "Body of the create") { Form = FieldForm.Json, Value = Body }) with
        {
            Kind = ActionKind.Primary,
            Done = $"The customer is created with the scenario {scenario.Name}.",
        },
        page.Action("Order it for the next customers", "POST", $"{Control}/next",
            new ActionField("scenario", "Scenario") { IsHidden = true, Value = scenario.Name },
            new ActionField("times", "Customers") { Form = FieldForm.Number, Value = "1" },
            new ActionField("clientIdentifier", "clientIdentifier") { Placeholder = "any" }) with
        {
            Done = $"The next customers get the scenario {scenario.Name}.",
        },
        page.Action("Make it the default", "PUT", $"{Control}/default",
            new ActionField("scenario", "Scenario") { IsHidden = true, Value = scenario.Name }) with
        {
            Done = $"{scenario.Name} is the default of this world.",
        },
    ];

    private string Control => $"{ControlRoutes.Prefix}/partners/{_partnerId}/scenarios";

    private string Body => new ExampleBody("customers.create", CustomerExamples.Person).Body(Setting).ToJsonString(PageContext.Indented);
}
