using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Language.Yaml;
using CrossRiver.Emulator.Scenarios.Model;

namespace CrossRiver.Emulator.Scenarios.Schema;

/// <summary>Reads one scenario file.</summary>
internal sealed class FileReading(DocumentSchemas schemas, string fileName)
{
    private readonly ParseContext _context = new(fileName);
    private readonly List<Scenario> _scenarios = [];
    private readonly List<Condition> _conditions = [];
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);

    public ScenarioFile Read(string text)
    {
        var documents = YamlText.Read(text, _context);
        foreach (var document in documents.TakeWhile(_ => !_context.IsFull))
        {
            Read(document);
        }

        var file = new ScenarioFile { Name = fileName, Messages = _context.Messages, IsOfAnother = documents is not [] && !documents.Any(IsAlike) };
        return _context.IsGood ? file with { Scenarios = _scenarios, Conditions = _conditions, Places = _places } : file;
    }

    // Keys that are common in files of other programs, such as version and title, prove nothing.
    private static bool IsAlike(Node document) =>
        document is MappingNode mapping && (mapping.Has(DocumentSchemas.ScenarioKey) || mapping.Has(ConditionSchema.Key) || mapping.Has("timeline"));

    private void Read(Node document)
    {
        if (document is MappingNode mapping && mapping.Has(ConditionSchema.Key) && !mapping.Has(DocumentSchemas.ScenarioKey))
        {
            ReadCondition(mapping);
        }
        else if (schemas.Scenario.TryRead(document, _context, out var scenario))
        {
            Keep(scenario, (MappingNode)document);
        }
    }

    private void ReadCondition(MappingNode document)
    {
        if (schemas.Condition.TryRead(document, _context, out var condition))
        {
            if (_conditions.Exists(earlier => earlier.Name == condition.Name))
            {
                RefuseSecond(document, ConditionSchema.Key, condition.Name);
            }

            _conditions.Add(condition with { Source = _context.SourceOf(document.Place) });
        }
    }

    private void Keep(Scenario scenario, MappingNode document)
    {
        new Reachability(_context).Check(scenario.Timeline);
        _scenarios.Add(scenario with { Timeline = new StepIds(_context).Assign(scenario.Timeline), Source = _context.SourceOf(document.Place) });
        if (!_places.TryAdd(scenario.Name, document.Place))
        {
            RefuseSecond(document, DocumentSchemas.ScenarioKey, scenario.Name);
        }
    }

    // A name that could not be read has a message already.
    private void RefuseSecond(MappingNode document, string kind, string name)
    {
        if (name is not "")
        {
            _context.Refuse(document.Find(kind)!.Value.Place, $"this file has a {kind} '{name}' already; write another name");
        }
    }
}
