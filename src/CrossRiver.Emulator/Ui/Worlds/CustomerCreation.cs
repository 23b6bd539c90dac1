using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Page.Views;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Ui.Serving;

namespace CrossRiver.Emulator.Ui.Worlds;

/// <summary>Provides the ways to make customers, and the choice of their scenarios.</summary>
internal sealed class CustomerCreation(World world, ScenarioCatalog catalog, PageContext page)
{
    private const int MostOrders = 20;
    private const string Person = "customers.create";
    private const string Business = "customers.create-business";

    private readonly IReadOnlyList<FieldOption> _scenarios =
        [.. catalog.All.Select(scenario => new FieldOption(scenario.Name, scenario.Title is { } title ? $"{scenario.Name}: {title}" : scenario.Name))];

    public NewCustomerModel Of()
    {
        var next = (world.FindPart<WorldCustomers>()?.Count ?? 0) + 1;
        var seed = int.TryParse(page.Query["seed"], CultureInfo.InvariantCulture, out var asked) ? asked : next;
        var example = page.Query["example"] == Business
            ? new ExampleBody(Business, CustomerExamples.Business)
            : new ExampleBody(Person, CustomerExamples.Person);
        var body = page.Query.ContainsKey("example")
            ? example.Body(new ExampleSetting(world.PartnerId, seed, world)).ToJsonString(PageContext.Indented)
            : ProposedPerson.Body(world.PartnerId, next);
        var create = page.Action("Create the customer", "POST", "/core/v1/cm/customers",
            new ActionField(ScenarioCatalog.Header, "Scenario")
            {
                Form = FieldForm.Header,
                Options = [new("", "the one that matches the data"), .. _scenarios],
            },
            new ActionField("body", "Body") { Form = FieldForm.Json, Value = body });
        var many = page.Action("Seed", "POST", PageContext.ControlOf(world, "seed"),
            new ActionField("customers", "customers") { Form = FieldForm.Number, Value = "10", IsRequired = true },
            new ActionField("seed", "seed") { Form = FieldForm.Number, Value = next.ToString(CultureInfo.InvariantCulture) });
        return new NewCustomerModel(
            create with { Kind = ActionKind.Primary, Done = "The customer is created.", Back = WorldPage.AddressOf(world, page) },
            many with
            {
                Done = "The customers are there.",
                Explanation = "Invents customers whose scans are done, without events",
                Back = WorldPage.AddressOf(world, page),
            })
        {
            Example = example.Name,
            Examples = [new(Person, "an invented person"), new(Business, "an invented business")],
            ExampleSeed = seed,
        };
    }

    public NextScenariosModel OfNext()
    {
        var saved = world.RunLocked(() => world.FindPart<ScenarioSelection>()?.Orders.Save() ?? SavedNextScenarios.None);
        var byDefault = saved.Default ?? catalog.Default.Name;
        return new NextScenariosModel(byDefault, [.. saved.Orders.Take(MostOrders).Select(Of)],
        [
            page.Action("Use it next", "POST", PageContext.ControlOf(world, "scenarios/next"),
                new ActionField("scenario", "Scenario") { Options = _scenarios, Value = byDefault },
                new ActionField("times", "customers") { Form = FieldForm.Number, Value = "1" },
                new ActionField("clientIdentifier", "only for clientIdentifier") { Placeholder = "any" }) with
            {
                Done = "The next customers get the scenario.",
            },
            page.Action("Make it the default", "PUT", PageContext.ControlOf(world, "scenarios/default"),
                new ActionField("scenario", "Default") { Options = _scenarios, Value = byDefault }) with { Done = "The default is set." },
        ])
        {
            MoreOrders = Math.Max(0, saved.Orders.Count - MostOrders),
        };
    }

    private static string Of(NextScenario order) =>
        $"{order.Scenario} for {Words.Count(order.Times, "customer")}{(order.ClientIdentifier is { } own ? $" with clientIdentifier {own}" : "")}";
}
