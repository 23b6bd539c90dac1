using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Schema;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Control;

/// <summary>Provides the JSON schemas of scenario files, for editors.</summary>
internal static class SchemaEndpoints
{
    private const string ContentType = "application/schema+json";

    public static void MapSchemas(this LazyRoutes control)
    {
        var schemas = control.Group("/schema").WithTags("Scenarios");
        schemas.Get("/scenario.json", GetScenarioSchema);
        schemas.Get("/conditions.json", GetConditionsSchema);
    }

    /// <summary>Returns the JSON schema of scenarios. Draft-07, as the YAML servers of editors read it.</summary>
    internal static ContentHttpResult GetScenarioSchema(ScenarioSchema schema) => TypedResults.Text(schema.Find("scenario"), ContentType);

    /// <summary>Returns the JSON schema of conditions. Draft-07, as the YAML servers of editors read it.</summary>
    internal static ContentHttpResult GetConditionsSchema(ScenarioSchema schema) => TypedResults.Text(schema.Find("conditions"), ContentType);
}
