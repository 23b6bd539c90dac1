using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Platform.Bodies;

namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>Represents the customers that a scenario is for. All parts must hold.</summary>
internal sealed record Match
{
    // Arrays, because each create is matched against very many parts.
    private readonly FieldMatch[] _body = [];
    private readonly FieldMatch[] _header = [];
    private readonly Match[] _anyOf = [];
    private readonly Match[] _noneOf = [];

    public IReadOnlyList<FieldMatch> Body { get => _body; init => _body = [.. value]; }

    public IReadOnlyList<FieldMatch> Header { get => _header; init => _header = [.. value]; }

    /// <summary>Gets the partners of the customers, or an empty list for any partner.</summary>
    public IReadOnlyList<Guid> Partners { get; init; } = [];

    /// <summary>Gets the customer's <c>classification</c>, or null for any.</summary>
    public string? Classification { get; init; }

    /// <summary>Gets the blocks of which at least one must hold, or an empty list for no restriction.</summary>
    public IReadOnlyList<Match> AnyOf { get => _anyOf; init => _anyOf = [.. value]; }

    /// <summary>Gets the blocks of which none may hold.</summary>
    public IReadOnlyList<Match> NoneOf { get => _noneOf; init => _noneOf = [.. value]; }

    /// <summary>Gets the probability that a matching customer gets the scenario, 0 to 1, or null for always.</summary>
    public double? Probability { get; init; }

    /// <summary>Gets the filter on the number of the matching customer in its world, or null for every customer.</summary>
    public OccurrenceFilter? Which { get; init; }

    /// <summary>Gets whether only some of the matching customers get the scenario.</summary>
    public bool IsSample => Probability is not null || Which is not null;

    /// <summary>Gets the number of tested fields. Of two matching scenarios, the higher number wins.</summary>
    public int FieldsTested => Body.Count + Header.Count + (Partners is [] ? 0 : 1) + (Classification is null ? 0 : 1)
        + (AnyOf is [] ? 0 : AnyOf.Max(match => match.FieldsTested))
        + (NoneOf is [] ? 0 : NoneOf.Max(match => match.FieldsTested));

    public int PatternSize => Body.Concat(Header).SelectMany(part => part.AnyOf).Sum(test => test.PatternSize)
        + AnyOf.Concat(NoneOf).Sum(match => match.PatternSize);

    /// <summary>Returns whether a create matches, apart from <see cref="Probability"/> and <see cref="Which"/>.</summary>
    public bool Holds(CreateFields create) => FindMismatch(create) is null;

    /// <summary>Returns the first part that does not hold, or null if the create matches.</summary>
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

        return Find(_body, create, static (field, create) => !field.Holds(create.Body(field.Path)))?.Path
            ?? Find(_header, create, static (field, create) => !field.Holds(create.Header(field.Path)))?.Path
            ?? (_anyOf is not [] && !HoldsOne(_anyOf, create) ? "anyOf" : HoldsOne(_noneOf, create) ? "noneOf" : null);
    }

    /// <summary>Returns whether a create that does not match is near: a field matches, or accepts more than fixed texts.</summary>
    public bool IsNear(CreateFields create) =>
        Find(_body, create, static (field, create) => !field.IsExact || field.Holds(create.Body(field.Path))) is not null
        || Find(_header, create, static (field, create) => !field.IsExact || field.Holds(create.Header(field.Path))) is not null
        || Find(_anyOf, create, static (block, create) => block.IsNear(create)) is not null;

    private static T? Find<T>(T[] parts, CreateFields create, Func<T, CreateFields, bool> isFound)
        where T : class
    {
        foreach (var part in parts)
        {
            if (isFound(part, create))
            {
                return part;
            }
        }

        return null;
    }

    private static bool HoldsOne(Match[] blocks, CreateFields create) =>
        Find(blocks, create, static (block, create) => block.Holds(create)) is not null;
}

/// <summary>Provides the schema of the key <c>match</c>.</summary>
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

    // Phrases do not depend on the modules.
    private static readonly Lazy<MatchSchema> Plain = new(() => new MatchSchema([]));

    private readonly SharedSchema<IReadOnlyList<FieldMatch>> _body;
    private readonly Schema<string> _classification;
    private readonly Schema<IReadOnlyList<Match>> _blocks;

    public MatchSchema(IReadOnlyList<Field> createFields)
    {
        _body = new SharedSchema<IReadOnlyList<FieldMatch>>("body", Fields(Values.Names("path of the create's body", [.. PathsBelow("", createFields)])));
        _classification = Values.Names(Classification, [.. createFields.Where(field => field.Name == Classification).SelectMany(field => field.Type.Form.Names)]);

        MappingSchema<Match>? block = null;
        _blocks = new ListSchema<Match>(new LaterSchema<Match>(() => block!), least: 1);
        block = WithParts(new MappingSchema<Match>("block", () => new Match()));
        Match = WithParts(new MappingSchema<Match>("match", () => new Match()), "chance", "which")
            .Optional("chance", "Probability that a matching customer gets this scenario, for example 10%.", Values.Chance, match => match.Probability, (match, chance) => match with { Probability = chance }, match => match.Probability is { } chance ? $"{Values.Chance.Print(chance)} of these" : null)
            .Optional("which", "The matching customers that get this scenario, by their number: 3, 2..4, 2+ or every 10.", Values.Which, match => match.Which, (match, which) => match with { Which = which }, match => match.Which is { } which ? $"which of these: {which}" : null);
    }

    public MappingSchema<Match> Match { get; }

    /// <summary>Returns the customers of a match in one phrase, for example <c>name.lastName "Putin" and classification Personal</c>.</summary>
    public static string Explain(Match match) => All(Plain.Value.Match.Explain(match, Plain.Value.Match.Keys)) ?? "any customer";

    private MappingSchema<Match> WithParts(MappingSchema<Match> schema, params string[] samplings) => schema
        .Optional("body", "The expected body of the create: dotted paths and their expected values.", _body, match => match.Body, (match, body) => match with { Body = body }, match => All(match.Body.Select(Of)))
        .Optional("header", "The expected headers of the create.", Fields(HeaderName), match => match.Header, (match, header) => match with { Header = header }, match => All(match.Header.Select(field => $"the header {Of(field)}")))
        .Optional("partner", "Whose customers they are: a partner id, or a list of them.", OneOrMore.Of(Partner), match => match.Partners, (match, partners) => match with { Partners = partners }, match => match.Partners is [] ? null : $"partner {string.Join(" or ", match.Partners)}")
        .Optional(Classification, "Personal or Business.", _classification, match => match.Classification, (match, classification) => match with { Classification = classification }, match => match.Classification is { } classification ? $"classification {classification}" : null)
        .Optional("anyOf", "Blocks of which one at least must hold.", _blocks, match => match.AnyOf, (match, blocks) => match with { AnyOf = blocks }, match => match.AnyOf switch { [] => null, [var only] => Explain(only), var some => $"({string.Join(" or ", some.Select(Explain))})" })
        .Optional("noneOf", "Blocks of which none may hold.", _blocks, match => match.NoneOf, (match, blocks) => match with { NoneOf = blocks }, match => All(match.NoneOf.Select(block => $"not ({Explain(block)})")))
        .Where(KeyRule.Some(["body", "header", "partner", Classification, "anyOf", "noneOf", .. samplings]));

    private static string? All(IEnumerable<string> parts) => string.Join(" and ", parts) is { Length: > 0 } phrase ? phrase : null;

    private static string Of(FieldMatch field) => $"{field.Path} {TextTestSchema.Explain(field.AnyOf)}";

    // Returns dotted paths, for example profile.taxId.
    private static IEnumerable<string> PathsBelow(string section, IReadOnlyList<Field> fields) =>
        fields.SelectMany(field => field.Members is [] ? [section + field.Name] : PathsBelow($"{section}{field.Name}.", field.Members));

    private static MappedSchema<IReadOnlyList<KeyValuePair<string, IReadOnlyList<TextTest>>>, IReadOnlyList<FieldMatch>> Fields(Schema<string> path) =>
        new(new MapSchema<IReadOnlyList<TextTest>>(path, TextTestSchema.Any), fields => [.. fields.Select(field => new FieldMatch(field.Key, field.Value))], fields => [.. fields.Select(field => KeyValuePair.Create(field.Path, field.AnyOf))]);
}

/// <summary>Represents the alternatives for one field.</summary>
/// <param name="Path">The dotted path of the field, for example <c>profile.taxId</c>, or the name of a header.</param>
/// <param name="AnyOf">The alternatives, at least one.</param>
internal sealed record FieldMatch(string Path, IReadOnlyList<TextTest> AnyOf)
{
    private readonly TextTest[] _tests = [.. AnyOf];

    /// <summary>Gets whether every alternative is a fixed text.</summary>
    public bool IsExact { get; } = AnyOf.All(test => test is EqualTest or ExactTest);

    public bool Holds(FieldText field)
    {
        foreach (var test in _tests)
        {
            if (test.Holds(field))
            {
                return true;
            }
        }

        return false;
    }
}
