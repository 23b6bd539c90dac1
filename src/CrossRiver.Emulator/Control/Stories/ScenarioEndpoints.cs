using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Faults.Api;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Library;
using CrossRiver.Emulator.Scenarios.Playing;
using Microsoft.AspNetCore.Http.HttpResults;
using static CrossRiver.Emulator.Platform.Bodies.Field;

namespace CrossRiver.Emulator.Control.Stories;

/// <summary>Provides the routes that choose the scenarios of one world's customers.</summary>
internal static class ScenarioEndpoints
{
    public static void MapScenarios(this LazyRoutes control)
    {
        var scenarios = control.Group("/partners/{partnerId:guid}/scenarios").WithTags("Scenarios").WithMetadata(new PreparesWorld());

        scenarios.Post("/next", OrderScenario).WithExample("scenarios.next", _ => new { Scenario = "ofac-hit", Times = 2 });
        scenarios.Put("/default", SetDefaultScenario).WithExample("scenarios.default", _ => new { Scenario = "clear" });
    }

    /// <summary>Chooses the scenario of the next customers. It is for all, or only for a client identifier.</summary>
    internal static Ok<OrderAnswer> OrderScenario(Guid partnerId, Body<OrderRequest> body, WorldDirectory worlds, ScenarioLibrary scenarios)
    {
        var order = body.Value with { Times = body.Value.Times ?? 1 };
        var scenario = scenarios.CatalogOf(worlds.Find(partnerId)).Require(order.Scenario, "Scenario");
        var name = scenario.Name;
        var world = worlds.Prepare(partnerId, out var created);
        world.RunForTester(() =>
        {
            world.Faults.Expect(scenario.Api);
            world.Scenarios.Orders.Give(order.ClientIdentifier, name, order.Times.Value);
            world.Note($"scenarios: {order}");
            return order;
        });

        return TypedResults.Ok(new OrderAnswer(world, name, order.Times.Value, order.ClientIdentifier) { Created = created });
    }

    /// <summary>Sets the default scenario of customers. A reset keeps it, unless its `keep` omits `scenarios`.</summary>
    internal static Ok<DefaultAnswer> SetDefaultScenario(Guid partnerId, Body<DefaultRequest> body, WorldDirectory worlds, ScenarioLibrary scenarios)
    {
        var scenario = scenarios.CatalogOf(worlds.Find(partnerId)).Require(body.Value.Scenario, "Scenario");
        var name = scenario.Name;
        var world = worlds.Prepare(partnerId, out var created);
        world.RunForTester(() =>
        {
            world.Faults.Expect(scenario.Api);
            world.Note($"scenarios: '{name}' is the default");
            return world.Scenarios.Orders.Default = name;
        });

        return TypedResults.Ok(new DefaultAnswer(world, name) { Created = created });
    }
}

/// <summary>Represents a choice of the scenario of the next customers.</summary>
/// <param name="Times">The number of customers, 1 to 1,000,000. The default is 1.</param>
/// <param name="ClientIdentifier">The client identifier of the customers, or null for any.</param>
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

/// <summary>Represents a choice of the default scenario.</summary>
internal sealed record DefaultRequest(string Scenario) : IRequestBody
{
    private static readonly IReadOnlyList<Field> Fields = [Of("scenario", FieldType.Text()).Required()];

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => Fields;
}

/// <summary>Represents the chosen scenario of the next customers.</summary>
/// <param name="Scenario">The scenario's name.</param>
/// <param name="Times">The number of customers.</param>
/// <param name="ClientIdentifier">The client identifier of the customers, or null for any.</param>
internal sealed record OrderAnswer(World World, string Scenario, int Times, string? ClientIdentifier) : PreparedWorldStamp(World);

/// <summary>Represents the chosen default scenario.</summary>
/// <param name="Scenario">The scenario's name.</param>
internal sealed record DefaultAnswer(World World, string Scenario) : PreparedWorldStamp(World);
