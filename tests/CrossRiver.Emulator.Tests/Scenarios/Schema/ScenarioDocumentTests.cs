using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Scenarios.Schema;

/// <summary>The page on scenario files shows files that are there, and tells of every key.</summary>
public sealed class ScenarioDocumentTests
{
    private const string Fence = "```";

    private static readonly string Page = ExampleFiles.Read("docs/scenarios.md");

    [Fact]
    public void Every_example_is_a_file_of_the_pack_or_of_the_tests()
    {
        var files = ExampleFiles.Names.Select(name => WithoutSchema(ExampleFiles.Read(name))).ToList();
        var examples = Page.Split($"{Fence}yaml\n").Skip(1).Select(block => block[..block.IndexOf(Fence, StringComparison.Ordinal)]).ToList();

        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.Contains(example, files));
    }

    [Fact]
    public void Every_key_is_told_of()
    {
        var definitions = ScenarioSchema.Names
            .SelectMany(name => JsonNode.Parse(ScenarioFiles.Schema.Find(name)!)!["definitions"]!.AsObject())
            .Where(definition => definition.Key is not "body");
        var keys = definitions.SelectMany(definition => definition.Value!["properties"]?.AsObject().Select(key => key.Key) ?? []);

        Assert.All(keys, key => Assert.Contains($"`{key}", Page, StringComparison.Ordinal));
    }

    private static string WithoutSchema(string text) => text.StartsWith("# yaml-language-server", StringComparison.Ordinal) ? text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..] : text;
}
