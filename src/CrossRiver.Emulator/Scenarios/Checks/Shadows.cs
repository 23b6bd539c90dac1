using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Stories;

namespace CrossRiver.Emulator.Scenarios.Checks;

/// <summary>Finds scenarios that no customer gets by their match, because a broader one always comes first.</summary>
internal static class Shadows
{
    /// <summary>Finds each scenario that lies in the shadow of another, with that one.</summary>
    public static IEnumerable<(Scenario Shadowed, Scenario By)> Find(IEnumerable<Scenario> scenarios)
    {
        // In the order in which they are tried.
        var matching = scenarios
            .Where(scenario => scenario.Match is not null)
            .OrderByDescending(scenario => scenario.Priority)
            .ThenByDescending(scenario => scenario.Match!.FieldsTested)
            .ThenBy(scenario => scenario.Name, StringComparer.Ordinal)
            .ToList();
        var broad = new List<Scenario>();
        foreach (var scenario in matching)
        {
            if (broad.Find(before => Covers(before.Match!, scenario.Match!)) is { } by)
            {
                yield return (scenario, by);
            }

            if (scenario.Match is { Chance: null, Which: null })
            {
                broad.Add(scenario);
            }
        }
    }

    // Whether whatever the narrow one holds for, the broad one holds for, too; false also when that is not easy to tell.
    private static bool Covers(Match broad, Match narrow) =>
        broad.Body.All(field => IsImplied(field, narrow.Body, StringComparison.Ordinal))
        && broad.Header.All(field => IsImplied(field, narrow.Header, StringComparison.OrdinalIgnoreCase))
        && (broad.Partners is [] || (narrow.Partners is not [] && !narrow.Partners.Except(broad.Partners).Any()))
        && (broad.Classification is null || broad.Classification == narrow.Classification)
        && (broad.AnyOf is [] || broad.AnyOf.Any(block => Covers(block, narrow)) || (narrow.AnyOf is not [] && narrow.AnyOf.All(block => broad.AnyOf.Any(wide => Covers(wide, block)))))
        && broad.NoneOf.All(excluded => narrow.NoneOf.Any(block => Covers(block, excluded)));

    private static bool IsImplied(FieldMatch field, IReadOnlyList<FieldMatch> narrow, StringComparison comparison) =>
        narrow.FirstOrDefault(other => string.Equals(other.Path, field.Path, comparison)) is { } same
        && same.AnyOf.All(test => field.AnyOf.Any(wide => Covers(wide, test)));

    private static bool Covers(TextTest wide, TextTest test) => (wide, test) switch
    {
        (EqualTest one, EqualTest other) => one.Folded == other.Folded,
        (_, ExactTest exact) => wide.Holds(FieldText.Of(exact.Text)),
        (StartsWithTest or EndsWithTest or ContainsTest, EqualTest equal) => wide.Holds(FieldText.Of(equal.Folded)),
        (ExistsTest { IsThere: true }, not (ExistsTest or NotTest)) => true,
        (NotTest or RegexTest, _) => false,
        _ => wide == test,
    };
}
