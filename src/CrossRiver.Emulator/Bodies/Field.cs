using System.Globalization;
using System.Text.Json;

namespace CrossRiver.Emulator.Bodies;

/// <summary>One member of a request body: its name, and what it must look like.</summary>
internal sealed record Field
{
    private Field(string name, FieldType type)
    {
        Name = name;
        Type = type;
        Title = char.ToUpperInvariant(name[0]) + name[1..];
    }

    /// <summary>The member's name on the wire; read in any casing.</summary>
    public string Name { get; }

    public FieldType Type { get; }

    /// <summary>The members of this member, when it is an object.</summary>
    public IReadOnlyList<Field> Members { get; private init; } = [];

    public bool IsRequired { get; private init; }

    /// <summary>What messages call it: the name in the bank's casing, below its section (<c>Profile.TaxId</c>).</summary>
    public string Title { get; private init; }

    /// <summary>Whether <see cref="Title"/> stands alone in messages, without the section.</summary>
    public bool IsTitledInWords { get; private init; }

    /// <summary>A member with a value of its own.</summary>
    public static Field Of(string name, FieldType type) => new(name, type);

    /// <summary>A member that is an object.</summary>
    public static Field Section(string name, params IReadOnlyList<Field> members) => new(name, FieldType.Section) { Members = members };

    /// <summary>The same field, which must be there: missing, null and empty text are faults.</summary>
    public Field Required() => this with { IsRequired = true };

    /// <summary>The same field, required only for some.</summary>
    public Field RequiredIf(bool condition) => this with { IsRequired = condition };

    /// <summary>The same field, with the words that the bank has for it in messages, for example <c>First name</c>.</summary>
    public Field InWords(string words) => this with { Title = words, IsTitledInWords = true };
}

/// <summary>What the value of a field must be.</summary>
/// <param name="Must">The end of a message, for example <c>must be true or false</c>.</param>
/// <param name="Accepts">Whether a value is one.</param>
internal sealed record FieldType(string Must, Func<JsonElement, bool> Accepts)
{
    /// <summary>An object with members of its own.</summary>
    public static FieldType Section { get; } = new("must be an object", value => value.ValueKind is JsonValueKind.Object);

    /// <summary>True or false.</summary>
    public static FieldType Flag { get; } = new("must be true or false", value => value.ValueKind is JsonValueKind.True or JsonValueKind.False);

    /// <summary>An identifier.</summary>
    public static FieldType Id { get; } = new("must be a GUID", value => value.ValueKind is JsonValueKind.String && value.TryGetGuid(out _));

    /// <summary>A day of the calendar.</summary>
    public static FieldType Date { get; } = OfText(
        "must be a date, YYYY-MM-DD",
        text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));

    /// <summary>Text up to a length.</summary>
    /// <param name="longest">The most characters it may have.</param>
    public static FieldType Text(int longest = 255) => OfText($"must be text of at most {longest} characters", text => text.Length <= longest);

    /// <summary>A number between two, both included.</summary>
    public static FieldType Number(decimal smallest, decimal largest) => new(
        $"must be a number from {smallest} to {largest}",
        value => value.ValueKind is JsonValueKind.Number && value.TryGetDecimal(out var number) && number >= smallest && number <= largest);

    /// <summary>One of the names of an enumeration, in any casing.</summary>
    public static FieldType OneOf<T>()
        where T : struct, Enum
    {
        var names = Enum.GetNames<T>();
        return OfText($"must be one of {string.Join(", ", names)}", text => names.Contains(text, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Text with a rule.</summary>
    /// <param name="must">The end of a message that tells the rule.</param>
    /// <param name="accepts">The rule.</param>
    public static FieldType OfText(string must, Func<string, bool> accepts) =>
        new(must, value => value.TextOrNull() is { } text && accepts(text));
}
