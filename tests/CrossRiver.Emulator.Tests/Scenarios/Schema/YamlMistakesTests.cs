namespace CrossRiver.Emulator.Scenarios.Schema;

/// <summary>A text that is no YAML gets a message of our own: what is wrong, where it is, and what to write.</summary>
public sealed class YamlMistakesTests
{
    private const string Start = "version: 1\nscenario: a\n";
    private const string Tab = "a tab does not indent in YAML; write spaces";
    private const string Unlisted = "an element of a list stands where a key is expected; indent it as far as the elements above, or write the key of the list before it";
    private const string NeverClosed = "the quotation mark that opens here is never closed; write";

    [Theory]
    [InlineData("timeline:\n\t- after: 1s", "(4,1)")]
    [InlineData("timeline:\n  - after: 1s\n\tset: { ofac: Clear }", "(5,1)")]
    [InlineData("timeline:\n  - after: 1s\n    set:\n\t  ofac: Clear", "(6,1)")]
    [InlineData("timeline:\n  - after: 1s\n  \tset: { ofac: Clear }", "(5,3)")]
    [InlineData("timeline:\n  - set: {\n\tofac: Clear }", "(5,1)")]
    [InlineData("timeline:\n  - note: |\n      a\n\tb\n    after: 1s", "(6,1)")]
    [InlineData("\t# hello\ntimeline: []", "(3,1)")]
    [InlineData("\t\ntimeline: []", "(3,1)")]
    [InlineData("timeline:\r\n\t- after: 1s\r\n", "(4,1)")]
    public void A_tab_is_reported_where_it_is(string text, string place) => AssertRefused(text, $"{place}: {Tab}");

    [Fact]
    public void A_tab_in_the_first_line_is_reported_there() =>
        Assert.Equal($"bad.yaml(1,1): {Tab}", $"{Assert.Single(ScenarioFiles.Format.Parse("\tversion: 1\nscenario: a\ntimeline: []", "bad.yaml").Messages)}");

    [Theory]
    [InlineData("timeline:\t\n  - emit:\tCore.Customer.Onboarded\t# said")]
    [InlineData("title: 'a\tb'\ntimeline: []")]
    public void A_tab_that_indents_nothing_is_taken(string text) => Assert.Empty(ScenarioFiles.Format.Parse(Start + text, "good.yaml").Messages);

    [Theory]
    [InlineData("title: \"Peter\ntimeline: []", $"(3,8): {NeverClosed} \" at the end of the text")]
    [InlineData("title: \"a\nb: c\"\ntimeline: []", $"(3,8): {NeverClosed} \" at the end of the text")]
    [InlineData("title: 'Peter\ntimeline: []", $"(3,8): {NeverClosed} ' at the end of the text")]
    [InlineData("\"title: a\ntimeline: []", $"(3,1): {NeverClosed} \" at the end of the text")]
    [InlineData("title: 'Peter's hit'\ntimeline: []", "(3,15): the text ends at the quotation mark before this; write '' for a mark within the text, or put all of it in quotes")]
    [InlineData("title: \"Peter\" Griffin\ntimeline: []", "(3,16): the text ends at the quotation mark before this; write \\\" for a mark within the text, or put all of it in quotes")]
    [InlineData("title: \"C:\\data\"\ntimeline: []", "(3,11): '\\d' is no escape of a text in \" \"; write \\\\ for a backslash, or put the text in ' '")]
    [InlineData("title: \"a\\n\\uZZZZ\"\ntimeline: []", "(3,12): '\\u' is no escape of a text in \" \"; write \\\\ for a backslash, or put the text in ' '")]
    [InlineData("title: @home\ntimeline: []", "(3,8): a text that begins with @ must be in quotes; write \"@home\"")]
    [InlineData("title: `a` # so\ntimeline: []", "(3,8): a text that begins with ` must be in quotes; write \"`a`\"")]
    [InlineData("title: 50% off\nseed: %a\ntimeline: []", "(4,7): a text that begins with % must be in quotes; write \"%a\"")]
    [InlineData("title: *a b\ntimeline: []", "(3,8): a text that begins with * must be in quotes; write \"*a b\"")]
    [InlineData("timeline: *steps", "(3,11): there is no anchor '&steps' that ends above; write &steps before the value that is meant, or put the text in quotes")]
    [InlineData("timeline: &a &b []", "(3,14): a value has two anchors (&); leave one")]
    [InlineData("title: > a\n  b\ntimeline: []", "(3,8): after | or > the text begins in the next line; write it there, or put it in quotes")]
    [InlineData("title: a\0b\ntimeline: []", "(3,9): the character U+0000 is not allowed; remove it")]
    public void Quotes_and_signs(string text, string message) => AssertRefused(text, message);

    [Theory]
    [InlineData("title: Peter: the hit\ntimeline: []", "(3,13): a colon and a space make a key of the text before them; write \"Peter: the hit\" in quotes, or begin the key on a new line")]
    [InlineData("timeline:\n  - after: set: { ofac: Clear }", "(4,15): a colon and a space make a key of the text before them; write \"set: { ofac: Clear }\" in quotes, or begin the key on a new line")]
    [InlineData("title Peter\ntimeline: []", "(3,1): this line has no key; write a key, a colon and a space before the value")]
    [InlineData("title:Peter\ntimeline: []", "(3,1): a colon needs a space behind it; write title: Peter")]
    [InlineData("timeline: []\n--- a: b", "(4,1): a line with --- has nothing else; write what follows it in the next line")]
    [InlineData("scenario: b\ntimeline: []", "(3,1): the key 'scenario' is given twice, first in line 2; leave one")]
    [InlineData("timeline:\n  - after: &a 1s\n  - <<: *a\n    emit: Core.Customer.Onboarded", "(5,5): merge keys (<<) are not allowed; write the keys out")]
    public void Colons_and_keys(string text, string message) => AssertRefused(text, message);

    [Theory]
    [InlineData("timeline:\n  - after: 1s\n      set: { ofac: Clear }", "(5,7): this is indented more than line 4, which has a value already; begin it in column 5, or leave that value out")]
    [InlineData(" title: a\ntimeline: []", "(3,2): this is indented more than line 2, which has a value already; begin it in column 1, or leave that value out")]
    [InlineData("timeline: x\n\n  - after: 1s", "(5,5): this is indented more than line 3, which has a value already; begin it in column 1, or leave that value out")]
    [InlineData("timeline:\n  - after: 1s\n   set: { ofac: Clear }", "(5,4): this line stands among the elements of a list; begin it with a hyphen, or in column 5 if it belongs to the element above")]
    [InlineData("timeline:\n  - after: 1s\n  -set: {}", "(5,3): a hyphen needs a space behind it; write - set: {}")]
    [InlineData("timeline:\n    - after: 1s\n  - after: 2s", $"(5,3): {Unlisted}")]
    [InlineData("timeline:\n- after: 1s\n  - after: 2s", $"(5,3): {Unlisted}")]
    [InlineData("- after: 1s\ntimeline: []", $"(3,1): {Unlisted}")]
    public void Indentation_and_hyphens(string text, string message) => AssertRefused(text, message);

    [Theory]
    [InlineData("timeline: [\n  { after: 1s }\n", "(3,11): the [ that opens here is never closed; write ] at its end")]
    [InlineData("timeline:\n  - set: { ofac: Clear\n  - after: 1s\n", "(4,10): the { that opens here is never closed; write } at its end")]
    [InlineData("timeline:\n  - set: { ofac: Clear ]", "(4,24): this ] does not close the { in line 4; write }")]
    [InlineData("timeline: []]", "(3,13): this ] closes nothing; leave it out, or open it before")]
    [InlineData("timeline:\n  - set: { ofac: Clear }}", "(4,25): this } closes nothing; leave it out, or open it before")]
    [InlineData("timeline:\n  - set: { ofac: \"Clear\" pepScan: Clear }", "(4,26): a comma is missing before this; write it, or } where the { ends")]
    [InlineData("timeline:\n  - set: { ofac: Clear,, pepScan: Clear }", "(4,24): a value is missing before this; write it, or leave the comma out")]
    public void Brackets_and_commas(string text, string message) => AssertRefused(text, message);

    [Theory]
    [InlineData("  version: 1\nscenario: a\ntimeline: []", "(2,1): this does not belong to the document above; begin all its keys in one column, or write --- in a line between")]
    [InlineData("%YAML 7.1\n---\nversion: 1", "(1,1): a line that begins with % is not allowed; leave it out")]
    public void Documents(string text, string message) => Assert.Equal($"bad.yaml{message}", $"{Assert.Single(ScenarioFiles.Format.Parse(text, "bad.yaml").Messages)}");

    private static void AssertRefused(string text, string message) =>
        Assert.Equal($"bad.yaml{message}", $"{Assert.Single(ScenarioFiles.Format.Parse(Start + text, "bad.yaml").Errors)}");
}
