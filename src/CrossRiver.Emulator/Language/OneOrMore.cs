namespace CrossRiver.Emulator.Language;

/// <summary>Provides the schema of a value or a list of such values.</summary>
internal static class OneOrMore
{
    /// <summary>Returns the schema.</summary>
    /// <param name="schema">The schema of one value.</param>
    public static Schema<IReadOnlyList<T>> Of<T>(Schema<T> schema) => new AnySchema<IReadOnlyList<T>>(
        "text or a list",
        text: new MappedSchema<T, IReadOnlyList<T>>(schema, value => [value], values => values[0], values => values is [_]),
        list: new ListSchema<T>(schema, least: 1, inLine: true));
}
