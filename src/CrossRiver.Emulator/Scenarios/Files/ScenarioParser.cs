using System.Globalization;
using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Stories;
using CrossRiver.Emulator.Time;
using YamlDotNet.RepresentationModel;

namespace CrossRiver.Emulator.Scenarios.Files;

/// <summary>Reads scenario files.</summary>
internal sealed class ScenarioParser
{
    private const int LongestName = 100;

    private readonly YamlReader _yaml;

    private ScenarioParser(string fileName) => _yaml = new YamlReader(fileName);

    /// <summary>Parses the text of one file.</summary>
    /// <param name="text">The text: one or more YAML documents, each a scenario.</param>
    /// <param name="fileName">The name to give in messages.</param>
    /// <exception cref="ScenarioException">The text is not YAML, or a key or value is unknown, missing, double or malformed.</exception>
    public static IReadOnlyList<Scenario> Parse(string text, string fileName)
    {
        var parser = new ScenarioParser(fileName);
        var scenarios = parser._yaml.ReadDocuments(text).Select(parser.ReadScenario).ToList();

        return parser._yaml.Messages is [] ? scenarios : throw new ScenarioException(parser._yaml.Messages);
    }

    private Scenario ReadScenario(YamlNode node)
    {
        var keys = _yaml.ReadMapping(node, "version", "scenario", "title", "priority", "match", "timeline");
        RequireKeys(node, keys, "version", "scenario", "timeline");
        if (keys.TryGetValue("version", out var version) && _yaml.ReadText(version) is not (null or "1"))
        {
            _yaml.Refuse(version.Start, "the version of the format must be 1");
        }

        return new Scenario
        {
            Name = keys.TryGetValue("scenario", out var name) ? ReadName(name) : "",
            Title = keys.TryGetValue("title", out var title) ? _yaml.ReadText(title) : null,
            Priority = keys.TryGetValue("priority", out var priority) ? ReadPriority(priority) : 50,
            Match = keys.TryGetValue("match", out var match) ? ReadMatch(match) : null,
            Timeline = keys.TryGetValue("timeline", out var timeline) ? [.. _yaml.ReadList(timeline).Select(ReadStep)] : [],
        };
    }

    private void RequireKeys(YamlNode node, Dictionary<string, YamlNode> keys, params IReadOnlyList<string> required)
    {
        foreach (var key in required.Where(key => node is YamlMappingNode && !keys.ContainsKey(key)))
        {
            _yaml.Refuse(node.Start, $"the key '{key}' is missing");
        }
    }

    private string ReadName(YamlNode node)
    {
        var name = _yaml.ReadText(node) ?? "";
        if (name.Length > LongestName)
        {
            _yaml.Refuse(node.Start, $"this name has more than {LongestName} characters");
            return "";
        }

        if (!name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-'))
        {
            _yaml.Refuse(node.Start, $"'{name}' is no name; write small letters, digits and hyphens");
        }

        return name;
    }

    private int ReadPriority(YamlNode node)
    {
        if (int.TryParse(_yaml.ReadText(node), NumberStyles.None, CultureInfo.InvariantCulture, out var priority) && priority <= 100)
        {
            return priority;
        }

        _yaml.Refuse(node.Start, "a priority must be a whole number from 0 to 100");
        return 0;
    }

    private Match ReadMatch(YamlNode node)
    {
        var keys = _yaml.ReadMapping(node, "body", "anyOf");
        var body = keys.TryGetValue("body", out var fields)
            ? _yaml.ReadMappingOfAnything(fields).Select(field => new FieldMatch(field.Key, [.. ReadTexts(field.Value).Select(text => new EqualTest(text))]))
            : [];
        var anyOf = keys.TryGetValue("anyOf", out var blocks) ? _yaml.ReadList(blocks).Select(ReadMatch) : [];

        return new Match { Body = [.. body], AnyOf = [.. anyOf] };
    }

    private IEnumerable<string> ReadTexts(YamlNode node) =>
        (node is YamlSequenceNode list ? [.. list.Children] : (IReadOnlyList<YamlNode>)[node]).Select(_yaml.ReadText).OfType<string>();

    private Step ReadStep(YamlNode node, int index)
    {
        var keys = _yaml.ReadMapping(node, "id", "note", "after", "set", "emit");
        var set = keys.TryGetValue("set", out var changes) ? _yaml.ReadMapping(changes, "pepScan", "ofac", "status", "cifNumber") : [];

        return new Step
        {
            Id = keys.TryGetValue("id", out var id) ? ReadName(id) : (index + 1).ToString(CultureInfo.InvariantCulture),
            After = keys.TryGetValue("after", out var after) ? ReadDelay(after) : null,
            Set = set.Count is 0 ? null : new StatusChange
            {
                PepScan = set.TryGetValue("pepScan", out var pepScan) ? ReadName<ScanStatus>(pepScan, "status of a scan") : null,
                Ofac = set.TryGetValue("ofac", out var ofac) ? ReadName<ScanStatus>(ofac, "status of a scan") : null,
                Status = set.TryGetValue("status", out var status) ? ReadName<CustomerStatus>(status, "status of a customer") : null,
                CifNumber = set.TryGetValue("cifNumber", out var cifNumber) ? ReadCifNumber(cifNumber) : null,
            },
            Emit = keys.TryGetValue("emit", out var emit) ? ReadEvent(emit) : null,
        };
    }

    private Delay ReadDelay(YamlNode node)
    {
        var text = _yaml.ReadText(node) ?? "";
        if (Delay.TryParse(text, out var delay))
        {
            return delay;
        }

        _yaml.Refuse(node.Start, $"'{text}' is no duration; {Delay.Form}");
        return default;
    }

    private T? ReadName<T>(YamlNode node, string kind)
        where T : struct, Enum
    {
        var text = _yaml.ReadText(node);
        if (Enum.GetNames<T>().Contains(text, StringComparer.Ordinal))
        {
            return Enum.Parse<T>(text!);
        }

        _yaml.Refuse(node.Start, $"'{text}' is no {kind}; write {string.Join(", ", Enum.GetNames<T>())}");
        return null;
    }

    private string? ReadCifNumber(YamlNode node)
    {
        var text = _yaml.ReadText(node) ?? "";
        if (text.Length == 11 && text.All(char.IsAsciiDigit))
        {
            return text;
        }

        _yaml.Refuse(node.Start, $"'{text}' is no CIF number; write 11 digits");
        return null;
    }

    private string? ReadEvent(YamlNode node)
    {
        var text = _yaml.ReadText(node) ?? "";
        if (CustomerEvents.All.Contains(text, StringComparer.Ordinal))
        {
            return text;
        }

        _yaml.Refuse(node.Start, $"'{text}' is no event of a customer; write for example {CustomerEvents.Onboarded}");
        return null;
    }
}
