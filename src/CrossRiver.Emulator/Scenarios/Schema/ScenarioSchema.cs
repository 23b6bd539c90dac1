using System.Text.Encodings.Web;
using CrossRiver.Emulator.Language;

namespace CrossRiver.Emulator.Scenarios.Schema;

/// <summary>The JSON schemas of scenario files, for editors: made of the same schemas that read the files.</summary>
/// <param name="schemas">The schemas.</param>
internal sealed class ScenarioSchema(DocumentSchemas schemas)
{
    private const string OfScenarios = "scenario";
    private const string OfConditions = "conditions";

    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The names of all of them, which are the names of their files, too.</summary>
    public static IReadOnlyList<string> Names { get; } = [OfScenarios, OfConditions];

    /// <summary>Finds a schema by its name, or returns <see langword="null"/>.</summary>
    public string? Find(string name) => name switch
    {
        OfScenarios => Write("A scenario of CrossRiver.Emulator", schemas.Scenario),
        OfConditions => Write("A condition of CrossRiver.Emulator", schemas.Condition),
        _ => null,
    };

    // Draft-07 is what the YAML servers of editors read.
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
