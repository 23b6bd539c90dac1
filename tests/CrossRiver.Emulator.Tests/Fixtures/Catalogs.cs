using System.Text.Json;
using CrossRiver.Emulator.Kernel.Randomness;
using CrossRiver.Emulator.Modules.Customers.TaxIds;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Settings;
using Microsoft.AspNetCore.Http;

namespace CrossRiver.Emulator.Fixtures;

/// <summary>Catalogues of a test's own making, and a world that chooses from them.</summary>
internal static class Catalogs
{
    private static readonly Guid Partner = new("6e80b097-693c-4592-8440-02f345335bbf");

    /// <summary>A catalogue of YAML text, with <c>clear</c> as its default.</summary>
    public static ScenarioCatalog Parse(string own, string shipped = "{version: 1, scenario: clear, timeline: []}") =>
        Of([.. ScenarioFiles.Format.Parse(own, "own.yaml").Scenarios], [.. ScenarioFiles.Format.Parse(shipped, "shipped.yaml").Scenarios]);

    public static ScenarioCatalog Of(IReadOnlyList<Scenario> own, params IReadOnlyList<Scenario> shipped) =>
        new(shipped, own, Coded(), own.Concat(shipped).LastOrDefault(scenario => scenario.Name == "clear") ?? Named("clear"));

    /// <summary>The scenarios of tax ids.</summary>
    public static SourcedScenarios Coded(string mask = "98765????", Pace pace = Pace.Fast) => new([new TaxIdCode(mask, pace)], ScenarioFiles.Format);

    public static Scenario Named(string name, Match? match = null) => new() { Name = name, Timeline = [], Match = match };

    public static JsonElement Json(string body)
    {
        using var document = JsonDocument.Parse(body);
        return document.RootElement.Clone();
    }

    /// <summary>A world in which nothing has happened yet.</summary>
    public static ScenarioSelection NewWorld() => new(new KeyedRandom(seed: 1, Partner), ScenarioFiles.Format);

    /// <summary>Chooses for a customer who is the first in its world.</summary>
    public static ScenarioChoice Choose(this ScenarioCatalog catalog, string body, IHeaderDictionary? headers = null) => NewWorld().Choose(catalog, body, headers);

    /// <summary>Chooses for one customer more.</summary>
    public static ScenarioChoice Choose(this ScenarioSelection world, ScenarioCatalog catalog, string body, IHeaderDictionary? headers = null, string key = "key") =>
        world.Choose(catalog.FindCandidates(Json(body), headers ?? new HeaderDictionary()), new CreateFields(Json(body), new HeaderDictionary()).ClientIdentifier, key);
}
