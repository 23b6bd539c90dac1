namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>A folded value of a field.</summary>
/// <remarks>As a value it would have collections compiled for it at each start, which takes longer than all the rest of an index.</remarks>
internal sealed record IndexKey(bool IsHeader, string Field, string Value);

/// <summary>Finds values of which one at least must stand in a create for a match to hold.</summary>
internal static class IndexKeys
{
    /// <summary>The values by which a match is found, or <see langword="null"/> when it can hold whatever stands in a create.</summary>
    /// <param name="match">The match.</param>
    /// <param name="costOf">How many matches have a value: the fewer, the better it tells them apart.</param>
    public static IReadOnlyList<IndexKey>? Of(Match match, Func<IndexKey, int> costOf) => AlternativesOf(match, costOf).MinBy(keys => keys.Sum(costOf));

    /// <summary>All values that a match names, for counting.</summary>
    public static IEnumerable<IndexKey> AllOf(Match match) => FieldsOf(match).SelectMany(keys => keys).Concat(match.AnyOf.SelectMany(AllOf));

    /// <summary>Finds the first field of the body that may be more than some exact values, or returns <see langword="null"/> when there is none.</summary>
    public static FieldMatch? FindInexact(Match match) => match.Body.FirstOrDefault(field => field.AnyOf.Any(test => FoldedValueOf(test) is null));

    private static IEnumerable<IReadOnlyList<IndexKey>> AlternativesOf(Match match, Func<IndexKey, int> costOf)
    {
        var blocks = match.AnyOf.Select(block => Of(block, costOf)).ToList();

        return blocks is [] || blocks.Contains(null)
            ? FieldsOf(match)
            : FieldsOf(match).Append([.. blocks.SelectMany(keys => keys!).Distinct()]);
    }

    private static IEnumerable<IReadOnlyList<IndexKey>> FieldsOf(Match match)
    {
        var partners = match.Partners.Select(partner => new EqualTest(partner.ToString())).ToList();
        var body = partners is [] ? match.Body : [.. match.Body, new FieldMatch("partnerId", partners)];

        return body.Select(field => KeysOf(field, isHeader: false)).Concat(match.Header.Select(field => KeysOf(field, isHeader: true))).OfType<IReadOnlyList<IndexKey>>();
    }

    private static List<IndexKey>? KeysOf(FieldMatch field, bool isHeader)
    {
        var values = field.AnyOf.Select(FoldedValueOf).ToList();
        var name = isHeader ? field.Path.ToUpperInvariant() : field.Path;

        return values.Contains(null) ? null : [.. values.Distinct(StringComparer.Ordinal).Select(value => new IndexKey(isHeader, name, value!))];
    }

    private static string? FoldedValueOf(TextTest test) => test switch
    {
        EqualTest equal => equal.Folded,
        ExactTest exact => FoldedText.Of(exact.Text),
        _ => null,
    };
}
