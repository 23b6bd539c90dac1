using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Platform.Queries;

/// <summary>Reads the members of a query, and collects the faults.</summary>
/// <param name="asked">Gets the members that are read, for the reference; null for a query of a call.</param>
internal sealed class QueryReader(IQueryCollection query, ICollection<QueryMember>? asked = null)
{
    private static readonly FieldFormat AnyText = new();
    private static readonly FieldFormat AnyWholeNumber = new() { Kind = FieldKind.WholeNumber };
    private static readonly FieldFormat FromZero = AnyWholeNumber with { Smallest = 0 };
    private static readonly FieldFormat FromOne = AnyWholeNumber with { Smallest = 1 };

    private readonly List<string> _faults = [];

    /// <summary>Returns a text, or null if it is absent or empty.</summary>
    /// <param name="about">The description of the member, in a sentence.</param>
    public string? Text(string name, string about) => Find(name, about, AnyText);

    /// <summary>Returns an identifier, or null if it is absent or empty.</summary>
    /// <inheritdoc cref="Text"/>
    public Guid? Id(string name, string about) => Read(name, about, FieldType.Id.Form, "must be a GUID", GuidText.Parse);

    /// <summary>Returns a name of an enumeration, in any casing, or null if it is absent or empty.</summary>
    /// <inheritdoc cref="Text"/>
    public T? OneOf<T>(string name, string about)
        where T : struct, Enum => Read(name, about, NamesOf<T>.Form, NamesOf<T>.Must, EnumText.Parse<T>);

    /// <summary>Returns a Boolean, or null if it is absent or empty.</summary>
    /// <inheritdoc cref="Text"/>
    public bool? Flag(string name, string about) =>
        Read(name, about, FieldType.Flag.Form, "must be true or false", text => bool.TryParse(text, out var value) ? value : null as bool?);

    /// <summary>Returns a day, or null if it is absent or empty. As in the bank's other lists, the time of a moment is ignored.</summary>
    /// <inheritdoc cref="Text"/>
    public DateOnly? Day(string name, string about) =>
        Read(name, about, FieldType.Date.Form, "must be a date, YYYY-MM-DD", text => FieldType.DateOf(text.Split('T')[0]));

    /// <summary>Returns a whole number from 1.</summary>
    /// <param name="about">The description of the member, in a sentence.</param>
    /// <param name="byDefault">The number for an absent or empty member.</param>
    public int Count(string name, string about, int byDefault) => Read(
        name,
        about,
        FromOne,
        "must be a whole number from 1",
        text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1 ? value : null as int?,
        byDefault) ?? byDefault;

    /// <summary>Returns a whole number of 32 bits.</summary>
    /// <inheritdoc cref="Count"/>
    public int WholeNumber(string name, string about, int byDefault) => Read(
        name,
        about,
        AnyWholeNumber,
        $"must be a whole number from {int.MinValue} to {int.MaxValue}",
        text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null as int?,
        byDefault) ?? byDefault;

    /// <summary>Returns a cursor that an answer gave, or 0 if it is absent.</summary>
    /// <inheritdoc cref="Text"/>
    public long Cursor(string name, string about) => Read(
        name,
        about,
        FromZero,
        "must be a cursor that an answer gave, a whole number from 0",
        text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null as long?,
        byDefault: 0) ?? 0;

    /// <summary>Returns some of the names, given in any casing and separated by commas or one by one, or null if the member is absent.</summary>
    /// <inheritdoc cref="Text"/>
    public IReadOnlyList<string>? SomeOf(string name, string about, IReadOnlyCollection<string> names)
    {
        var chosen = Find(name, about, AnyText)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (chosen?.FirstOrDefault(text => !names.Contains(text, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            AddFault(name, $"must be some of {string.Join(", ", names)}, divided by commas; there is no '{unknown}'");
        }

        return chosen is null ? null : [.. names.Where(known => chosen.Contains(known, StringComparer.OrdinalIgnoreCase))];
    }

    /// <summary>Refuses the call if its query has faults.</summary>
    /// <exception cref="ApiException">The query has faults. They are all in the messages.</exception>
    public void ThrowIfFaulty() => ApiException.ThrowIfAny(_faults);

    private string? Find(string name, string about, FieldFormat form, int? byDefault = null)
    {
        asked?.Add(new QueryMember(name, about, form, byDefault));

        return query[name].ToString() is { Length: > 0 } text ? text : null;
    }

    private T? Read<T>(string name, string about, FieldFormat form, string must, Func<string, T?> parse, int? byDefault = null)
        where T : struct
    {
        if (Find(name, about, form, byDefault) is not { } text)
        {
            return null;
        }

        var value = parse(text);
        if (value is null)
        {
            AddFault(name, must);
        }

        return value;
    }

    private void AddFault(string name, string must) => _faults.Add($"{char.ToUpperInvariant(name[0])}{name[1..]} {must}");

    // Made once for each enumeration and not for each call.
    private static class NamesOf<T>
        where T : struct, Enum
    {
        public static readonly FieldFormat Form = new() { Names = Enum.GetNames<T>() };
        public static readonly string Must = $"must be one of {EnumText.NamesOf<T>()}";
    }
}

/// <summary>A member of a query.</summary>
/// <param name="Name">The name; read in any casing.</param>
/// <param name="About">The description, in a sentence.</param>
/// <param name="Default">The value of an absent member, or null if it then has no effect.</param>
internal sealed record QueryMember(string Name, string About, FieldFormat Form, int? Default);
