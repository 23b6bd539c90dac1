using CrossRiver.Emulator.Language;

namespace CrossRiver.Emulator.Faults.Rules;

/// <summary>Provides the schema of conditions: documents of scenario files.</summary>
internal static class ConditionSchema
{
    /// <summary>The key that makes a document a condition.</summary>
    public const string Key = "condition";

    /// <summary>Returns the schema of a condition.</summary>
    /// <param name="rules">The schema of its rules.</param>
    public static MappingSchema<Condition> Of(Schema<IReadOnlyList<ApiRule>> rules) => new MappingSchema<Condition>(Key, () => new Condition { Name = "", Rules = [] })
        .Required("version", "The version of the format.", Values.Version, _ => "1", (condition, _) => condition)
        .Required(Key, "The condition's name.", Values.Name, condition => condition.Name, (condition, name) => condition with { Name = name })
        .Optional("title", "What it is, in a sentence.", Values.Text, condition => condition.Title, (condition, title) => condition with { Title = title })
        .Required("rules", "How the API behaves meanwhile.", rules, condition => condition.Rules, (condition, given) => condition with { Rules = given });
}
