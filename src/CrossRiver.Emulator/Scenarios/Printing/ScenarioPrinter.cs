using CrossRiver.Emulator.Faults;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Stories;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace CrossRiver.Emulator.Scenarios.Printing;

/// <summary>Prints scenarios as files, wherever they come from. Read again, the file is the same scenario.</summary>
internal static class ScenarioPrinter
{
    /// <summary>Where the schema is for whoever has no copy of the repository: at an emulator that listens as it does by default.</summary>
    private const string SchemaLine = "# yaml-language-server: $schema=http://localhost:5080/_emulator/schema/scenario.json\n";

    private const int DefaultPriority = 50;

    private static readonly EmitterSettings Layout = new(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024, skipAnchorName: true, indentSequences: true);

    /// <summary>Prints a scenario as a whole file, with the line that leads editors to the schema.</summary>
    public static string PrintFile(Scenario scenario) => $"{SchemaLine}{Print(scenario)}";

    /// <summary>Prints a scenario.</summary>
    /// <returns>A YAML document, ending in a line break.</returns>
    public static string Print(Scenario scenario)
    {
        var map = new YamlMap()
            .Add("version", PrintedValues.Of(1))
            .Add("scenario", YamlMap.Text(scenario.Name))
            .Add("title", YamlMap.Text(scenario.Title))
            .Add("seed", PrintedValues.Of(scenario.Seed))
            .Add("priority", scenario.Priority == DefaultPriority ? null : PrintedValues.Of(scenario.Priority))
            .Add("match", scenario.Match is { } match ? MapOf(match).Block : null)
            .Add("timeline", YamlMap.BlockOf(PrintedSteps.Of(scenario.Timeline, "")) ?? YamlMap.LineOf([]))
            .Add("delivery", PrintedDelivery.Of(scenario.Delivery))
            .Add("api", YamlMap.BlockOf(scenario.Api.Select(PrintedApi.Of)));

        return Print(map);
    }

    /// <summary>Prints a condition.</summary>
    /// <returns>A YAML document, ending in a line break.</returns>
    public static string Print(Condition condition) => Print(new YamlMap()
        .Add("version", PrintedValues.Of(1))
        .Add("condition", YamlMap.Text(condition.Name))
        .Add("title", YamlMap.Text(condition.Title))
        .Add("rules", YamlMap.BlockOf(condition.Rules.Select(PrintedApi.Of))));

    private static string Print(YamlMap map)
    {
        using var text = new StringWriter { NewLine = "\n" };
        new YamlStream(new YamlDocument(map.Block!)).Save(new Emitter(text, Layout), assignAnchors: false);

        return text.ToString().Replace("\n...\n", "\n", StringComparison.Ordinal);
    }

    private static YamlMap MapOf(Match match) => new YamlMap()
        .Add("body", FieldsOf(match.Body).Block)
        .Add("header", FieldsOf(match.Header).Block)
        .Add("partner", YamlMap.OneOrLine([.. match.Partners.Select(partner => YamlMap.Word(partner.ToString()))]))
        .Add("classification", YamlMap.Word(match.Classification))
        .Add("anyOf", YamlMap.BlockOf(match.AnyOf.Select(block => MapOf(block).Block)))
        .Add("noneOf", YamlMap.BlockOf(match.NoneOf.Select(block => MapOf(block).Block)))
        .Add("chance", PrintedValues.OfShare(match.Chance))
        .Add("which", PrintedValues.Of(match.Which));

    private static YamlMap FieldsOf(IReadOnlyList<FieldMatch> fields) => fields.Aggregate(new YamlMap(), (map, field) => map.Add(field.Path, AnyOf(field.AnyOf)));

    private static YamlNode? AnyOf(IReadOnlyList<TextTest> tests) => YamlMap.OneOrLine([.. tests.Select(Of)]);

    private static YamlNode? Of(TextTest test) => test switch
    {
        EqualTest equal => YamlMap.Text(equal.Text),
        ExactTest exact => new YamlMap().Add("exact", YamlMap.Text(exact.Text)).Line,
        StartsWithTest start => new YamlMap().Add("startsWith", YamlMap.Text(start.Text)).Line,
        EndsWithTest end => new YamlMap().Add("endsWith", YamlMap.Text(end.Text)).Line,
        ContainsTest part => new YamlMap().Add("contains", YamlMap.Text(part.Text)).Line,
        RegexTest regex => new YamlMap().Add("regex", YamlMap.Text($"{regex.Pattern}")).Line,
        MaskTest mask => new YamlMap().Add("mask", YamlMap.Text(mask.Mask)).Line,
        BeforeTest before => new YamlMap().Add("before", YamlMap.Text($"{before.Day:yyyy-MM-dd}")).Line,
        AfterTest after => new YamlMap().Add("after", YamlMap.Text($"{after.Day:yyyy-MM-dd}")).Line,
        ExistsTest exists => new YamlMap().Add("exists", PrintedValues.Of(exists.IsThere)).Line,
        NotTest not => new YamlMap().Add("not", AnyOf(not.AnyOf)).Line,
        _ => throw new ArgumentException($"There is no way to write {test}.", nameof(test)),
    };
}
