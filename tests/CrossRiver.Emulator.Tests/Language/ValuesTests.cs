namespace CrossRiver.Emulator.Language;

public sealed class ValuesTests
{
    [Theory]
    [InlineData("version", "1", "1")]
    [InlineData("version", "'1'", "1")]
    [InlineData("text", "Peter", "Peter")]
    [InlineData("text", "'7'", "\"7\"")]
    [InlineData("name", "a-1", "a-1")]
    [InlineData("flag", "true", "true")]
    [InlineData("flag", "'false'", "false")]
    [InlineData("seed", "-9223372036854775808", "-9223372036854775808")]
    [InlineData("seed", "+5", "5")]
    [InlineData("duration", "90m", "1h30m")]
    [InlineData("signed", "90m", "1h30m")]
    [InlineData("signed", "-90m", "-1h30m")]
    [InlineData("delay", "2s", "2s")]
    [InlineData("delay", "1s..2s", "1s..2s")]
    [InlineData("delay", "{ p95: 8s, median: 2s }", "{median: 2s, p95: 8s}")]
    [InlineData("chance", "0.0001%", "0.0001%")]
    [InlineData("chance", "100%", "100%")]
    [InlineData("share", "0%", "0%")]
    [InlineData("share", "33.3%", "33.3%")]
    [InlineData("share", "100%", "100%")]
    [InlineData("weight", "0", "0")]
    [InlineData("weight", "0.00001", "0.00001")]
    [InlineData("weight", "1000000", "1000000")]
    [InlineData("which", "every 10", "every 10")]
    [InlineData("number", "1", "1")]
    [InlineData("number", "20", "20")]
    [InlineData("day", "Monday", "Monday")]
    [InlineData("some day", "Friday", "Friday")]
    [InlineData("event", "b", "b")]
    public void A_value_is_read_and_printed_in_its_shortest_form(string kind, string yaml, string written)
    {
        Assert.Equal((written, ""), (Trial(kind, yaml).Written, string.Concat(Trial(kind, yaml).Messages)));
        Assert.Equal(written, Trial(kind, written).Written);
    }

    [Theory]
    [InlineData("version", "2", "'2' is no version of the format; write 1")]
    [InlineData("text", "~", "this must be text, a text; write at most 2000 characters, in quotes if YAML takes it for nothing")]
    [InlineData("name", "Peter", "'Peter' is no name; write small letters, digits and hyphens, at most 100")]
    [InlineData("name", "a_b", "'a_b' is no name; write small letters, digits and hyphens, at most 100")]
    [InlineData("name", "é", "'é' is no name; write small letters, digits and hyphens, at most 100")]
    [InlineData("flag", "True", "'True' is no flag; write true or false")]
    [InlineData("flag", "1", "'1' is no flag; write true or false")]
    [InlineData("seed", "1.5", "'1.5' is no seed; write a whole number")]
    [InlineData("seed", "9223372036854775808", "'9223372036854775808' is no seed; write a whole number")]
    [InlineData("duration", "-2s", "'-2s' is no duration; ")]
    [InlineData("signed", "--2s", "'--2s' is no duration; ")]
    [InlineData("signed", "-x", "'-x' is no duration; ")]
    [InlineData("delay", "soon", "'soon' is no duration; ")]
    [InlineData("delay", "[]", "this must be a duration; ")]
    [InlineData("delay", "{ median: 2s, p95: 2s }", "'p95' is not more than 'median', or that is nothing; write { median: 2s, p95: 8s }")]
    [InlineData("delay", "{ median: 0s, p95: 2s }", "'p95' is not more than 'median', or that is nothing; write { median: 2s, p95: 8s }")]
    [InlineData("delay", "{ median: 2s }", "the key 'p95' is missing")]
    [InlineData("chance", "0%", "'0%' is no chance; write more than 0% and up to 100%, for example 10%")]
    [InlineData("chance", "100.1%", "'100.1%' is no chance; ")]
    [InlineData("chance", "10", "'10' is no chance; ")]
    [InlineData("chance", "0.1", "'0.1' is no chance; ")]
    [InlineData("chance", "10%%", "'10%%' is no chance; ")]
    [InlineData("chance", "x%", "'x%' is no chance; ")]
    [InlineData("share", "x%", "'x%' is no percentage; write 0% to 100%, for example 20%")]
    [InlineData("share", "1", "'1' is no percentage; ")]
    [InlineData("share", "101%", "'101%' is no percentage; ")]
    [InlineData("share", "-1%", "'-1%' is no percentage; ")]
    [InlineData("weight", "1000000.1", "'1000000.1' is no weight; write a number from 0 to 1000000")]
    [InlineData("weight", "-1", "'-1' is no weight; write a number from 0 to 1000000")]
    [InlineData("which", "0", "'0' is no count; ")]
    [InlineData("number", "0", "'0' is no whole; write a whole number from 1 to 20")]
    [InlineData("number", "21", "'21' is no whole; write a whole number from 1 to 20")]
    [InlineData("number", "+1", "'+1' is no whole; write a whole number from 1 to 20")]
    [InlineData("number", "x", "'x' is no whole; write a whole number from 1 to 20")]
    [InlineData("day", "monday", "'monday' is no day; did you mean 'Monday'?")]
    [InlineData("some day", "Wednesday", "'Wednesday' is no day; write Monday, Friday")]
    [InlineData("event", "xyz", "'xyz' is no event of a customer; write a, b")]
    public void A_value_beyond_its_bounds_is_refused_with_what_to_write(string kind, string yaml, string message) =>
        Assert.StartsWith(message, Assert.Single(Trial(kind, yaml).Messages).Split("): ", 2)[1], StringComparison.Ordinal);

    [Theory]
    [InlineData("text", 2000)]
    [InlineData("name", 100)]
    public void A_text_has_a_longest_length(string kind, int length)
    {
        Assert.Empty(Trial(kind, new string('a', length)).Messages);
        Assert.StartsWith($"f(1,1): '{new string('a', 60)}…' is no {kind}; write", Assert.Single(Trial(kind, new string('a', length + 1)).Messages), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("version", """{"enum":[1,"1"]}""")]
    [InlineData("text", """{"type":["string","number","boolean"],"minLength":1,"maxLength":2000}""")]
    [InlineData("name", """{"type":["string","integer","boolean"],"pattern":"^[a-z0-9-]{1,100}$"}""")]
    [InlineData("flag", """{"enum":[true,false,"true","false"]}""")]
    [InlineData("seed", """{"type":["integer","string"],"pattern":"^[\u002B-]?[0-9]{1,19}$"}""")]
    [InlineData("duration", """{"type":"string","pattern":"^ *([0-9.]\u002B(d|h|ms|m|s))\u002B *$"}""")]
    [InlineData("signed", """{"type":"string","pattern":"^-? *([0-9.]\u002B(d|h|ms|m|s))\u002B *$"}""")]
    [InlineData("share", """{"type":"string","pattern":"^[0-9.]\u002B%$"}""")]
    [InlineData("weight", """{"type":["number","string"],"minimum":0,"maximum":1000000,"pattern":"^[0-9.]\u002B$"}""")]
    [InlineData("number", """{"type":["integer","string"],"minimum":1,"maximum":20,"pattern":"^[0-9]\u002B$"}""")]
    [InlineData("some day", """{"enum":["Monday","Friday"]}""")]
    [InlineData("event", """{"$ref":"#/definitions/event"}""")]
    [InlineData("delay", """{"$ref":"#/definitions/delay"}""")]
    public void Editors_get_what_a_json_schema_can_say_of_a_value(string kind, string json) => Assert.Equal(json, Trial(kind, "1").Json);

    [Fact]
    public void Editors_get_the_two_forms_of_a_delay()
    {
        const string Span = """{"description":"TEXT","type":"string","pattern":"^ *([0-9.]\u002B(d|h|ms|m|s))\u002B *$"}""";
        var definitions = new Definitions();
        Values.Delay.Describe(definitions);

        Assert.Equal(
            """{"delay":{"anyOf":[{"type":"string","pattern":"^ *([0-9.]\u002B(d|h|ms|m|s))\u002B *([.][.] *([0-9.]\u002B(d|h|ms|m|s))\u002B *)?$"},{"$ref":"#/definitions/spread"}]},"spread":{"type":"object","additionalProperties":false,"properties":{"median":MEDIAN,"p95":P95},"allOf":[{"required":["median"]},{"required":["p95"]}]}}"""
                .Replace("MEDIAN", Span.Replace("TEXT", "Half of the spans are shorter, half are longer.", StringComparison.Ordinal), StringComparison.Ordinal)
                .Replace("P95", Span.Replace("TEXT", "95 of 100 spans are shorter; the spread is log-normal.", StringComparison.Ordinal), StringComparison.Ordinal),
            definitions.ToJson().ToJsonString());
    }

    [Fact]
    public void A_spread_that_cannot_be_is_reported_where_the_higher_span_is() => Assert.StartsWith("f(1,15): 'p95' is not more than 'median'", Assert.Single(Trial("delay", "{ median: 2s, p95: 1s }").Messages), StringComparison.Ordinal);

    [Fact]
    public void A_span_that_may_be_negative_says_so() => Assert.EndsWith(", or with a minus", Assert.Single(Trial("signed", "soon").Messages), StringComparison.Ordinal);

    private static (IReadOnlyList<string> Messages, string? Written, string Json) Trial(string kind, string yaml)
    {
        return kind switch
        {
            "version" => Of(Values.Version),
            "text" => Of(Values.Text),
            "name" => Of(Values.Name),
            "flag" => Of(Values.Flag),
            "seed" => Of(Values.Seed),
            "duration" => Of(Values.Duration),
            "signed" => Of(Values.SignedDuration),
            "delay" => Of(Values.Delay),
            "chance" => Of(Values.Chance),
            "share" => Of(Values.Share),
            "weight" => Of(Values.Weight),
            "which" => Of(Values.Which),
            "number" => Of(Values.WholeNumber("whole", 1, 20)),
            "day" => Of(Values.Enum<DayOfWeek>("day")),
            "some day" => Of(Values.Enum("day", DayOfWeek.Monday, DayOfWeek.Friday)),
            _ => Of(Values.Event(["a", "b"])),
        };

        (IReadOnlyList<string> Messages, string? Written, string Json) Of<T>(Schema<T> schema)
        {
            var (isRead, value, messages) = schema.TryRead(yaml);
            return (messages, isRead ? schema.Written(value!) : null, schema.Json());
        }
    }
}
