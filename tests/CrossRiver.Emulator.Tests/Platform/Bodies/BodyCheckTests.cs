using System.Text.Json;
using CrossRiver.Emulator.Platform.Errors;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Platform.Bodies;

/// <summary>Which faults of a body are found, in which order and by which names.</summary>
public sealed class BodyCheckTests
{
    private static readonly IReadOnlyList<Field> Fields =
    [
        Field.Of("taxId", FieldType.Digits(2)).Required(),
        Field.Of("note", FieldType.Text(3)).InWords("Note of the caller"),
        Field.Section("name", Field.Of("first", FieldType.Text(5)).Required(), Field.Of("last", FieldType.Text(5)).InWords("Last name")).Required(),
        Field.Section("extra", Field.Of("a", FieldType.Text(1)).Required()).AbsentIfEmpty(),
        Field.List("items", 2, Field.Of("code", FieldType.Digits(1)).RequiredIf(new Requirement("if it is known", item => item.TryGetProperty("known", out _))), Field.Of("known", FieldType.Flag)),
    ];

    [Theory]
    [InlineData("""{"taxId":"12","name":{"first":"a"}}""")]
    [InlineData("""{"TAXID":"12","Name":{"FIRST":"a","last":null},"note":null,"extra":{"a":null}}""")]
    [InlineData("""{"taxId":"12","name":{"first":"a"},"extra":{},"items":[{"code":"1"},{"known":true,"code":"2"}]}""")]
    [InlineData("{}", "TaxId required", "Name required")]
    [InlineData("""{"taxId":null,"name":{}}""", "TaxId required", "Name.First required")]
    [InlineData("""{"taxId":"  ","note":"  ","name":{"first":""}}""", "TaxId required", "Name.First required")]
    [InlineData("""{"name":1,"taxId":"123","note":"long"}""", "TaxId must be 2 digits", "Note of the caller must be text of at most 3 characters", "Name must be an object")]
    [InlineData("""{"taxId":"12","name":{"first":"a","last":"too long"}}""", "Last name must be text of at most 5 characters")]
    [InlineData("""{"taxId":"12","name":{"first":"a"},"extra":{"b":1}}""", "Extra.A required")]
    [InlineData("""{"taxId":"12","name":{"first":"a"},"items":[]}""", "Items must be a list of 1 to 2 objects")]
    [InlineData("""{"taxId":"12","name":{"first":"a"},"items":[{"code":"x"},{"known":true}]}""", "Items[0].Code must be 1 digits", "Items[1].Code required")]
    [InlineData("""{"taxId":"12","taxid":"12","TaxId":"12","name":{"first":"a","First":"b"}}""", "TaxId must be given once", "Name.First must be given once")]
    public void All_faults_are_found(string body, params string[] faults)
    {
        var check = NewCheck();
        check.Check(JsonElement.Parse(body), Fields);

        Assert.Equal(faults, FaultsOf(check));
    }

    [Fact]
    public void Members_that_no_field_describes_are_noted_by_their_paths_the_first_twenty_of_them()
    {
        var check = NewCheck();
        var unknown = string.Join(',', Enumerable.Range(0, 30).Select(number => $"\"m{number}\":1"));

        check.Check(JsonElement.Parse($$"""{"taxId":"12","name":{"first":"a","middle":"b"},"items":[{"code":"1","{{new string('x', 101)}}":1}],{{unknown}}}"""), Fields);

        Assert.Equal(20, check.UnknownMembers.Count);
        Assert.Equal("m19", check.UnknownMembers[^1]);
        Assert.Empty(FaultsOf(check));
    }

    [Fact]
    public void Members_below_a_section_are_noted_with_it_and_long_names_are_cut()
    {
        var check = NewCheck();

        check.Check(JsonElement.Parse($$"""{"taxId":"12","name":{"first":"a","middle":"b"},"items":[{"code":"1","more":1}],"{{new string('x', 101)}}":1,"{{new string('y', 100)}}":1}"""), Fields);

        Assert.Equal([new string('x', 100), new string('y', 100), "Name.middle", "Items[0].more"], check.UnknownMembers);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("null", true)]
    [InlineData("{}", true)]
    [InlineData("""{"a":null}""", true)]
    [InlineData("""{"a":""}""", false)]
    [InlineData("[]", false)]
    public void An_object_without_any_value_may_count_as_not_sent(string? json, bool isAbsent)
    {
        var value = json is null ? default : JsonElement.Parse(json);

        Assert.Equal(json is null || isAbsent, Fields[3].IsAbsent(value));
        Assert.Equal(json is null or "null", Fields[2].IsAbsent(value));
    }

    [Fact]
    public void A_field_is_optional_or_required_by_the_last_word()
    {
        var field = Field.Of("a", FieldType.Flag);
        var conditional = field.RequiredIf(new Requirement("always", _ => true));

        Assert.Equal(
            [false, true, false, true, true, false],
            new[] { field, field.Required(), field.Required().Optional(), conditional, conditional.Required(), conditional.Optional() }.Select(given => given.IsRequiredIn(JsonElement.Parse("{}"))));
        Assert.Null(conditional.Optional().Requirement);
        Assert.False(field.Required().RequiredIf(new Requirement("never", _ => false)).IsRequiredIn(JsonElement.Parse("{}")));
    }

    private static BodyCheck NewCheck() => new(new DateOnly(2026, 3, 2), new ServiceCollection().BuildServiceProvider());

    private static IReadOnlyList<string> FaultsOf(BodyCheck check)
    {
        try
        {
            check.ThrowIfFaulty();
            return [];
        }
        catch (ApiException refusal)
        {
            return refusal.Messages;
        }
    }
}
