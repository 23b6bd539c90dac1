using CrossRiver.Emulator.Language.Yaml;
using CrossRiver.Emulator.Scenarios.Model;
using YamlDotNet.RepresentationModel;

namespace CrossRiver.Emulator.Scenarios.Schema;

/// <summary>Reads and prints scenario files: YAML documents, each a scenario or a condition. Thread-safe.</summary>
/// <param name="schemas">What documents look like.</param>
internal sealed class ScenarioFormat(DocumentSchemas schemas)
{
    // It serves readers without a copy of the repository: it is at an emulator that listens as it does by default.
    private const string SchemaLine = "# yaml-language-server: $schema=http://localhost:5080/_emulator/schema/scenario.json\n";

    /// <summary>Parses the text of one file. Whatever is wrong with it is a message.</summary>
    /// <param name="fileName">The name to give in messages.</param>
    public ScenarioFile Parse(string text, string fileName) => new FileReading(schemas, fileName).Read(text);

    /// <summary>Prints a scenario. Read again, it is the same scenario.</summary>
    /// <returns>A YAML document, ending in a line break.</returns>
    public string Print(Scenario scenario) => YamlText.Write(NodeOf(scenario));

    /// <summary>Prints a scenario as a whole file, with the line that leads editors to the schema.</summary>
    public string PrintFile(Scenario scenario) => $"{SchemaLine}{Print(scenario)}";

    /// <summary>Returns a scenario as JSON, with the keys and values of files.</summary>
    public JsonObject ToJson(Scenario scenario) => YamlJson.Of(NodeOf(scenario))!.AsObject();

    private YamlNode NodeOf(Scenario scenario) => schemas.Scenario.Print(scenario with { Timeline = StepIds.WithoutPlaceNames(scenario.Timeline) })!;
}
