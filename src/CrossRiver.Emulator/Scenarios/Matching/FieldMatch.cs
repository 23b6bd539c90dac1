namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>Represents the alternatives for one field.</summary>
/// <param name="Path">The dotted path of the field, for example <c>profile.taxId</c>, or the name of a header.</param>
/// <param name="AnyOf">The alternatives, at least one.</param>
internal sealed record FieldMatch(string Path, IReadOnlyList<TextTest> AnyOf)
{
    /// <summary>Gets whether every alternative is a fixed text.</summary>
    public bool IsExact { get; } = AnyOf.All(test => test is EqualTest or ExactTest);

    /// <summary>Returns whether a field matches an alternative.</summary>
    public bool Holds(FieldText field)
    {
        for (var i = 0; i < AnyOf.Count; i++)
        {
            if (AnyOf[i].Holds(field))
            {
                return true;
            }
        }

        return false;
    }
}
