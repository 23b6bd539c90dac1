using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Scenarios.Matching.Patterns;

namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>Provides the schema of the tests of a field: text, a list, or a mapping of tests.</summary>
internal static class TextTestSchema
{
    private static readonly Schema<TextTest> Equal = new MappedSchema<string, TextTest>(Values.Text, text => new EqualTest(text), test => ((EqualTest)test).Text, test => test is EqualTest);

    private static readonly Schema<string> Mask = Values.FreeTextOf(
        "mask",
        "write the text with ? for one digit, and * only at its end for any tail",
        text => !text[..^1].Contains('*', StringComparison.Ordinal),
        """{ "type": ["string", "number", "boolean"], "pattern": "^[^*]*[*]?$", "minLength": 1 }""");

    private static readonly Schema<DateOnly> Day = new TextSchema<DateOnly>(
        "day",
        "write year, month and day, for example 1969-12-11",
        BeforeTest.TryRead,
        day => $"{day:yyyy-MM-dd}",
        """{ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }""")
    { IsFree = true };

    /// <summary>Gets the schema of the tests of one field, of which at least one must hold.</summary>
    public static Schema<IReadOnlyList<TextTest>> Any { get; } = new SharedSchema<IReadOnlyList<TextTest>>("tests", new AnySchema<IReadOnlyList<TextTest>>(
        "text, a list or a test",
        text: One(Equal),
        list: new MappedSchema<IReadOnlyList<IReadOnlyList<TextTest>>, IReadOnlyList<TextTest>>(
            new ListSchema<IReadOnlyList<TextTest>>(new LaterSchema<IReadOnlyList<TextTest>>(() => Item!), least: 1, inLine: true),
            lists => [.. lists.SelectMany(tests => tests)],
            tests => [.. tests.Select(test => (IReadOnlyList<TextTest>)[test])],
            tests => tests is not [_]),
        mapping: new LaterSchema<IReadOnlyList<TextTest>>(() => Test!)));

    private static readonly MappingSchema<Tests> Keys = new MappingSchema<Tests>("test", () => new Tests([]), inLine: true)
            .Optional("exact", "The text to the letter; nothing is folded.", Values.Text, tests => tests.Find<ExactTest>()?.Text, (tests, text) => tests.And(new ExactTest(text)), tests => tests.Find<ExactTest>() is { } exact ? $"exactly \"{exact.Text}\"" : null)
            .Optional("startsWith", "The beginning of the text.", Values.Text, tests => tests.Find<StartsWithTest>()?.Text, (tests, text) => tests.And(new StartsWithTest(text)), tests => tests.Find<StartsWithTest>() is { } start ? $"begins with \"{start.Text}\"" : null)
            .Optional("endsWith", "The end of the text.", Values.Text, tests => tests.Find<EndsWithTest>()?.Text, (tests, text) => tests.And(new EndsWithTest(text)), tests => tests.Find<EndsWithTest>() is { } end ? $"ends with \"{end.Text}\"" : null)
            .Optional("contains", "A part of the text.", Values.Text, tests => tests.Find<ContainsTest>()?.Text, (tests, text) => tests.And(new ContainsTest(text)), tests => tests.Find<ContainsTest>() is { } part ? $"contains \"{part.Text}\"" : null)
            .Optional("regex", "A regular expression that finds something in the text; nothing is folded.", new PatternSchema(), tests => tests.Find<RegexTest>()?.Pattern, (tests, regex) => tests.And(new RegexTest(regex)), tests => tests.Find<RegexTest>() is { } regex ? $"matches /{regex.Pattern}/" : null)
            .Optional("mask", "Digits with holes: ? is one digit, * at the end any tail.", Mask, tests => tests.Find<MaskTest>()?.Mask, (tests, mask) => tests.And(new MaskTest(mask)), tests => tests.Find<MaskTest>()?.Mask)
            .Optional("in", "One of some texts.", new ListSchema<TextTest>(Equal, least: 1), _ => null, (tests, texts) => tests.And([.. texts]))
            .Optional("before", "A day before this one.", Day, tests => tests.Find<BeforeTest>()?.Day, (tests, day) => tests.And(new BeforeTest(day)), tests => tests.Find<BeforeTest>() is { } before ? $"before {before.Day:yyyy-MM-dd}" : null)
            .Optional("after", "A day after this one.", Day, tests => tests.Find<AfterTest>()?.Day, (tests, day) => tests.And(new AfterTest(day)), tests => tests.Find<AfterTest>() is { } after ? $"after {after.Day:yyyy-MM-dd}" : null)
            .Optional("exists", "Whether there is such a field at all.", Values.Flag, tests => tests.Find<ExistsTest>()?.IsThere, (tests, isThere) => tests.And(new ExistsTest(isThere)), tests => tests.Find<ExistsTest>() is { } exists ? exists.IsThere ? "is there" : "is absent" : null)
            .Optional("not", "Neither of these: text, a list or a test.", Any, tests => tests.Find<NotTest>()?.AnyOf, (tests, not) => tests.And(new NotTest(not)), tests => tests.Find<NotTest>() is { } not ? ExplainNot(not) : null)
            .Where(KeyRule.Some("exact", "startsWith", "endsWith", "contains", "regex", "mask", "in", "before", "after", "exists", "not"));

    private static readonly Schema<IReadOnlyList<TextTest>> Test = new MappedSchema<Tests, IReadOnlyList<TextTest>>(
        Keys,
        tests => tests.AnyOf,
        anyOf => new Tests([anyOf]),
        anyOf => anyOf is [not EqualTest]);

    private static readonly Schema<IReadOnlyList<TextTest>> Item = new AnySchema<IReadOnlyList<TextTest>>("text or a test", text: One(Equal), mapping: Test);

    /// <summary>Returns alternative tests of one field in words.</summary>
    public static string Explain(IReadOnlyList<TextTest> anyOf) =>
        string.Join(" or ", anyOf.Select(test => test is EqualTest equal ? $"\"{equal.Text}\"" : Keys.Explain(new Tests([[test]]), Keys.Keys).Single()));

    // Tests that must all hold are parsed as the negation of alternatives, so they are printed as a conjunction.
    private static string ExplainNot(NotTest not) => not.AnyOf.All(test => test is NotTest)
        ? string.Join(" and ", not.AnyOf.OfType<NotTest>().Select(test => Explain(test.AnyOf)))
        : $"is not {string.Join(" nor ", not.AnyOf.Select(test => Explain([test])))}";

    private static MappedSchema<TextTest, IReadOnlyList<TextTest>> One(Schema<TextTest> schema) => new(schema, test => [test], tests => tests[0], tests => tests is [_]);

    // The tests of one mapping, which must all hold; each is a list of alternatives.
    private sealed record Tests(IReadOnlyList<IReadOnlyList<TextTest>> All)
    {
        // A conjunction equals the negation of alternatives, each of them negated.
        public IReadOnlyList<TextTest> AnyOf => All is [var only] ? only : [new NotTest([.. All.Select(tests => new NotTest(tests))])];

        public Tests And(params IReadOnlyList<TextTest> anyOf) => new([.. All, anyOf]);

        public T? Find<T>()
            where T : TextTest => All[0][0] as T;
    }
}
