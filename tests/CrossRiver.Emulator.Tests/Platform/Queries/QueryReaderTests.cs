using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Platform.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace CrossRiver.Emulator.Platform.Queries;

/// <summary>Which values of a query are read as what, and which are refused.</summary>
public sealed class QueryReaderTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("?m=", null)]
    [InlineData("?other=a", null)]
    [InlineData("?m=a%20b", "a b")]
    [InlineData("?M=a", "a")]
    public void A_text_is_read_as_it_is(string query, string? text) => Assert.Equal(text, Read(query, reader => reader.Text("m", "about")));

    [Theory]
    [InlineData("?m=TRUE", true)]
    [InlineData("?m=false", false)]
    [InlineData("?m=", null)]
    public void A_flag_is_true_or_false_in_any_casing(string query, bool? flag) => Assert.Equal(flag, Read(query, reader => reader.Flag("m", "about")));

    [Theory]
    [InlineData("", 7)]
    [InlineData("?m=1", 1)]
    [InlineData("?m=2147483647", int.MaxValue)]
    public void A_count_is_from_1_or_the_default(string query, int count) => Assert.Equal(count, Read(query, reader => reader.Count("m", "about", byDefault: 7)));

    [Theory]
    [InlineData("", 7)]
    [InlineData("?m=-2147483648", int.MinValue)]
    [InlineData("?m=0", 0)]
    public void A_whole_number_is_any_or_the_default(string query, int number) => Assert.Equal(number, Read(query, reader => reader.WholeNumber("m", "about", byDefault: 7)));

    [Theory]
    [InlineData("", 0)]
    [InlineData("?m=0", 0)]
    [InlineData("?m=9223372036854775807", long.MaxValue)]
    public void A_cursor_is_from_0(string query, long cursor) => Assert.Equal(cursor, Read(query, reader => reader.Cursor("m", "about")));

    [Theory]
    [InlineData("?m=2024-02-29")]
    [InlineData("?m=2024-02-29T23:59:59Z")]
    public void A_day_is_read_without_its_time(string query) => Assert.Equal(new DateOnly(2024, 2, 29), Read(query, reader => reader.Day("m", "about")));

    [Fact]
    public void A_name_is_read_in_any_casing() => Assert.Equal(ScanStatus.Clear, Read("?m=CLEAR", reader => reader.OneOf<ScanStatus>("m", "about")));

    [Fact]
    public void An_identifier_is_read() => Assert.Equal(new Guid("6e80b097-693c-4592-8440-02f345335bbf"), Read("?m=6E80B097-693C-4592-8440-02f345335bbf", reader => reader.Id("m", "about")));

    [Theory]
    [InlineData("", null)]
    [InlineData("?m=two,ONE", "one two")]
    [InlineData("?m=%20two%20,,&m=One", "one two")]
    [InlineData("?m=,", "")]
    public void Some_names_are_read_in_their_own_order(string query, string? some) =>
        Assert.Equal(some, Read(query, reader => reader.SomeOf("m", "about", ["one", "two", "three"])) is { } names ? string.Join(' ', names) : null);

    [Theory]
    [InlineData("?member=yes", "flag", "Member must be true or false")]
    [InlineData("?member=0", "count", "Member must be a whole number from 1")]
    [InlineData("?member=-1", "count", "Member must be a whole number from 1")]
    [InlineData("?member=2147483648", "count", "Member must be a whole number from 1")]
    [InlineData("?member=1.5", "number", "Member must be a whole number from -2147483648 to 2147483647")]
    [InlineData("?member=-1", "cursor", "Member must be a cursor that an answer gave, a whole number from 0")]
    [InlineData("?member=2023-02-29", "day", "Member must be a date, YYYY-MM-DD")]
    [InlineData("?member=1", "name", "Member must be one of Pending, Clear, Failed, Reviewing, Positive")]
    [InlineData("?member=1", "id", "Member must be a GUID")]
    [InlineData("?member=one,four", "some", "Member must be some of one, two, divided by commas; there is no 'four'")]
    public void Anything_else_is_refused(string query, string kind, string message)
    {
        var refusal = Assert.Throws<ApiException>(() => Read<object?>(query, reader => kind switch
        {
            "flag" => reader.Flag("member", "about"),
            "count" => reader.Count("member", "about", byDefault: 1),
            "number" => reader.WholeNumber("member", "about", byDefault: 1),
            "cursor" => reader.Cursor("member", "about"),
            "day" => reader.Day("member", "about"),
            "name" => reader.OneOf<ScanStatus>("member", "about"),
            "id" => reader.Id("member", "about"),
            _ => reader.SomeOf("member", "about", ["one", "two"]),
        }));

        Assert.Equal([message], refusal.Messages);
    }

    [Fact]
    public void The_reference_gets_each_member_that_is_read_with_its_form_and_default()
    {
        var asked = new List<QueryMember>();
        var reader = new QueryReader(QueryCollection.Empty, asked);

        reader.Text("text", "A text.");
        reader.Count("count", "A count.", byDefault: 7);
        reader.WholeNumber("number", "A number.", byDefault: -1);
        reader.Cursor("cursor", "A cursor.");
        reader.OneOf<ScanStatus>("scan", "A scan.");

        Assert.Equal(
            ["text A text. Text  ", "count A count. WholeNumber 1 7", "number A number. WholeNumber  -1", "cursor A cursor. WholeNumber 0 0", "scan A scan. Text  "],
            asked.Select(member => $"{member.Name} {member.About} {member.Form.Kind} {member.Form.Smallest} {member.Default}"));
        Assert.Equal(["Pending", "Clear", "Failed", "Reviewing", "Positive"], asked[^1].Form.Names);
    }

    private static T Read<T>(string query, Func<QueryReader, T> read)
    {
        var reader = new QueryReader(new QueryCollection(QueryHelpers.ParseQuery(query)));
        var value = read(reader);
        reader.ThrowIfFaulty();
        return value;
    }
}
