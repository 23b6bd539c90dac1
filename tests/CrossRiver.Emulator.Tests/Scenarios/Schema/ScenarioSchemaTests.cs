using System.Text.Json.Nodes;
using NJsonSchema;

namespace CrossRiver.Emulator.Scenarios.Schema;

/// <summary>The schema and the parser are of one mind.</summary>
public sealed class ScenarioSchemaTests
{
    // What only the parser can know: what one place says of another, what a text means, what a call does.
    private static readonly string[] BeyondSchema =
    [
        "there is no step", "is no action of this hold", "does not see whether", "'p95' is not more", "says nothing of", "are both",
        "is no regular expression", "is no CIF number", "is no event of a customer", "all choices have the weight 0", "is no placeholder",
    ];

    // One variant in three, unless CsCheck_Iter asks for long runs.
    private static readonly int Every = Environment.GetEnvironmentVariable("CsCheck_Iter") is null ? 7 : 1;

    private static readonly Task<JsonSchema> Scenario = ReadAsync("scenario");
    private static readonly Task<JsonSchema> Conditions = ReadAsync("conditions");

    public static TheoryData<string> Files => ExampleFiles.All;

    [Theory]
    [InlineData("scenario")]
    [InlineData("conditions")]
    public Task The_schema_is_the_one_that_is_kept(string name) => Snapshot.AssertAsync($"docs/schema/{name}.json", ScenarioFiles.Schema.Find(name)!);

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_good_file_is_good_to_the_schema_too(string name)
    {
        foreach (var document in YamlJson.Read(ExampleFiles.Read(name)))
        {
            var schema = await SchemaOfAsync(document);

            Assert.Empty(schema.Validate(document.ToJsonString()).Select(error => error.ToString()));
        }
    }

    [Fact]
    [Trait("lane", "slow")]
    public async Task A_broken_file_gets_the_same_verdict_from_both()
    {
        var (format, variants, refused) = (ScenarioFiles.Format, 0, 0);
        foreach (var document in ExampleFiles.Names.SelectMany(name => YamlJson.Read(ExampleFiles.Read(name))))
        {
            var schema = await SchemaOfAsync(document);
            foreach (var variant in BrokenVariants.Of(document).Where((_, number) => number % Every is 0))
            {
                // JSON is YAML.
                var errors = format.Parse(variant, "variant.yaml").Errors.Select(error => error.Text).ToList();
                var bySchema = schema.Validate(variant);

                Assert.True(bySchema.Count == 0 || errors.Count > 0, $"Only the schema refuses {variant}: {bySchema.FirstOrDefault()}");
                Assert.True(bySchema.Count > 0 || errors.TrueForAll(IsBeyondSchema), $"Only the parser refuses {variant}: {errors.FirstOrDefault()}");
                (variants, refused) = (variants + 1, refused + Math.Min(bySchema.Count, 1));
            }
        }

        Assert.True(refused >= 200, $"Only {refused} of {variants} variants are broken.");
    }

    private static bool IsBeyondSchema(string error) => BeyondSchema.Any(known => error.Contains(known, StringComparison.Ordinal));

    private static Task<JsonSchema> SchemaOfAsync(JsonNode document) => document["condition"] is null ? Scenario : Conditions;

    // To read a schema takes longer than to check a file by it.
    private static Task<JsonSchema> ReadAsync(string name) => JsonSchema.FromJsonAsync(ScenarioFiles.Schema.Find(name)!);
}
