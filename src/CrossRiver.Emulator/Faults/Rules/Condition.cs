using CrossRiver.Emulator.Language;

namespace CrossRiver.Emulator.Faults.Rules;

/// <summary>Represents faults of the API for a whole world, such as latency, an outage or throttling.</summary>
internal sealed record Condition
{
    /// <summary>Gets the unique name: small letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    public string? Title { get; init; }

    /// <summary>Gets the rules for calls. Their times count from the start of the condition.</summary>
    public required IReadOnlyList<ApiRule> Rules { get; init; }

    /// <summary>Gets the file and the place of the condition, for messages.</summary>
    public string Source { get; init; } = "";
}

/// <summary>Provides the schema of conditions, which are documents of scenario files.</summary>
internal static class ConditionSchema
{
    /// <summary>The key that makes a document a condition.</summary>
    public const string Key = "condition";

    public static MappingSchema<Condition> Of(Schema<IReadOnlyList<ApiRule>> rules) => new MappingSchema<Condition>(Key, () => new Condition { Name = "", Rules = [] })
        .Required("version", "The version of the format.", Values.Version, _ => "1", (condition, _) => condition)
        .Required(Key, "The condition's name.", Values.Name, condition => condition.Name, (condition, name) => condition with { Name = name })
        .Optional("title", "The condition in a sentence.", Values.Text, condition => condition.Title, (condition, title) => condition with { Title = title })
        .Required("rules", "The faults of calls meanwhile.", rules, condition => condition.Rules, (condition, given) => condition with { Rules = given });
}
