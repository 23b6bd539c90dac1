using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Faults.Api;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Library;
using CrossRiver.Emulator.Scenarios.Playing;
using Microsoft.AspNetCore.Http.HttpResults;
using static CrossRiver.Emulator.Platform.Bodies.Field;

namespace CrossRiver.Emulator.Control.Stories;

/// <summary>Which scenarios the customers of one world get.</summary>
internal static class ScenarioEndpoints
{
    public static void MapScenarios(this LazyRoutes control)
    {
        var scenarios = control.Group("/partners/{partnerId:guid}/scenarios").WithTags("Scenarios");

        scenarios.Post("/next", OrderScenario).WithMetadata(new PreparesWorld()).WithExample("scenarios.next", _ => new { Scenario = "ofac-hit", Times = 2 });
        scenarios.Put("/default", SetDefaultScenario).WithMetadata(new PreparesWorld()).WithExample("scenarios.default", _ => new { Scenario = "clear" });
    }

    /// <summary>Chooses the scenario of customers to come. It is for the next ones, or for the next ones of a client identifier.</summary>
    internal static Ok<OrderAnswer> OrderScenario(Guid partnerId, Body<OrderRequest> body, WorldDirectory worlds, ScenariosInForce scenarios)
    {
        var order = body.Value with { Times = body.Value.Times ?? 1 };
        var scenario = scenarios.CatalogOf(worlds.Find(partnerId)).Require(order.Scenario, "Scenario");
        var name = scenario.Name;
        var world = worlds.Prepare(partnerId, out var created);
        world.InTurn(() =>
        {
            world.Faults.Expect(scenario.Api);
            world.Scenarios.Orders.Give(order.ClientIdentifier, name, order.Times.Value);
            world.Journal.Add(new ControlEntry { At = world.Clock.Now, What = $"scenarios: {order}" });
            return order;
        });

        return TypedResults.Ok(new OrderAnswer(partnerId, world.Clock.Now, world.EpochNumber, name, order.Times.Value, order.ClientIdentifier) { Created = created });
    }

    /// <summary>Sets the scenario for customers that no other one is for. A reset keeps it, unless its `keep` leaves out `scenarios`.</summary>
    internal static Ok<DefaultAnswer> SetDefaultScenario(Guid partnerId, Body<DefaultRequest> body, WorldDirectory worlds, ScenariosInForce scenarios)
    {
        var scenario = scenarios.CatalogOf(worlds.Find(partnerId)).Require(body.Value.Scenario, "Scenario");
        var name = scenario.Name;
        var world = worlds.Prepare(partnerId, out var created);
        world.InTurn(() =>
        {
            world.Faults.Expect(scenario.Api);
            world.Journal.Add(new ControlEntry { At = world.Clock.Now, What = $"scenarios: '{name}' is the default" });
            return world.Scenarios.Orders.Default = name;
        });

        return TypedResults.Ok(new DefaultAnswer(partnerId, world.Clock.Now, world.EpochNumber, name) { Created = created });
    }
}

/// <summary>The scenario of customers to come.</summary>
/// <param name="Scenario">Its name.</param>
/// <param name="Times">For how many customers, 1 to 1,000,000; 1 when it is absent.</param>
/// <param name="ClientIdentifier">Whose customers, or <see langword="null"/> for any.</param>
internal sealed record OrderRequest(string Scenario, int? Times, string? ClientIdentifier) : IRequestBody
{
    private const int MostTimes = 1_000_000;

    private const int LongestClientIdentifier = 50;

    private static readonly IReadOnlyList<Field> Fields =
    [
        Of("scenario", FieldType.Text()).Required(),
        Of("times", FieldType.WholeNumber(1, MostTimes)),
        Of("clientIdentifier", FieldType.Text(LongestClientIdentifier)),
    ];

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => Fields;

    public override string ToString() => $"'{Scenario}' for the next {Times} customers{(ClientIdentifier is null ? "" : $" of clientIdentifier {ClientIdentifier}")}";
}

/// <summary>The scenario for customers that no other one is for.</summary>
/// <param name="Scenario">Its name.</param>
internal sealed record DefaultRequest(string Scenario) : IRequestBody
{
    private static readonly IReadOnlyList<Field> Fields = [Of("scenario", FieldType.Text()).Required()];

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => Fields;
}

/// <summary>The scenario of customers to come.</summary>
/// <param name="PartnerId">The world.</param>
/// <param name="Now">The moment, on the world's clock.</param>
/// <param name="Epoch">The world's epoch.</param>
/// <param name="Scenario">The scenario's name.</param>
/// <param name="Times">For how many customers.</param>
/// <param name="ClientIdentifier">Whose customers, or <see langword="null"/> for any.</param>
internal sealed record OrderAnswer(Guid PartnerId, DateTimeOffset Now, int Epoch, string Scenario, int Times, string? ClientIdentifier)
{
    /// <summary>True if the call made the world, else absent.</summary>
    public bool? Created { get; init; }
}

/// <summary>The scenario for customers that no other one is for.</summary>
/// <param name="PartnerId">The world.</param>
/// <param name="Now">The moment, on the world's clock.</param>
/// <param name="Epoch">The world's epoch.</param>
/// <param name="Scenario">The scenario's name.</param>
internal sealed record DefaultAnswer(Guid PartnerId, DateTimeOffset Now, int Epoch, string Scenario)
{
    /// <summary>True if the call made the world, else absent.</summary>
    public bool? Created { get; init; }
}
