using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Platform.Bodies;

namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>Which customers a scenario is for. All its parts must hold.</summary>
internal sealed record Match
{
    /// <summary>What must stand in the body of the create; the paths' sections are separated by dots.</summary>
    public IReadOnlyList<FieldMatch> Body { get; init; } = [];

    /// <summary>What must stand in the headers of the create.</summary>
    public IReadOnlyList<FieldMatch> Header { get; init; } = [];

    /// <summary>The partners whose customers they are; any when there are none.</summary>
    public IReadOnlyList<Guid> Partners { get; init; } = [];

    /// <summary>What the customer is, by the name of the body's <c>classification</c>; any when it is absent.</summary>
    public string? Classification { get; init; }

    /// <summary>Of these, one at least must hold, if there are any.</summary>
    public IReadOnlyList<Match> AnyOf { get; init; } = [];

    /// <summary>Of these, none may hold.</summary>
    public IReadOnlyList<Match> NoneOf { get; init; } = [];

    /// <summary>How likely a customer for whom all else holds is to get the scenario, 0 to 1; always when it is absent.</summary>
    public double? Chance { get; init; }

    /// <summary>Which of the customers for whom all else holds get the scenario, counted in their world; all when it is absent.</summary>
    public Which? Which { get; init; }

    /// <summary>Whether only some of the customers for whom all else holds get the scenario.</summary>
    public bool IsSample => Chance is not null || Which is not null;

    /// <summary>How many fields are tested; of two scenarios that match, the one that tests more is the more particular.</summary>
    public int FieldsTested => Body.Count + Header.Count + (Partners is [] ? 0 : 1) + (Classification is null ? 0 : 1)
        + (AnyOf is [] ? 0 : AnyOf.Max(match => match.FieldsTested))
        + (NoneOf is [] ? 0 : NoneOf.Max(match => match.FieldsTested));

    /// <summary>The size of all regular expressions in it.</summary>
    public int PatternSize => Body.Concat(Header).SelectMany(part => part.AnyOf).Sum(test => test.PatternSize)
        + AnyOf.Concat(NoneOf).Sum(match => match.PatternSize);

    /// <summary>Whether a create is of such a customer, but for <see cref="Chance"/> and <see cref="Which"/>.</summary>
    public bool Holds(CreateFields create) => FindMismatch(create) is null;

    /// <summary>Finds what does not hold, in words, or returns <see langword="null"/> when all does.</summary>
    public string? FindMismatch(CreateFields create)
    {
        if (Partners is not [] && !(create.PartnerId is { } partnerId && Partners.Contains(partnerId)))
        {
            return "partner";
        }

        if (Classification is not null && !string.Equals(create.Body("classification").Text, Classification, StringComparison.OrdinalIgnoreCase))
        {
            return "classification";
        }

        for (var i = 0; i < Body.Count; i++)
        {
            if (!Body[i].Holds(create.Body(Body[i].Path)))
            {
                return Body[i].Path;
            }
        }

        for (var i = 0; i < Header.Count; i++)
        {
            if (!Header[i].Holds(create.Header(Header[i].Path)))
            {
                return Header[i].Path;
            }
        }

        return AnyOf is not [] && !HoldsOne(AnyOf, create) ? "anyOf"
            : HoldsOne(NoneOf, create) ? "noneOf"
            : null;
    }

    /// <summary>Returns whether a create that is of no such customer comes near: a field is as asked, or one may be more than some texts.</summary>
    public bool IsNear(CreateFields create)
    {
        for (var i = 0; i < Body.Count; i++)
        {
            if (!Body[i].IsExact || Body[i].Holds(create.Body(Body[i].Path)))
            {
                return true;
            }
        }

        for (var i = 0; i < Header.Count; i++)
        {
            if (!Header[i].IsExact || Header[i].Holds(create.Header(Header[i].Path)))
            {
                return true;
            }
        }

        return IsOneNear(AnyOf, create);
    }

    private static bool IsOneNear(IReadOnlyList<Match> blocks, CreateFields create)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i].IsNear(create))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HoldsOne(IReadOnlyList<Match> blocks, CreateFields create)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i].Holds(create))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>Which customers a scenario is for: the key <c>match</c>.</summary>
internal sealed class MatchSchema
{
    private const string Classification = "classification";

    private static readonly Schema<string> HeaderName = Values.TextOf(
        "name of a header",
        "write letters, digits and hyphens",
        text => text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.'),
        """{ "pattern": "^[A-Za-z0-9_.-]+$" }""");

    private static readonly Schema<Guid> Partner = new TextSchema<Guid>(
        "partner id",
        "write a GUID, for example 6e80b097-693c-4592-8440-02f345335bbf",
        (string text, out Guid id) => Guid.TryParseExact(text, "D", out id),
        id => id.ToString(),
        """{ "type": "string", "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" }""");

    // Words are the same whatever the modules have.
    private static readonly Lazy<MatchSchema> Plain = new(() => new MatchSchema([]));

    private readonly SharedSchema<IReadOnlyList<FieldMatch>> _body;
    private readonly Schema<string> _classification;
    private readonly Schema<IReadOnlyList<Match>> _blocks;

    /// <param name="createFields">The fields of the bodies whose creates begin a story.</param>
    public MatchSchema(IReadOnlyList<Field> createFields)
    {
        _body = new SharedSchema<IReadOnlyList<FieldMatch>>("body", Fields(Values.Names("path of the create's body", [.. PathsBelow("", createFields)])));
        _classification = Values.Names(Classification, [.. createFields.Where(field => field.Name == Classification).SelectMany(field => field.Type.Form.Names)]);

        MappingSchema<Match>? block = null;
        _blocks = new ListSchema<Match>(new LaterSchema<Match>(() => block!), least: 1);
        block = WithParts(new MappingSchema<Match>("block", () => new Match()));
        Match = WithParts(new MappingSchema<Match>("match", () => new Match()), "chance", "which")
            .Optional("chance", "How likely a customer for whom all else holds is to get the scenario: 10%.", Values.Chance, match => match.Chance, (match, chance) => match with { Chance = chance }, match => match.Chance is { } chance ? $"{Values.Chance.Print(chance)} of these" : null)
            .Optional("which", "Which of the customers for whom all else holds get it: 3, 2..4, 2+ or every 10.", Values.Which, match => match.Which, (match, which) => match with { Which = which }, match => match.Which is { } which ? $"which of these: {which}" : null);
    }

    /// <summary>Gets the schema of the whole key.</summary>
    public MappingSchema<Match> Match { get; }

    /// <summary>Returns which customers a scenario is for in one phrase: <c>name.lastName "Putin" and classification Personal</c>.</summary>
    public static string Explain(Match match) => All(Plain.Value.Match.Explain(match, Plain.Value.Match.Keys)) ?? "any customer";

    /// <summary>The name of a header.</summary>
    public static Schema<string> Header => HeaderName;

    private MappingSchema<Match> WithParts(MappingSchema<Match> schema, params string[] samplings) => schema
        .Optional("body", "What must stand in the body of the create: dotted paths and what they must be.", _body, match => match.Body, (match, body) => match with { Body = body }, match => All(match.Body.Select(Of)))
        .Optional("header", "What must stand in the headers of the create.", Fields(HeaderName), match => match.Header, (match, header) => match with { Header = header }, match => All(match.Header.Select(field => $"the header {Of(field)}")))
        .Optional("partner", "Whose customers they are: a partner id, or a list of them.", OneOrMore.Of(Partner), match => match.Partners, (match, partners) => match with { Partners = partners }, match => match.Partners is [] ? null : $"partner {string.Join(" or ", match.Partners)}")
        .Optional(Classification, "What they are.", _classification, match => match.Classification, (match, classification) => match with { Classification = classification }, match => match.Classification is { } classification ? $"classification {classification}" : null)
        .Optional("anyOf", "Blocks of which one at least must hold.", _blocks, match => match.AnyOf, (match, blocks) => match with { AnyOf = blocks }, match => match.AnyOf switch { [] => null, [var only] => Explain(only), var some => $"({string.Join(" or ", some.Select(Explain))})" })
        .Optional("noneOf", "Blocks of which none may hold.", _blocks, match => match.NoneOf, (match, blocks) => match with { NoneOf = blocks }, match => All(match.NoneOf.Select(block => $"not ({Explain(block)})")))
        .Where(KeyRule.Some(["body", "header", "partner", Classification, "anyOf", "noneOf", .. samplings]));

    private static string? All(IEnumerable<string> parts) => string.Join(" and ", parts) is { Length: > 0 } phrase ? phrase : null;

    private static string Of(FieldMatch field) => $"{field.Path} {TextTestSchema.Explain(field.AnyOf)}";

    // Sections are separated by dots: profile.taxId.
    private static IEnumerable<string> PathsBelow(string section, IReadOnlyList<Field> fields) =>
        fields.SelectMany(field => field.Members is [] ? [section + field.Name] : PathsBelow($"{section}{field.Name}.", field.Members));

    private static MappedSchema<IReadOnlyList<KeyValuePair<string, IReadOnlyList<TextTest>>>, IReadOnlyList<FieldMatch>> Fields(Schema<string> path) =>
        new(new MapSchema<IReadOnlyList<TextTest>>(path, TextTestSchema.Any), fields => [.. fields.Select(field => new FieldMatch(field.Key, field.Value))], fields => [.. fields.Select(field => KeyValuePair.Create(field.Path, field.AnyOf))]);
}
