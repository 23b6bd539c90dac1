using System.Text.Encodings.Web;
using CrossRiver.Emulator.Language;

namespace CrossRiver.Emulator.Scenarios.Schema;

/// <summary>Provides the JSON schemas of scenario files for editors, derived from the schemas that parse the files.</summary>
internal sealed class ScenarioSchema(DocumentSchemas schemas)
{
    private const string OfScenarios = "scenario";
    private const string OfConditions = "conditions";

    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Gets the names of the schemas, which are also their file names.</summary>
    public static IReadOnlyList<string> Names { get; } = [OfScenarios, OfConditions];

    /// <summary>Returns the schema of a name, or null if there is none.</summary>
    public string? Find(string name) => name switch
    {
        OfScenarios => Write("A scenario of CrossRiver.Emulator", schemas.Scenario),
        OfConditions => Write("A condition of CrossRiver.Emulator", schemas.Condition),
        _ => null,
    };

    // YAML servers of editors read Draft-07.
    private static string Write<T>(string title, Schema<T> described)
    {
        var definitions = new Definitions();
        var document = described.Describe(definitions);
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = title,
            ["allOf"] = new JsonArray(document),
            ["definitions"] = definitions.ToJson(),
        };

        return $"{schema.ToJsonString(Layout)}\n";
    }
}
