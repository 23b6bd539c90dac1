using CrossRiver.Emulator.Language.Yaml;
using CrossRiver.Emulator.Scenarios.Model;
using YamlDotNet.RepresentationModel;

namespace CrossRiver.Emulator.Scenarios.Schema;

/// <summary>Parses and prints scenario files: YAML documents, each a scenario or a condition. Thread-safe.</summary>
internal sealed class ScenarioFormat(DocumentSchemas schemas)
{
    // The URL of an emulator with default settings, because readers may not have a copy of the repository.
    private const string SchemaLine = "# yaml-language-server: $schema=http://localhost:5080/_emulator/schema/scenario.json\n";

    /// <summary>Parses the text of one file. Faults become messages.</summary>
    public ScenarioFile Parse(string text, string fileName) => new FileReading(schemas, fileName).Read(text);

    /// <summary>Prints a scenario as a YAML document that ends in a line break. Parsing it yields the same scenario.</summary>
    public string Print(Scenario scenario) => YamlText.Write(NodeOf(scenario));

    /// <summary>Prints a scenario as a file, with the line that refers editors to the schema.</summary>
    public string PrintFile(Scenario scenario) => $"{SchemaLine}{Print(scenario)}";

    /// <summary>Prints a scenario as a file, with remarks as comments at its top.</summary>
    public string PrintFile(Scenario scenario, IEnumerable<string> remarks) =>
        $"{SchemaLine}{string.Concat(remarks.Select(remark => $"# {remark.ReplaceLineEndings(" ")}\n"))}{Print(scenario)}";

    /// <summary>Returns a scenario as JSON, with the keys and values of files.</summary>
    public JsonObject ToJson(Scenario scenario) => YamlJson.Of(NodeOf(scenario))!.AsObject();

    private YamlNode NodeOf(Scenario scenario) => schemas.Scenario.Print(scenario with { Timeline = StepIds.WithoutPlaceNames(scenario.Timeline) })!;
}
