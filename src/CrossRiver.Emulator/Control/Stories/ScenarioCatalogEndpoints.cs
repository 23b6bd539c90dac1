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

/// <summary>The scenarios there are, and how to get each of them.</summary>
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

    /// <summary>Lists the scenarios that all worlds have. It tells how to get each, and what the digits of the tax-id code stand for.</summary>
    internal static Ok<ScenarioListing> ListScenarios(ScenariosInForce scenarios, TaxIdCode code) =>
        TypedResults.Ok(ScenarioListing.Of(scenarios.Catalog, code, world: null));

    /// <summary>Lists the scenarios that one partner's customers may get. The world's own stand in the place of others of their names.</summary>
    internal static Ok<WorldScenarioListing> ListScenariosOfWorld(Guid partnerId, WorldDirectory worlds, ScenariosInForce scenarios, TaxIdCode code)
    {
        var world = worlds.Require(partnerId);
        return TypedResults.Ok(new WorldScenarioListing(partnerId, world.Clock.Now, world.EpochNumber, ScenarioListing.Of(scenarios.CatalogOf(world), code, world)));
    }

    /// <summary>Reads a scenario. It is YAML as in a file, or JSON for who accepts <c>application/json</c>.</summary>
    /// <param name="name">Its name; <c>tax-id-1203</c> is the one of a tax-id code.</param>
    /// <param name="request">The call.</param>
    /// <param name="scenarios">The scenarios.</param>
    internal static ContentHttpResult GetScenario(string name, HttpRequest request, ScenariosInForce scenarios) => Print(name, scenarios.Catalog, request, scenarios.Format);

    /// <summary>Reads a scenario as one partner's customers get it. It is YAML as in a file, or JSON for who accepts <c>application/json</c>.</summary>
    /// <param name="partnerId">Whose world it is.</param>
    /// <param name="name">Its name; <c>tax-id-1203</c> is the one of a tax-id code.</param>
    /// <param name="request">The call.</param>
    /// <param name="worlds">All worlds.</param>
    /// <param name="scenarios">The scenarios.</param>
    internal static ContentHttpResult GetScenarioOfWorld(Guid partnerId, string name, HttpRequest request, WorldDirectory worlds, ScenariosInForce scenarios) =>
        Print(name, scenarios.CatalogOf(worlds.Require(partnerId)), request, scenarios.Format);

    private static ContentHttpResult Print(string name, ScenarioCatalog catalog, HttpRequest request, ScenarioFormat format)
    {
        var scenario = catalog.Find(name) ?? throw new RefusedException(
            ErrorCatalog.NotFound,
            $"Scenario {name} not found; {catalog.Sourced.FindFault(name) ?? Suggestion.For(name, [.. catalog.Names])}");

        return WantsJson(request)
            ? TypedResults.Text(format.ToJson(scenario).ToJsonString(WireJson.Options), "application/json")
            : TypedResults.Text(format.PrintFile(scenario), YamlBody.ContentType);
    }

    private static bool WantsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted) && accepted.Any(type => type.MediaType == "application/json");
}

/// <summary>Scenarios, and what else chooses one.</summary>
/// <param name="Scenarios">Sorted by name.</param>
/// <param name="Header">The header of a create that asks for any of them by its name.</param>
/// <param name="TaxIdCode">The tax ids that choose a story of their own, or <see langword="null"/> when the settings have none.</param>
internal sealed record ScenarioListing(IReadOnlyList<ScenarioSummary> Scenarios, string Header, TaxIdCodeBody? TaxIdCode)
{
    public static ScenarioListing Of(ScenarioCatalog catalog, TaxIdCode code, World? world) => new(
        [.. catalog.All.Select(scenario => ScenarioSummary.Of(scenario, catalog, world))],
        ScenarioCatalog.Header,
        code.Mask is "" ? null : new TaxIdCodeBody(code.Mask, CodedStory.Describe()));
}

/// <summary>The scenarios that one partner's customers may get.</summary>
/// <param name="PartnerId">The world.</param>
/// <param name="Now">The moment, on the world's clock.</param>
/// <param name="Epoch">The world's epoch.</param>
/// <param name="Listing">The scenarios.</param>
internal sealed record WorldScenarioListing(Guid PartnerId, DateTimeOffset Now, int Epoch, [property: JsonIgnore] ScenarioListing Listing)
{
    /// <summary>Sorted by name.</summary>
    public IReadOnlyList<ScenarioSummary> Scenarios => Listing.Scenarios;

    /// <summary>The header of a create that asks for any of them by its name.</summary>
    public string Header => Listing.Header;

    /// <summary>The tax ids that choose a story of their own, or <see langword="null"/> when the settings have none.</summary>
    public TaxIdCodeBody? TaxIdCode => Listing.TaxIdCode;
}

/// <summary>A scenario, and how to get it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">What it is.</param>
/// <param name="From"><c>shipped</c> with the emulator, from a <c>file</c>, or the <c>world</c>'s own.</param>
/// <param name="Source">Its file and place, or <see langword="null"/> when it is shipped.</param>
/// <param name="For">Which customers get it without asking for it by name, in words.</param>
internal sealed record ScenarioSummary(string Name, string? Title, string From, string? Source, string For)
{
    public static ScenarioSummary Of(Scenario scenario, ScenarioCatalog catalog, World? world) => new(
        scenario.Name,
        scenario.Title,
        world?.Scenarios.UsedOwn?.Contains(scenario) is true ? "world" : ScenarioOrigin.IsShipped(scenario) ? "shipped" : "file",
        ScenarioOrigin.IsShipped(scenario) ? null : scenario.Source,
        ScenarioOrigin.TriggerOf(scenario, catalog));
}

/// <summary>Tax ids that choose a story without a file.</summary>
/// <param name="Mask">What they look like: the code stands where the question marks are.</param>
/// <param name="Places">What each digit stands for, in their order.</param>
internal sealed record TaxIdCodeBody(string Mask, IReadOnlyList<CodedPlace> Places);
