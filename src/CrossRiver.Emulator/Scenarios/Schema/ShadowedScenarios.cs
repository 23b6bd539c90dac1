using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Model;

namespace CrossRiver.Emulator.Scenarios.Schema;

/// <summary>Finds scenarios that no customer gets by their match, because a broader match always wins.</summary>
internal static class ShadowedScenarios
{
    private static readonly (string Path, string Text) AnyText = ("", "");

    /// <summary>Returns each shadowed scenario, with the scenario that shadows it.</summary>
    public static IEnumerable<(Scenario Shadowed, Scenario By)> Find(IEnumerable<Scenario> scenarios)
    {
        var broad = new Dictionary<(string Path, string Text), List<Scenario>>();
        foreach (var scenario in new RankedScenarios(scenarios).Ordered)
        {
            if (TextsOf(scenario.Match!).SelectMany(text => broad.GetValueOrDefault(text) ?? []).FirstOrDefault(before => Covers(before.Match!, scenario.Match!)) is { } by)
            {
                yield return (scenario, by);
            }

            if (scenario.Match is { Probability: null, Which: null })
            {
                foreach (var text in KeysOf(scenario.Match))
                {
                    broad.TryAdd(text, []);
                    broad[text].Add(scenario);
                }
            }
        }
    }

    // Avoids comparing each pair: a match for texts in a field covers only matches for one of these texts there.
    private static IEnumerable<(string Path, string Text)> KeysOf(Match broad) =>
        broad.Body.FirstOrDefault(field => field.AnyOf.All(test => test is EqualTest)) is { } field
            ? field.AnyOf.Cast<EqualTest>().Select(test => (field.Path, test.Folded)).Distinct()
            : [AnyText];

    private static IEnumerable<(string Path, string Text)> TextsOf(Match narrow) => narrow.Body
        .SelectMany(field => field.AnyOf.Select(test => (field.Path, test switch
        {
            EqualTest equal => equal.Folded,
            ExactTest exact => NormalizedText.Of(exact.Text),
            _ => "",
        })))
        .Append(AnyText);

    // Returns whether the broad match holds whenever the narrow match holds, or false if that is hard to decide.
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
