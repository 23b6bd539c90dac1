using System.Text.Json;
using CrossRiver.Emulator.Kernel.Journal.Matching;

namespace CrossRiver.Emulator.Kernel.Journal;

/// <summary>Tests the patterns of expected entries, and the messages of their differences.</summary>
public sealed class EntryPatternTests
{
    private static readonly AttemptEntry Attempt = new()
    {
        At = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero),
        EventName = "Core.Customer.Onboarded",
        EventId = new Guid("6e80b097-693c-4592-8440-02f345335bbf"),
        Attempt = 2,
        CallbackUrl = "https://a.test/",
        StatusCode = 500,
        Faults = ["auth: bad-signature", "late"],
        Failure = "it answered 500",
        DurationMilliseconds = 1,
    };

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"eventName":"Core.Customer.Onboarded"}""")]
    [InlineData("""{"EVENTNAME":"core.customer.ONBOARDED"}""")]
    [InlineData("""{"eventName":"*"}""")]
    [InlineData("""{"eventName":"Core.*"}""")]
    [InlineData("""{"eventName":"*Onboarded"}""")]
    [InlineData("""{"eventName":"*o*o*d"}""")]
    [InlineData("""{"eventName":"Core.Customer.Onboarded**"}""")]
    [InlineData("""{"eventName":["Core.Nothing","Core.*"]}""")]
    [InlineData("""{"attempt":2,"statusCode":500}""")]
    [InlineData("""{"attempt":2.0}""")]
    [InlineData("""{"copy":null}""")]
    [InlineData("""{"faults":"late"}""")]
    [InlineData("""{"faults":["x","LATE"]}""")]
    public void An_entry_matches(string match) => Assert.Empty(Pattern(match).Compare(Attempt));

    [Theory]
    [InlineData("""{"eventName":""}""", "eventName")]
    [InlineData("""{"eventName":"Core"}""", "eventName")]
    [InlineData("""{"eventName":"Core.Customer.Onboarded?"}""", "eventName")]
    [InlineData("""{"eventName":"Core.*Changed"}""", "eventName")]
    [InlineData("""{"eventName":"*Onboarded.*x"}""", "eventName")]
    [InlineData("""{"eventName":null}""", "eventName")]
    [InlineData("""{"eventName":[]}""", "eventName")]
    [InlineData("""{"eventName":7}""", "eventName")]
    [InlineData("""{"attempt":1,"statusCode":500}""", "attempt")]
    [InlineData("""{"attempt":"2"}""", "attempt")]
    [InlineData("""{"attempt":1,"statusCode":200}""", "attempt statusCode")]
    [InlineData("""{"copy":"duplicate 2"}""", "copy")]
    [InlineData("""{"faults":"auth"}""", "faults")]
    [InlineData("""{"nothing":{"nested":true}}""", "nothing.nested")]
    [InlineData("""{"eventName.deeper":"x"}""", "eventName.deeper")]
    public void An_entry_differs(string match, string members) =>
        Assert.Equal(members, string.Join(' ', Pattern(match).Compare(Attempt).Select(difference => difference.Member)));

    [Fact]
    public void A_difference_has_the_first_value_that_is_there()
    {
        var differences = Pattern("""{"attempt":1,"faults":"x","copy":"y"}""").Compare(Attempt);

        Assert.Equal(["1", "\"x\"", "\"y\""], differences.Select(difference => difference.Expected.GetRawText()));
        Assert.Equal(["2", "\"auth: bad-signature\"", null], differences.Select(difference => difference.Actual?.GetRawText()));
    }

    [Fact]
    public void A_pattern_says_its_members()
    {
        var pattern = Pattern("""{"attempt":1,"body":{"profile":{"taxId":"1*"}}}""");

        Assert.Equal(["attempt", "body.profile.taxId"], pattern.Paths);
        Assert.Equal("attempt 1, body.profile.taxId 1*", $"{pattern}");
        Assert.Empty(new EntryPattern(null).Paths);
        Assert.Empty(Pattern("[1]").Paths);
    }

    [Fact]
    public void The_nearest_misses_come_first_and_then_the_newest()
    {
        var entries = Enumerable.Range(1, 9).Select(number => new ControlEntry { At = default, Number = number, What = $"{number % 3}" }).ToList();

        var misses = NearMiss.Find(entries, Pattern("""{"what":"0","number":4}"""));

        Assert.Equal([9, 6, 4, 3, 8], misses.Select(miss => ((JournalEntry)miss.Entry).Number));
        Assert.Empty(NearMiss.Find(entries, Pattern("""{"kind":"control"}""")));
    }

    [Theory]
    [InlineData(1, null, true, "at least 1 control with what a: 2 found")]
    [InlineData(2, null, true, "at least 2 control with what a: 2 found")]
    [InlineData(3, null, false, "at least 3 control with what a: 2 found")]
    [InlineData(0, 1, false, "at most 1 control with what a: 2 found")]
    [InlineData(0, 2, true, "at most 2 control with what a: 2 found")]
    [InlineData(2, 2, true, "exactly 2 control with what a: 2 found")]
    [InlineData(1, 2, true, "1 to 2 control with what a: 2 found")]
    [InlineData(1, 1, false, "exactly 1 control with what a: 2 found")]
    public void An_expectation_counts_the_entries_that_match(int least, int? most, bool passed, string what)
    {
        var finding = Assert.Single(Expectation.Check(Entries("a", "b", "a"), [Expected("a") with { AtLeast = least, AtMost = most }]));

        Assert.Equal((passed, what, 2), (finding.Passed, finding.What, finding.Found));
        Assert.Equal([1L, 3L], finding.Evidence.Select(entry => ((JournalEntry)entry).Number));
        Assert.Equal(least > 2 ? [2L] : [], finding.NearestMisses.Select(miss => ((JournalEntry)miss.Entry).Number));
    }

    [Fact]
    public void An_expectation_in_order_looks_behind_what_the_ones_before_it_need()
    {
        var entries = Entries("a", "b", "a", "c");

        Assert.Equal([true, true, false], Passed(entries, Expected("a"), Expected("b") with { InOrder = true }, Expected("b") with { InOrder = true }));
        Assert.Equal([true, false], Passed(entries, Expected("a") with { AtLeast = 2 }, Expected("b") with { InOrder = true }));
        Assert.Equal([true, true], Passed(entries, Expected("a") with { AtLeast = 2 }, Expected("b")));
        Assert.Equal([true, true, true], Passed(entries, Expected("b"), Expected("a"), Expected("a") with { InOrder = true }));
        Assert.Equal([true, true], Passed(entries, Expected("c") with { AtLeast = 0 }, Expected("a") with { InOrder = true }));
        Assert.Equal("at least 1 call, after those before", $"{new Expectation("call", new EntryPattern(null)) { InOrder = true }}");
    }

    [Fact]
    public void An_expectation_has_no_more_than_twenty_entries_as_evidence()
    {
        var finding = Assert.Single(Expectation.Check(Entries([.. Enumerable.Repeat("a", 30)]), [Expected("a")]));

        Assert.Equal((30, 20), (finding.Found, finding.Evidence.Count));
    }

    [Theory]
    [InlineData("attempt", "eventName", null)]
    [InlineData("attempt", "EVENTNAME", null)]
    [InlineData("attempt", "faults", null)]
    [InlineData("attempt", "eventNames", "eventNames")]
    [InlineData("attempt", "eventName.length", "length")]
    [InlineData("call", "body.anything.at.all", null)]
    [InlineData("choice", "lost.scenario", null)]
    [InlineData("choice", "lost.reason", "reason")]
    [InlineData("choice", "order", "order")]
    public void The_members_of_a_kind_are_known(string kind, string path, string? unknown) => Assert.Equal(unknown, EntryMembers.FindUnknown(kind, path)?.Name);

    [Fact]
    public void An_unknown_member_comes_with_those_that_there_are() =>
        Assert.Equal(["scenario", "by"], EntryMembers.FindUnknown("choice", "lost.reason")!.Known);

    private static EntryPattern Pattern(string match) => new(JsonElement.Parse(match));

    private static Expectation Expected(string what) => new("control", Pattern($$"""{"what":"{{what}}"}"""));

    private static IEnumerable<bool> Passed(IReadOnlyList<JournalEntry> entries, params Expectation[] expectations) =>
        Expectation.Check(entries, expectations).Select(finding => finding.Passed);

    private static IReadOnlyList<JournalEntry> Entries(params string[] whats) =>
        [.. whats.Select((what, index) => new ControlEntry { At = default, Number = index + 1, What = what })];
}
