namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>What one field must be: any of some things.</summary>
/// <param name="Path">The field, its sections separated by dots, for example <c>profile.taxId</c>; or the name of a header.</param>
/// <param name="AnyOf">What it may be, at least one thing.</param>
internal sealed record FieldMatch(string Path, IReadOnlyList<TextTest> AnyOf)
{
    /// <summary>Gets whether it may be nothing but some texts.</summary>
    public bool IsExact { get; } = AnyOf.All(test => test is EqualTest or ExactTest);

    /// <summary>Whether a field is one of the things.</summary>
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
