using CrossRiver.Emulator.Modules.Customers.TaxIds;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Library;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Playing;
using CrossRiver.Emulator.Scenarios.Schema;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace CrossRiver.Emulator.Control.Stories;

/// <summary>Provides the routes that list and read scenarios.</summary>
internal static class ScenarioCatalogEndpoints
{
    public static void MapScenarioCatalog(this LazyRoutes control)
    {
        var scenarios = control.Group("").WithTags("Scenarios");

        scenarios.Get("/scenarios", ListScenarios);
        scenarios.Get("/partners/{partnerId:guid}/scenarios", ListScenariosOfWorld);
        scenarios.Get("/scenarios/{name}", GetScenario).Produces<string>(StatusCodes.Status200OK, YamlBody.ContentType);
        scenarios.Get("/partners/{partnerId:guid}/scenarios/{name}", GetScenarioOfWorld).Produces<string>(StatusCodes.Status200OK, YamlBody.ContentType);
    }

    /// <summary>Lists the scenarios of all worlds. The answer contains the way to get each, and the meaning of the digits of the tax-id code.</summary>
    internal static Ok<ScenarioListing> ListScenarios(ScenarioLibrary scenarios, TaxIdCode code) =>
        TypedResults.Ok(ScenarioListing.Of(scenarios.Catalog, code, world: null));

    /// <summary>Lists the scenarios of one partner's customers. The world's own scenarios replace others of their names.</summary>
    internal static Ok<WorldScenarioListing> ListScenariosOfWorld(Guid partnerId, WorldDirectory worlds, ScenarioLibrary scenarios, TaxIdCode code)
    {
        var world = worlds.Require(partnerId);
        var listing = ScenarioListing.Of(scenarios.CatalogOf(world), code, world);
        return TypedResults.Ok(new WorldScenarioListing(world, listing.Scenarios, listing.Header, listing.TaxIdCode));
    }

    /// <summary>Reads a scenario. The answer is YAML as in a file, or JSON if the call accepts <c>application/json</c>.</summary>
    /// <param name="name">Its name; <c>tax-id-1203</c> for a tax-id code.</param>
    internal static ContentHttpResult GetScenario(string name, HttpRequest request, ScenarioLibrary scenarios) =>
        Print(name, scenarios.Catalog, request, scenarios.Format);

    /// <summary>Reads a scenario of one partner's customers. The answer is YAML as in a file, or JSON if the call accepts <c>application/json</c>.</summary>
    /// <param name="name">Its name; <c>tax-id-1203</c> for a tax-id code.</param>
    internal static ContentHttpResult GetScenarioOfWorld(Guid partnerId, string name, HttpRequest request, WorldDirectory worlds, ScenarioLibrary scenarios) =>
        Print(name, scenarios.CatalogOf(worlds.Require(partnerId)), request, scenarios.Format);

    private static ContentHttpResult Print(string name, ScenarioCatalog catalog, HttpRequest request, ScenarioFormat format)
    {
        var scenario = catalog.Find(name) ?? throw new ApiException(
            ErrorCatalog.NotFound,
            $"Scenario {name} not found; {catalog.Sourced.FindFault(name) ?? Suggestion.For(name, [.. catalog.Names])}");

        return WantsJson(request)
            ? TypedResults.Text(format.ToJson(scenario).ToJsonString(WireJson.Options), "application/json")
            : TypedResults.Text(format.PrintFile(scenario), YamlBody.ContentType);
    }

    private static bool WantsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted) && accepted.Any(type => type.MediaType == "application/json");
}

/// <summary>Represents scenarios, and the ways to choose one.</summary>
/// <param name="Scenarios">The scenarios, sorted by name.</param>
/// <param name="Header">The header of a create that names a scenario.</param>
/// <param name="TaxIdCode">The tax ids that choose a coded story, or null if the settings have none.</param>
internal sealed record ScenarioListing(IReadOnlyList<ScenarioSummary> Scenarios, string Header, TaxIdCodeBody? TaxIdCode)
{
    public static ScenarioListing Of(ScenarioCatalog catalog, TaxIdCode code, World? world) => new(
        [.. catalog.All.Select(scenario => ScenarioSummary.Of(scenario, catalog, world))],
        ScenarioCatalog.Header,
        code.Mask is "" ? null : new TaxIdCodeBody(code.Mask, CodedStory.Describe()));
}

/// <summary>Represents the scenarios of one partner's customers.</summary>
/// <param name="Scenarios">The scenarios, sorted by name.</param>
/// <param name="Header">The header of a create that names a scenario.</param>
/// <param name="TaxIdCode">The tax ids that choose a coded story, or null if the settings have none.</param>
internal sealed record WorldScenarioListing(World World, IReadOnlyList<ScenarioSummary> Scenarios, string Header, TaxIdCodeBody? TaxIdCode) : WorldStamp(World);

/// <summary>Represents a scenario, and the way to get it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">Its title.</param>
/// <param name="From"><c>shipped</c> with the emulator, from a <c>file</c>, or the <c>world</c>'s own.</param>
/// <param name="Source">Its file and place, or null if it is shipped.</param>
/// <param name="For">The customers that get it without naming it, in words.</param>
internal sealed record ScenarioSummary(string Name, string? Title, string From, string? Source, string For)
{
    public static ScenarioSummary Of(Scenario scenario, ScenarioCatalog catalog, World? world) => new(
        scenario.Name,
        scenario.Title,
        world?.Scenarios.UsedOwn?.Contains(scenario) is true ? "world" : ScenarioOrigin.IsShipped(scenario) ? "shipped" : "file",
        ScenarioOrigin.IsShipped(scenario) ? null : scenario.Source,
        ScenarioOrigin.TriggerOf(scenario, catalog));
}

/// <summary>Represents the tax ids that choose a story without a file.</summary>
/// <param name="Mask">Their pattern, with question marks for the digits of the code.</param>
/// <param name="Places">The meaning of each digit, in their order.</param>
internal sealed record TaxIdCodeBody(string Mask, IReadOnlyList<CodedPlace> Places);
