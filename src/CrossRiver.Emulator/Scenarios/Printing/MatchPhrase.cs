using System.Globalization;
using CrossRiver.Emulator.Scenarios.Matching;

namespace CrossRiver.Emulator.Scenarios.Printing;

/// <summary>Which customers a scenario is for, in one phrase: how to trigger it.</summary>
internal static class MatchPhrase
{
    /// <summary>The phrase: <c>name.lastName "Putin" and classification Personal</c>.</summary>
    public static string Of(Match match) => string.Join(" and ", PartsOf(match)) is { Length: > 0 } phrase ? phrase : "any customer";

    private static IEnumerable<string> PartsOf(Match match) =>
    [
        .. match.Body.Select(Of),
        .. match.Header.Select(field => $"the header {Of(field)}"),
        .. match.Partners is [] ? [] : (string[])[$"partner {string.Join(" or ", match.Partners)}"],
        .. match.Classification is { } classification ? [$"classification {classification}"] : (string[])[],
        .. match.AnyOf is [] ? [] : (string[])[match.AnyOf is [var only] ? Of(only) : $"({string.Join(" or ", match.AnyOf.Select(Of))})"],
        .. match.NoneOf.Select(block => $"not ({Of(block)})"),
        .. match.Chance is { } chance ? [string.Create(CultureInfo.InvariantCulture, $"{PrintedValues.OfShare(chance)} of these")] : (string[])[],
        .. match.Which is { } which ? [$"which of these: {PrintedValues.Of(which)}"] : (string[])[],
    ];

    private static string Of(FieldMatch field) => $"{field.Path} {string.Join(" or ", field.AnyOf.Select(Of))}";

    private static string Of(TextTest test) => test switch
    {
        EqualTest equal => $"\"{equal.Text}\"",
        ExactTest exact => $"exactly \"{exact.Text}\"",
        StartsWithTest start => $"begins with \"{start.Text}\"",
        EndsWithTest end => $"ends with \"{end.Text}\"",
        ContainsTest part => $"contains \"{part.Text}\"",
        RegexTest regex => $"matches /{regex.Pattern}/",
        MaskTest mask => mask.Mask,
        BeforeTest before => $"before {before.Day:yyyy-MM-dd}",
        AfterTest after => $"after {after.Day:yyyy-MM-dd}",
        ExistsTest { IsThere: true } => "is there",
        ExistsTest => "is absent",

        // How several tests that must all hold are read.
        NotTest { AnyOf: var all } when all.All(one => one is NotTest) => string.Join(" and ", all.OfType<NotTest>().Select(one => string.Join(" or ", one.AnyOf.Select(Of)))),
        NotTest not => $"is not {string.Join(" nor ", not.AnyOf.Select(Of))}",
        _ => throw new ArgumentException($"There are no words for {test}.", nameof(test)),
    };
}
