using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Scenarios.Matching;

namespace CrossRiver.Emulator.Scenarios.Grammar;

/// <summary>Which customers a scenario is for: the key <c>match</c>.</summary>
internal static class MatchForms
{
    private static readonly Form<string> HeaderName = Values.TextOf(
        "name of a header",
        "write letters, digits and hyphens",
        text => text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.'),
        """{ "pattern": "^[A-Za-z0-9_.-]+$" }""");

    private static readonly Form<Guid> Partner = new TextForm<Guid>(
        "partner id",
        "write a GUID, for example 6e80b097-693c-4592-8440-02f345335bbf",
        (string text, out Guid id) => Guid.TryParseExact(text, "D", out id),
        """{ "type": "string", "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" }""");

    private static readonly Form<IReadOnlyList<Match>> Blocks = new ListForm<Match>(new LaterForm<Match>(() => Block!), least: 1);

    private static readonly Form<Match> Block = WithParts(new MappingForm<Match>("block", () => new Match()));

    /// <summary>The whole key.</summary>
    public static Form<Match> Match { get; } = WithParts(new MappingForm<Match>("match", () => new Match()), "chance", "which")
        .Optional("chance", "How likely a customer for whom all else holds is to get the scenario: 10%.", Values.Chance, (match, chance) => match with { Chance = chance })
        .Optional("which", "Which of the customers for whom all else holds get it: 3, 2..4, 2+ or every 10.", Values.Which, (match, which) => match with { Which = which });

    /// <summary>The name of a header.</summary>
    public static Form<string> Header => HeaderName;

    private static MappingForm<Match> WithParts(MappingForm<Match> form, params string[] samplings) => form
        .Optional("body", "What must stand in the body of the create: dotted paths and what they must be.", Body, (match, body) => match with { Body = body })
        .Optional("header", "What must stand in the headers of the create.", Fields(HeaderName), (match, header) => match with { Header = header })
        .Optional("partner", "Whose customers they are: a partner id, or a list of them.", OneOrMore.Of(Partner), (match, partners) => match with { Partners = partners })
        .Optional("classification", "What they are.", Values.Enumeration<Classification>("classification"), (match, classification) => match with { Classification = classification })
        .Optional("anyOf", "Blocks of which one at least must hold.", Blocks, (match, blocks) => match with { AnyOf = blocks })
        .Optional("noneOf", "Blocks of which none may hold.", Blocks, (match, blocks) => match with { NoneOf = blocks })
        .Where(KeyRule.Some(["body", "header", "partner", "classification", "anyOf", "noneOf", .. samplings]));

    private static SharedForm<IReadOnlyList<FieldMatch>> Body => field ??=
        new SharedForm<IReadOnlyList<FieldMatch>>("body", Fields(Values.Names("path of the create's body", BodyPaths.All)));

    private static MappedForm<IReadOnlyList<KeyValuePair<string, IReadOnlyList<TextTest>>>, IReadOnlyList<FieldMatch>> Fields(Form<string> path) =>
        new(new MapForm<IReadOnlyList<TextTest>>(path, TestForms.Any), fields => [.. fields.Select(field => new FieldMatch(field.Key, field.Value))]);
}
