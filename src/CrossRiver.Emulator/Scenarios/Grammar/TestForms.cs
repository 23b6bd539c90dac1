using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Scenarios.Matching;

namespace CrossRiver.Emulator.Scenarios.Grammar;

/// <summary>What a field can be asked to be: text, a list, or a mapping of tests.</summary>
internal static class TestForms
{
    private static readonly Form<TextTest> Equal = new MappedForm<string, TextTest>(Values.Text, text => new EqualTest(text));

    private static readonly Form<string> Mask = Values.TextOf(
        "mask",
        "write the text with ? for one digit, and * only at its end for any tail",
        text => !text[..^1].Contains('*', StringComparison.Ordinal),
        """{ "type": ["string", "number", "boolean"], "pattern": "^[^*]*[*]?$", "minLength": 1 }""");

    private static readonly Form<DateOnly> Day = new TextForm<DateOnly>(
        "day",
        "write year, month and day, for example 1969-12-11",
        (string text, out DateOnly day) =>
        {
            var read = BeforeTest.DayOf(text);
            day = read ?? default;
            return read is not null;
        },
        """{ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }""");

    /// <summary>The tests of one field, of which one must hold.</summary>
    public static Form<IReadOnlyList<TextTest>> Any { get; } = new SharedForm<IReadOnlyList<TextTest>>("tests", new AnyForm<IReadOnlyList<TextTest>>(
        "text, a list or a test",
        text: new MappedForm<TextTest, IReadOnlyList<TextTest>>(Equal, test => [test]),
        list: new MappedForm<IReadOnlyList<IReadOnlyList<TextTest>>, IReadOnlyList<TextTest>>(
            new ListForm<IReadOnlyList<TextTest>>(new LaterForm<IReadOnlyList<TextTest>>(() => Item!), least: 1),
            lists => [.. lists.SelectMany(tests => tests)]),
        mapping: new LaterForm<IReadOnlyList<TextTest>>(() => Test!)));

    private static readonly Form<IReadOnlyList<TextTest>> Test = new MappedForm<Tests, IReadOnlyList<TextTest>>(
        new MappingForm<Tests>("test", () => new Tests([]))
            .Optional("exact", "The text to the letter; nothing is folded.", Values.Text, (tests, text) => tests.And(new ExactTest(text)))
            .Optional("startsWith", "The beginning of the text.", Values.Text, (tests, text) => tests.And(new StartsWithTest(text)))
            .Optional("endsWith", "The end of the text.", Values.Text, (tests, text) => tests.And(new EndsWithTest(text)))
            .Optional("contains", "A part of the text.", Values.Text, (tests, text) => tests.And(new ContainsTest(text)))
            .Optional("regex", "A regular expression that finds something in the text; nothing is folded.", new PatternForm(), (tests, regex) => tests.And(new RegexTest(regex)))
            .Optional("mask", "Digits with holes: ? is one digit, * at the end any tail.", Mask, (tests, mask) => tests.And(new MaskTest(mask)))
            .Optional("in", "One of some texts.", new ListForm<TextTest>(Equal, least: 1), (tests, texts) => tests.And([.. texts]))
            .Optional("before", "A day before this one.", Day, (tests, day) => tests.And(new BeforeTest(day)))
            .Optional("after", "A day after this one.", Day, (tests, day) => tests.And(new AfterTest(day)))
            .Optional("exists", "Whether there is such a field at all.", Values.Flag, (tests, isThere) => tests.And(new ExistsTest(isThere)))
            .Optional("not", "Neither of these: text, a list or a test.", Any, (tests, not) => tests.And(new NotTest(not)))
            .Where(KeyRule.Some("exact", "startsWith", "endsWith", "contains", "regex", "mask", "in", "before", "after", "exists", "not")),
        tests => tests.AnyOf);

    private static readonly Form<IReadOnlyList<TextTest>> Item = new AnyForm<IReadOnlyList<TextTest>>(
        "text or a test",
        text: new MappedForm<TextTest, IReadOnlyList<TextTest>>(Equal, test => [test]),
        mapping: Test);

    // The tests of one mapping, all of which must hold; each is one of several things.
    private sealed record Tests(IReadOnlyList<IReadOnlyList<TextTest>> All)
    {
        // All of them is: not one that does not hold.
        public IReadOnlyList<TextTest> AnyOf => All is [var only] ? only : [new NotTest([.. All.Select(tests => new NotTest(tests))])];

        public Tests And(params IReadOnlyList<TextTest> anyOf) => new([.. All, anyOf]);
    }
}
