using CrossRiver.Emulator.Bodies;
using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Scenarios.Matching;

namespace CrossRiver.Emulator.Scenarios.Grammar;

/// <summary>Which customers a scenario is for: the key <c>match</c>.</summary>
internal sealed class MatchForms
{
    private const string Classification = "classification";

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

    private readonly SharedForm<IReadOnlyList<FieldMatch>> _body;
    private readonly Form<string> _classification;
    private readonly Form<IReadOnlyList<Match>> _blocks;

    /// <param name="createFields">The fields of the bodies whose creates begin a story.</param>
    public MatchForms(IReadOnlyList<Field> createFields)
    {
        _body = new SharedForm<IReadOnlyList<FieldMatch>>("body", Fields(Values.Names("path of the create's body", [.. PathsBelow("", createFields)])));
        _classification = Values.Names(Classification, [.. createFields.Where(field => field.Name == Classification).SelectMany(field => field.Type.Form.Names)]);

        MappingForm<Match>? block = null;
        _blocks = new ListForm<Match>(new LaterForm<Match>(() => block!), least: 1);
        block = WithParts(new MappingForm<Match>("block", () => new Match()));
        Match = WithParts(new MappingForm<Match>("match", () => new Match()), "chance", "which")
            .Optional("chance", "How likely a customer for whom all else holds is to get the scenario: 10%.", Values.Chance, (match, chance) => match with { Chance = chance })
            .Optional("which", "Which of the customers for whom all else holds get it: 3, 2..4, 2+ or every 10.", Values.Which, (match, which) => match with { Which = which });
    }

    /// <summary>The whole key.</summary>
    public Form<Match> Match { get; }

    /// <summary>The name of a header.</summary>
    public static Form<string> Header => HeaderName;

    private MappingForm<Match> WithParts(MappingForm<Match> form, params string[] samplings) => form
        .Optional("body", "What must stand in the body of the create: dotted paths and what they must be.", _body, (match, body) => match with { Body = body })
        .Optional("header", "What must stand in the headers of the create.", Fields(HeaderName), (match, header) => match with { Header = header })
        .Optional("partner", "Whose customers they are: a partner id, or a list of them.", OneOrMore.Of(Partner), (match, partners) => match with { Partners = partners })
        .Optional(Classification, "What they are.", _classification, (match, classification) => match with { Classification = classification })
        .Optional("anyOf", "Blocks of which one at least must hold.", _blocks, (match, blocks) => match with { AnyOf = blocks })
        .Optional("noneOf", "Blocks of which none may hold.", _blocks, (match, blocks) => match with { NoneOf = blocks })
        .Where(KeyRule.Some(["body", "header", "partner", Classification, "anyOf", "noneOf", .. samplings]));

    // Sections are separated by dots: profile.taxId.
    private static IEnumerable<string> PathsBelow(string section, IReadOnlyList<Field> fields) =>
        fields.SelectMany(field => field.Members is [] ? [section + field.Name] : PathsBelow($"{section}{field.Name}.", field.Members));

    private static MappedForm<IReadOnlyList<KeyValuePair<string, IReadOnlyList<TextTest>>>, IReadOnlyList<FieldMatch>> Fields(Form<string> path) =>
        new(new MapForm<IReadOnlyList<TextTest>>(path, TestForms.Any), fields => [.. fields.Select(field => new FieldMatch(field.Key, field.Value))]);
}
