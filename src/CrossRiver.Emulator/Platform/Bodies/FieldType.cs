using System.Runtime.InteropServices;

namespace CrossRiver.Emulator.Platform.Bodies;

/// <summary>The rule for the value of a field.</summary>
/// <param name="Must">The end of a message, for example <c>must be true or false</c>.</param>
/// <param name="Accepts">Returns whether a value keeps the rule.</param>
/// <param name="Form">The rule for the reference, as far as a JSON schema can express it.</param>
internal sealed record FieldType(string Must, Func<FieldValue, bool> Accepts, FieldFormat Form)
{
    /// <summary>Gets the type of an object with fields.</summary>
    public static FieldType Section { get; } =
        new("must be an object", value => value.Json.ValueKind is JsonValueKind.Object, new FieldFormat { Kind = FieldKind.Section });

    /// <summary>Returns the type of a list of objects with fields.</summary>
    public static FieldType List(int most) => new(
        $"must be a list of 1 to {most} objects",
        value => value.Json.ValueKind is JsonValueKind.Array
            && value.Json.GetArrayLength() is var length && length >= 1 && length <= most
            && value.Json.EnumerateArray().All(item => item.ValueKind is JsonValueKind.Object),
        new FieldFormat { Kind = FieldKind.List, IsPartial = true });

    /// <summary>Gets the type of a member that is not used.</summary>
    public static FieldType Anything { get; } = new("may be anything", _ => true, new FieldFormat { Kind = FieldKind.Anything });

    public static FieldType Flag { get; } =
        new("must be true or false", value => value.Json.ValueKind is JsonValueKind.True or JsonValueKind.False, new FieldFormat { Kind = FieldKind.Flag });

    public static FieldType Id { get; } = OfText("must be a GUID", text => GuidText.Parse(text) is not null, new FieldFormat { Format = "uuid" });

    /// <summary>Gets the type of a day of the calendar.</summary>
    public static FieldType Date { get; } = OfText("must be a date, YYYY-MM-DD", text => DateOf(text) is not null, new FieldFormat { Format = "date" });

    /// <summary>Gets the type of a day of the calendar, today at the latest.</summary>
    public static FieldType PastDate { get; } = new(
        "must be a date, YYYY-MM-DD, not in the future",
        value => DateOf(value.Json.TextOrNull()) is { } date && date <= value.Today,
        Date.Form with { IsPartial = true });

    /// <summary>Gets the type of a moment with its offset from UTC.</summary>
    public static FieldType Moment { get; } = OfText(
        "must be a moment, for example 2026-03-02T09:00:00-05:00",
        text => TimestampText.Parse(text) is { } moment && ClockSetting.Has(moment),
        new FieldFormat { Format = "date-time", IsPartial = true });

    /// <summary>Returns the type of a span of time, as in scenario files or by ISO 8601.</summary>
    /// <param name="longest">The longest that it may be. The default is the longest that clocks can show.</param>
    public static FieldType Span(TimeSpan? longest = null) => OfText(
        $"must be a duration{(longest is { } most ? $" of at most {Duration.Print(most)}" : "")}; {Duration.Form}, or PT10S",
        text => Duration.TryParseAny(text, out var duration) && duration <= (longest ?? TimeSpan.MaxValue),
        new FieldFormat { IsPartial = true });

    /// <summary>Returns the type of a number between two others, both included.</summary>
    public static FieldType Number(decimal smallest, decimal largest) => new(
        $"must be a number from {smallest} to {largest}",
        value => value.Json.ValueKind is JsonValueKind.Number && value.Json.TryGetDecimal(out var number) && number >= smallest && number <= largest,
        new FieldFormat { Kind = FieldKind.Number, Smallest = smallest, Largest = largest });

    /// <summary>Returns the type of a whole number between two others, both included.</summary>
    public static FieldType WholeNumber(long smallest, long largest) => new(
        $"must be a whole number from {smallest} to {largest}",
        value => value.Json.ValueKind is JsonValueKind.Number && value.Json.TryGetInt64(out var number) && number >= smallest && number <= largest,
        new FieldFormat { Kind = FieldKind.WholeNumber, Smallest = smallest, Largest = largest });

    /// <summary>Returns the type of a number between two others, both included, or of the same as text.</summary>
    public static FieldType NumberOrText(decimal smallest, decimal largest) => new(
        $"must be a number from {smallest} to {largest}",
        value => NumberOf(value.Json) is { } number && number >= smallest && number <= largest,
        new FieldFormat { Kind = FieldKind.NumberOrText, Smallest = smallest, Largest = largest, Pattern = "^[0-9]+([.][0-9]+)?$", IsPartial = true });

    /// <summary>Returns the type of a text.</summary>
    /// <param name="longest">The most characters that it may have.</param>
    public static FieldType Text(int longest = 255) =>
        OfText($"must be text of at most {longest} characters", text => text.Length <= longest, new FieldFormat { Longest = longest });

    /// <summary>Returns the type of an object of texts with names that the caller chooses.</summary>
    /// <param name="most">The most members that it may have.</param>
    /// <param name="longest">The most characters of a name or a text.</param>
    public static FieldType Texts(int most, int longest, bool takesNulls) => new(
        $"must be an object of at most {most} texts{(takesNulls ? " or nulls" : "")} with names of letters, digits, dots, hyphens and underscores, each of at most {longest} characters",
        value => value.Json.ValueKind is JsonValueKind.Object
            && value.Json.EnumerateObject().Count() <= most
            && value.Json.EnumerateObject().All(member => IsName(member.SafeName(), longest)
                && (member.Value.TextOrNull()?.Length <= longest || (takesNulls && member.Value.ValueKind is JsonValueKind.Null))),
        new FieldFormat { Kind = FieldKind.Section, IsPartial = true });

    /// <summary>Returns the type of a text of exactly so many digits.</summary>
    public static FieldType Digits(int count) =>
        OfText($"must be {count} digits", text => text.Length == count && text.All(char.IsAsciiDigit), new FieldFormat { Pattern = $"^[0-9]{{{count}}}$" });

    /// <summary>Returns the type of a name of an enumeration, in any casing.</summary>
    public static FieldType OneOf<T>()
        where T : struct, Enum =>
        OfText($"must be one of {EnumText.NamesOf<T>()}", text => EnumText.Parse<T>(text) is not null, new FieldFormat { Names = Enum.GetNames<T>() });

    /// <summary>Returns the type of a name, in any casing, out of names that the emulator's modules decide on.</summary>
    /// <param name="must">The end of a message, for example <c>must be the name of an event of the bank</c>.</param>
    /// <param name="namesIn">Returns the names, given the services of the emulator.</param>
    public static FieldType OneOf(string must, Func<IServiceProvider, IReadOnlyCollection<string>> namesIn) => new(
        must,
        value => value.Json.TextOrNull() is { } text && namesIn(value.Services).Contains(text, StringComparer.OrdinalIgnoreCase),
        new FieldFormat { NamesIn = namesIn });

    /// <summary>Returns the type of a list of names of an enumeration, in any casing.</summary>
    public static FieldType ListOf<T>()
        where T : struct, Enum => new(
            $"must be a list of {EnumText.NamesOf<T>()}",
            value => value.Json.ValueKind is JsonValueKind.Array && value.Json.EnumerateArray().All(item => EnumText.Parse<T>(item.TextOrNull()) is not null),
            new FieldFormat { Kind = FieldKind.NameList, Names = Enum.GetNames<T>() });

    /// <summary>Returns the type of a text that keeps a rule.</summary>
    /// <param name="must">The end of a message, with the rule in words.</param>
    /// <param name="form">The part of the rule that a JSON schema can express.</param>
    public static FieldType OfText(string must, Func<string, bool> accepts, FieldFormat form) =>
        new(must, value => value.Json.TextOrNull() is { } text && accepts(text), form);

    /// <summary>Returns the number in a value, given as a number or as text, or null if there is none.</summary>
    public static decimal? NumberOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDecimal(out var number) => number,
        JsonValueKind.String when decimal.TryParse(value.TextOrNull(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    /// <summary>Returns the day that a text in the form YYYY-MM-DD names, or null if it names none.</summary>
    public static DateOnly? DateOf(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    private static bool IsName(string text, int longest) =>
        text.Length <= longest && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_');
}

/// <summary>A value to be checked, with everything on which the check may depend.</summary>
/// <param name="Section">The object of which the value is a member.</param>
/// <param name="Today">The current day at the bank.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FieldValue(JsonElement Json, JsonElement Section, DateOnly Today, IServiceProvider Services);

/// <summary>The form of a value, as a JSON schema can express it.</summary>
internal sealed record FieldFormat
{
    public FieldKind Kind { get; init; } = FieldKind.Text;

    /// <summary>Gets the format of a text, out of the formats of JSON schema, or null for any.</summary>
    public string? Format { get; init; }

    /// <summary>Gets a regular expression for a text, or null for any.</summary>
    public string? Pattern { get; init; }

    /// <summary>Gets the most characters of a text.</summary>
    public int? Longest { get; init; }

    /// <summary>Gets the smallest number.</summary>
    public decimal? Smallest { get; init; }

    /// <summary>Gets the largest number.</summary>
    public decimal? Largest { get; init; }

    /// <summary>Gets whether a value of this form can still be refused, by a rule that a schema cannot express.</summary>
    public bool IsPartial { get; init; }

    /// <summary>Gets the only texts that are taken, in any casing, or none if any text is taken.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Gets the function that returns these texts if the emulator's modules decide on them, or null.</summary>
    public Func<IServiceProvider, IReadOnlyCollection<string>>? NamesIn { get; init; }

    /// <summary>Returns the form with the texts that an emulator takes.</summary>
    public FieldFormat In(IServiceProvider services) => NamesIn is null ? this : this with { Names = [.. NamesIn(services)], NamesIn = null };
}

/// <summary>The JSON type of a value.</summary>
internal enum FieldKind
{
    Text,
    Flag,
    Number,
    WholeNumber,
    NumberOrText,
    Section,

    /// <summary>A list of some of the names.</summary>
    NameList,
    List,
    WholeNumberOrSection,
    TextOrSection,
    Anything,
}
