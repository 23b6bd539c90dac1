using System.Text.Json;
using CrossRiver.Emulator.Modules.Customers;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Platform.Bodies;

/// <summary>Which values each type of field takes, at the edges, and what it says of the others.</summary>
public sealed class FieldTypeTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Theory]
    [InlineData("section", "{}", "[]", "null", "\"{}\"")]
    [InlineData("list", "[{}]", "[]", "[{},{},{}]", "[1]", "[{},1]", "{}")]
    [InlineData("anything", "1")]
    [InlineData("flag", "true", "1", "\"true\"", "null")]
    [InlineData("flag", "false")]
    [InlineData("id", "\"6e80b097-693c-4592-8440-02f345335bbf\"", "\"6e80b097693c4592844002f345335bbf\"", "\"\"", "1")]
    [InlineData("date", "\"2024-02-29\"", "\"2023-02-29\"", "\"2024-2-9\"", "\"2024-02-29T00:00:00Z\"", "20240229")]
    [InlineData("past", "\"2026-03-02\"", "\"2026-03-03\"", "\"2026-02-30\"", "null")]
    [InlineData("moment", "\"2026-03-02T09:00:00-05:00\"", "\"2026-03-02T09:00:00\"", "\"0001-01-01T00:00:00Z\"", "\"2026-03-02\"")]
    [InlineData("span", "\"1h\"", "\"61m\"", "\"soon\"", "60")]
    [InlineData("span", "\"PT10S\"", "\"PT2H\"")]
    [InlineData("any span", "\"30d\"", "\"a day\"")]
    [InlineData("number", "1.5", "1.4", "2.6", "\"2\"", "1e400")]
    [InlineData("number", "2.5")]
    [InlineData("whole", "3", "2", "6", "4.5", "\"4\"")]
    [InlineData("whole", "5")]
    [InlineData("number or text", "\"1.5\"", "\"1.4\"", "\"2.6\"", "1.4", "\"1,5\"", "\" 2\"", "\"-2\"", "true", "null")]
    [InlineData("number or text", "2.5")]
    [InlineData("text", "\"abc\"", "\"abcd\"", "1", "null")]
    [InlineData("text", "\"\"")]
    [InlineData("texts", """{"a.B-c_9":"x","b":"abcdefghij"}""", """{"a":"abcdefghijk"}""", """{"abcdefghijk":"x"}""", """{"a b":"x"}""", """{"a b":"x","c":"y"}""", """{"a":1}""", """{"a":null}""", """{"a":"","b":"","c":""}""", "[]")]
    [InlineData("texts", """{"abcdefghij":""}""")]
    [InlineData("texts or nulls", """{"a":null,"b":"x"}""", """{"a":1}""", """{"a":"abcd"}""")]
    [InlineData("digits", "\"0123\"", "\"012\"", "\"01234\"", "\"12a4\"", "\"１２３４\"", "1234")]
    [InlineData("name", "\"clear\"", "\"Clear \"", "\"1\"", "\"Clear,Failed\"", "1")]
    [InlineData("name in", "\"ONE\"", "\"three\"", "1")]
    [InlineData("names", """["clear","Failed"]""", """["Clear","x"]""", "[1]", "\"Clear\"")]
    [InlineData("names", "[]")]
    public void A_value_is_taken_or_not(string type, string taken, params string[] refused)
    {
        Assert.True(Accepts(type, taken), $"{taken} is taken");
        Assert.All(refused, value => Assert.False(Accepts(type, value), $"{value} is not taken"));
    }

    [Theory]
    [InlineData("section", "must be an object")]
    [InlineData("list", "must be a list of 1 to 2 objects")]
    [InlineData("flag", "must be true or false")]
    [InlineData("id", "must be a GUID")]
    [InlineData("date", "must be a date, YYYY-MM-DD")]
    [InlineData("past", "must be a date, YYYY-MM-DD, not in the future")]
    [InlineData("moment", "must be a moment, for example 2026-03-02T09:00:00-05:00")]
    [InlineData("span", "must be a duration of at most 1h; write 250ms, 2s, 1m30s, 48h or 30d, or PT10S")]
    [InlineData("any span", "must be a duration; write 250ms, 2s, 1m30s, 48h or 30d, or PT10S")]
    [InlineData("number", "must be a number from 1.5 to 2.5")]
    [InlineData("whole", "must be a whole number from 3 to 5")]
    [InlineData("number or text", "must be a number from 1.5 to 2.5")]
    [InlineData("text", "must be text of at most 3 characters")]
    [InlineData("texts", "must be an object of at most 2 texts with names of letters, digits, dots, hyphens and underscores, each of at most 10 characters")]
    [InlineData("texts or nulls", "must be an object of at most 2 texts or nulls with names of letters, digits, dots, hyphens and underscores, each of at most 3 characters")]
    [InlineData("digits", "must be 4 digits")]
    [InlineData("name", "must be one of Pending, Clear, Failed, Reviewing, Positive")]
    [InlineData("names", "must be a list of Pending, Clear, Failed, Reviewing, Positive")]
    public void The_message_says_what_it_must_be(string type, string must) => Assert.Equal(must, TypeOf(type).Must);

    [Theory]
    [InlineData("section", "Section")]
    [InlineData("list", "List, in part")]
    [InlineData("anything", "Anything")]
    [InlineData("flag", "Flag")]
    [InlineData("id", "Text uuid")]
    [InlineData("date", "Text date")]
    [InlineData("past", "Text date, in part")]
    [InlineData("moment", "Text date-time, in part")]
    [InlineData("span", "Text, in part")]
    [InlineData("number", "Number from 1.5 to 2.5")]
    [InlineData("whole", "WholeNumber from 3 to 5")]
    [InlineData("number or text", "NumberOrText from 1.5 to 2.5 ^[0-9]+([.][0-9]+)?$, in part")]
    [InlineData("text", "Text up to 3")]
    [InlineData("texts", "Section, in part")]
    [InlineData("digits", "Text ^[0-9]{4}$")]
    [InlineData("name", "Text Pending Clear Failed Reviewing Positive")]
    [InlineData("name in", "Text one two")]
    [InlineData("names", "NameList Pending Clear Failed Reviewing Positive")]
    public void The_reference_gets_as_much_of_the_rule_as_a_schema_can_say(string type, string form)
    {
        var given = TypeOf(type).Form.In(new ServiceCollection().BuildServiceProvider());

        var parts = new[]
        {
            $"{given.Kind}", given.Format, given.Smallest is { } smallest ? $"from {smallest} to {given.Largest}" : null, given.Pattern,
            given.Longest is { } longest ? $"up to {longest}" : null, given.Names is [] ? null : string.Join(' ', given.Names),
        };
        Assert.Equal(form, string.Join(' ', parts.OfType<string>()) + (given.IsPartial ? ", in part" : ""));
    }

    private static bool Accepts(string type, string json) =>
        TypeOf(type).Accepts(new FieldValue(JsonElement.Parse(json), JsonElement.Parse("{}"), Today, new ServiceCollection().BuildServiceProvider()));

    private static FieldType TypeOf(string name) => name switch
    {
        "section" => FieldType.Section,
        "list" => FieldType.List(2),
        "anything" => FieldType.Anything,
        "flag" => FieldType.Flag,
        "id" => FieldType.Id,
        "date" => FieldType.Date,
        "past" => FieldType.PastDate,
        "moment" => FieldType.Moment,
        "span" => FieldType.Span(TimeSpan.FromHours(1)),
        "any span" => FieldType.Span(),
        "number" => FieldType.Number(1.5m, 2.5m),
        "whole" => FieldType.WholeNumber(3, 5),
        "number or text" => FieldType.NumberOrText(1.5m, 2.5m),
        "text" => FieldType.Text(3),
        "texts" => FieldType.Texts(2, 10, takesNulls: false),
        "texts or nulls" => FieldType.Texts(2, 3, takesNulls: true),
        "digits" => FieldType.Digits(4),
        "name" => FieldType.OneOf<ScanStatus>(),
        "name in" => FieldType.OneOf("must be one or two", _ => ["one", "two"]),
        "names" => FieldType.ListOf<ScanStatus>(),
        _ => throw new ArgumentException(name, nameof(name)),
    };
}
