using System.Runtime.InteropServices;

namespace CrossRiver.Emulator.Platform.Bodies;

/// <summary>What the value of a field must be.</summary>
/// <param name="Must">The end of a message, for example <c>must be true or false</c>.</param>
/// <param name="Accepts">Whether a value is one.</param>
/// <param name="Form">The same for those who describe the field, as far as a schema can say it.</param>
internal sealed record FieldType(string Must, Func<FieldValue, bool> Accepts, FieldForm Form)
{
    /// <summary>An object with members of its own.</summary>
    public static FieldType Section { get; } = new(
        "must be an object",
        value => value.Json.ValueKind is JsonValueKind.Object,
        new FieldForm { Kind = FieldKind.Section });

    /// <summary>A list of objects with members of their own.</summary>
    /// <param name="most">How many there may be.</param>
    public static FieldType List(int most) => new(
        $"must be a list of 1 to {most} objects",
        value => value.Json.ValueKind is JsonValueKind.Array
            && value.Json.GetArrayLength() is var length && length >= 1 && length <= most
            && value.Json.EnumerateArray().All(item => item.ValueKind is JsonValueKind.Object),
        new FieldForm { Kind = FieldKind.List, IsPartial = true });

    /// <summary>Whatever is sent; it is not used.</summary>
    public static FieldType Anything { get; } = new("may be anything", _ => true, new FieldForm { Kind = FieldKind.Anything });

    /// <summary>True or false.</summary>
    public static FieldType Flag { get; } = new(
        "must be true or false",
        value => value.Json.ValueKind is JsonValueKind.True or JsonValueKind.False,
        new FieldForm { Kind = FieldKind.Flag });

    /// <summary>An identifier.</summary>
    public static FieldType Id { get; } = OfText("must be a GUID", text => IdText.Parse(text) is not null, new FieldForm { Format = "uuid" });

    /// <summary>A day of the calendar.</summary>
    public static FieldType Date { get; } = OfText("must be a date, YYYY-MM-DD", text => DateOf(text) is not null, new FieldForm { Format = "date" });

    /// <summary>A day of the calendar that has come already.</summary>
    public static FieldType PastDate { get; } = new(
        "must be a date, YYYY-MM-DD, not in the future",
        value => DateOf(value.Json.TextOrNull()) is { } date && date <= value.Today,
        Date.Form with { IsPartial = true });

    /// <summary>A moment, with its offset from UTC.</summary>
    public static FieldType Moment { get; } = OfText(
        "must be a moment, for example 2026-03-02T09:00:00-05:00",
        text => MomentText.Parse(text) is { } moment && ClockCourse.Has(moment),
        new FieldForm { Format = "date-time", IsPartial = true });

    /// <summary>A span of time, as in scenario files or by ISO 8601.</summary>
    /// <param name="longest">The longest it may be; as long as clocks can show, unless it is given.</param>
    public static FieldType Span(TimeSpan? longest = null) => OfText(
        $"must be a duration{(longest is { } most ? $" of at most {Duration.Print(most)}" : "")}; {Duration.Form}, or PT10S",
        text => Duration.TryParseAny(text, out var duration) && duration <= (longest ?? TimeSpan.MaxValue),
        new FieldForm { IsPartial = true });

    /// <summary>A number between two, both included.</summary>
    public static FieldType Number(decimal smallest, decimal largest) => new(
        $"must be a number from {smallest} to {largest}",
        value => value.Json.ValueKind is JsonValueKind.Number && value.Json.TryGetDecimal(out var number) && number >= smallest && number <= largest,
        new FieldForm { Kind = FieldKind.Number, Smallest = smallest, Largest = largest });

    /// <summary>A whole number between two, both included.</summary>
    public static FieldType WholeNumber(int smallest, int largest) => new(
        $"must be a whole number from {smallest} to {largest}",
        value => value.Json.ValueKind is JsonValueKind.Number && value.Json.TryGetInt32(out var number) && number >= smallest && number <= largest,
        new FieldForm { Kind = FieldKind.WholeNumber, Smallest = smallest, Largest = largest });

    /// <summary>A number between two, both included, or the same as text.</summary>
    public static FieldType NumberOrText(decimal smallest, decimal largest) => new(
        $"must be a number from {smallest} to {largest}",
        value => NumberOf(value.Json) is { } number && number >= smallest && number <= largest,
        new FieldForm { Kind = FieldKind.NumberOrText, Smallest = smallest, Largest = largest, Pattern = "^[0-9]+([.][0-9]+)?$", IsPartial = true });

    /// <summary>Text up to a length.</summary>
    /// <param name="longest">The most characters it may have.</param>
    public static FieldType Text(int longest = 255) =>
        OfText($"must be text of at most {longest} characters", text => text.Length <= longest, new FieldForm { Longest = longest });

    /// <summary>An object of texts whose names nobody prescribes.</summary>
    /// <param name="most">The most members it may have.</param>
    /// <param name="longest">The most characters of a name or a text.</param>
    /// <param name="takesNulls">Whether a member may be null.</param>
    public static FieldType Texts(int most, int longest, bool takesNulls) => new(
        $"must be an object of at most {most} texts{(takesNulls ? " or nulls" : "")} with names of letters, digits, dots, hyphens and underscores, each of at most {longest} characters",
        value => value.Json.ValueKind is JsonValueKind.Object
            && value.Json.EnumerateObject().Count() <= most
            && value.Json.EnumerateObject().All(member => IsName(member.SafeName(), longest)
                && (member.Value.TextOrNull()?.Length <= longest || (takesNulls && member.Value.ValueKind is JsonValueKind.Null))),
        new FieldForm { Kind = FieldKind.Section, IsPartial = true });

    /// <summary>So many digits, and nothing else.</summary>
    public static FieldType Digits(int count) => OfText(
        $"must be {count} digits",
        text => text.Length == count && text.All(char.IsAsciiDigit),
        new FieldForm { Pattern = $"^[0-9]{{{count}}}$" });

    /// <summary>One of the names of an enumeration, in any casing.</summary>
    public static FieldType OneOf<T>()
        where T : struct, Enum => OfText(
            $"must be one of {EnumText.NamesOf<T>()}",
            text => EnumText.Parse<T>(text) is not null,
            new FieldForm { Names = Enum.GetNames<T>() });

    /// <summary>One of some names that the emulator's modules decide on, in any casing.</summary>
    /// <param name="must">The end of a message, for example <c>must be the name of an event of the bank</c>.</param>
    /// <param name="namesIn">Returns the names, given the services of the emulator.</param>
    public static FieldType OneOf(string must, Func<IServiceProvider, IReadOnlyCollection<string>> namesIn) => new(
        must,
        value => value.Json.TextOrNull() is { } text && namesIn(value.Services).Contains(text, StringComparer.OrdinalIgnoreCase),
        new FieldForm { NamesIn = namesIn });

    /// <summary>A list of names of an enumeration, in any casing.</summary>
    public static FieldType ListOf<T>()
        where T : struct, Enum => new(
            $"must be a list of {EnumText.NamesOf<T>()}",
            value => value.Json.ValueKind is JsonValueKind.Array && value.Json.EnumerateArray().All(item => EnumText.Parse<T>(item.TextOrNull()) is not null),
            new FieldForm { Kind = FieldKind.NameList, Names = Enum.GetNames<T>() });

    /// <summary>Text with a rule.</summary>
    /// <param name="must">The end of a message that tells the rule.</param>
    /// <param name="accepts">The rule.</param>
    /// <param name="form">What of the rule a schema can say.</param>
    public static FieldType OfText(string must, Func<string, bool> accepts, FieldForm form) =>
        new(must, value => value.Json.TextOrNull() is { } text && accepts(text), form);

    /// <summary>The number that a value is, as a number or as text; <see langword="null"/> when it is none.</summary>
    public static decimal? NumberOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDecimal(out var number) => number,
        JsonValueKind.String when decimal.TryParse(value.TextOrNull(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private static bool IsName(string text, int longest) =>
        text.Length <= longest && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_');

    private static DateOnly? DateOf(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}

/// <summary>A value to be checked, with what it may depend on.</summary>
/// <param name="Json">The value.</param>
/// <param name="Section">The object that it is a member of.</param>
/// <param name="Today">The day it is at the bank.</param>
/// <param name="Services">The services of the emulator.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FieldValue(JsonElement Json, JsonElement Section, DateOnly Today, IServiceProvider Services);
