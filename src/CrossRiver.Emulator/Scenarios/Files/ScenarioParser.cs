using CrossRiver.Emulator.Faults;
using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Language.Yaml;
using CrossRiver.Emulator.Scenarios.Checks;
using CrossRiver.Emulator.Scenarios.Grammar;
using CrossRiver.Emulator.Scenarios.Stories;

namespace CrossRiver.Emulator.Scenarios.Files;

/// <summary>Reads scenario files: YAML documents, each a scenario or a condition.</summary>
internal sealed class ScenarioParser
{
    private readonly Reading _reading;
    private readonly List<Scenario> _scenarios = [];
    private readonly List<Condition> _conditions = [];
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);
    private readonly HashSet<string> _conditionNames = new(StringComparer.Ordinal);

    private ScenarioParser(string fileName) => _reading = new Reading(fileName);

    /// <summary>Parses the text of one file. Whatever is wrong with it is a message.</summary>
    /// <param name="text">The text.</param>
    /// <param name="fileName">The name to give in messages.</param>
    public static ScenarioFile Parse(string text, string fileName)
    {
        var parser = new ScenarioParser(fileName);
        var documents = YamlText.Read(text, parser._reading);
        foreach (var document in documents.TakeWhile(_ => !parser._reading.IsFull))
        {
            parser.Read(document);
        }

        var file = new ScenarioFile { Name = fileName, Messages = parser._reading.Messages, IsOfAnother = documents is not [] && !documents.Any(IsAlike) };
        return parser._reading.IsGood ? file with { Scenarios = parser._scenarios, Conditions = parser._conditions, Places = parser._places } : file;
    }

    // The keys that other programs' files have as well, such as version and title, say nothing.
    private static bool IsAlike(Node document) =>
        document is MappingNode mapping && (mapping.Has(DocumentForms.ScenarioKey) || mapping.Has(DocumentForms.ConditionKey) || mapping.Has("timeline"));

    private void Read(Node document)
    {
        if (document is MappingNode mapping && mapping.Has(DocumentForms.ConditionKey) && !mapping.Has(DocumentForms.ScenarioKey))
        {
            ReadCondition(mapping);
        }
        else if (DocumentForms.Scenario.TryRead(document, _reading, out var scenario))
        {
            Keep(scenario, (MappingNode)document);
        }
    }

    private void ReadCondition(MappingNode document)
    {
        if (DocumentForms.Condition.TryRead(document, _reading, out var condition))
        {
            _conditions.Add(condition with { Source = _reading.SourceOf(document.Place) });
            if (!_conditionNames.Add(condition.Name))
            {
                RefuseSecond(document, DocumentForms.ConditionKey, condition.Name);
            }
        }
    }

    private void Keep(Scenario scenario, MappingNode document)
    {
        new Reachability(_reading).Check(scenario.Timeline);
        _scenarios.Add(scenario with { Timeline = new StepIds(_reading).Assign(scenario.Timeline), Source = _reading.SourceOf(document.Place) });
        if (!_places.TryAdd(scenario.Name, document.Place))
        {
            RefuseSecond(document, DocumentForms.ScenarioKey, scenario.Name);
        }
    }

    // A name that could not be read has been told.
    private void RefuseSecond(MappingNode document, string kind, string name)
    {
        if (name is not "")
        {
            _reading.Refuse(document.Find(kind)!.Value.Place, $"this file has a {kind} '{name}' already; write another name");
        }
    }
}
