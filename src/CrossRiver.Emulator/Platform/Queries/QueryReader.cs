using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Platform.Queries;

/// <summary>Reads the members of a query that narrow a list, and keeps what is wrong with them.</summary>
/// <param name="query">The query.</param>
/// <param name="asked">Takes down which members are read, for those who describe them; <see langword="null"/> when nobody does.</param>
internal sealed class QueryReader(IQueryCollection query, ICollection<QueryMember>? asked = null)
{
    private readonly List<string> _faults = [];

    /// <summary>A text, or <see langword="null"/> when it is absent or empty.</summary>
    /// <param name="name">The member.</param>
    /// <param name="about">What it is, in a sentence.</param>
    public string? Text(string name, string about)
    {
        asked?.Add(new QueryMember(name, about, new FieldForm()));

        return Find(name);
    }

    /// <summary>An identifier.</summary>
    /// <inheritdoc cref="Text"/>
    public Guid? Id(string name, string about)
    {
        asked?.Add(new QueryMember(name, about, FieldType.Id.Form));

        return Read(name, "must be a GUID", IdText.Parse);
    }

    /// <summary>One of the names of an enumeration, in any casing.</summary>
    /// <inheritdoc cref="Text"/>
    public T? OneOf<T>(string name, string about)
        where T : struct, Enum
    {
        asked?.Add(new QueryMember(name, about, new FieldForm { Names = Enum.GetNames<T>() }));

        return Read(name, $"must be one of {EnumText.NamesOf<T>()}", EnumText.Parse<T>);
    }

    /// <summary>A day. As in the bank's other lists, the time of a moment is ignored.</summary>
    /// <inheritdoc cref="Text"/>
    public DateOnly? Day(string name, string about)
    {
        asked?.Add(new QueryMember(name, about, FieldType.Date.Form));

        return Read(
            name,
            "must be a date, YYYY-MM-DD",
            text => DateOnly.TryParseExact(text.Split('T')[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null as DateOnly?);
    }

    /// <summary>A whole number from 1.</summary>
    /// <param name="name">The member.</param>
    /// <param name="about">What it is, in a sentence.</param>
    /// <param name="byDefault">What it is when it is absent or empty.</param>
    public int Count(string name, string about, int byDefault)
    {
        asked?.Add(new QueryMember(name, about, new FieldForm { Kind = FieldKind.WholeNumber, Smallest = 1 }) { Default = byDefault });

        return Read(
            name,
            "must be a whole number from 1",
            text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1 ? value : null as int?) ?? byDefault;
    }

    /// <summary>A whole number of 32 bits.</summary>
    /// <inheritdoc cref="Count"/>
    public int WholeNumber(string name, string about, int byDefault)
    {
        asked?.Add(new QueryMember(name, about, new FieldForm { Kind = FieldKind.WholeNumber }) { Default = byDefault });

        return Read(
            name,
            $"must be a whole number from {int.MinValue} to {int.MaxValue}",
            text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null as int?) ?? byDefault;
    }

    /// <summary>A cursor that an answer before gave; 0 when it is absent.</summary>
    /// <inheritdoc cref="Text"/>
    public long Cursor(string name, string about)
    {
        asked?.Add(new QueryMember(name, about, new FieldForm { Kind = FieldKind.WholeNumber, Smallest = 0 }) { Default = 0 });

        return Read(
            name,
            "must be a cursor that an answer gave, a whole number from 0",
            text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null as long?) ?? 0;
    }

    /// <summary>Some of the names that there are, in any casing, divided by commas or given one by one; <see langword="null"/> when it is absent.</summary>
    /// <param name="name">The member.</param>
    /// <param name="about">What it is, in a sentence.</param>
    /// <param name="names">The names.</param>
    public IReadOnlyList<string>? SomeOf(string name, string about, IReadOnlyCollection<string> names)
    {
        asked?.Add(new QueryMember(name, about, new FieldForm()));
        var chosen = Find(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (chosen?.FirstOrDefault(text => !names.Contains(text, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            _faults.Add($"{char.ToUpperInvariant(name[0])}{name[1..]} must be some of {string.Join(", ", names)}, divided by commas; there is no '{unknown}'");
        }

        return chosen is null ? null : [.. names.Where(known => chosen.Contains(known, StringComparer.OrdinalIgnoreCase))];
    }

    /// <summary>Refuses the call if something is wrong.</summary>
    /// <exception cref="RefusedException">It is; every fault is told.</exception>
    public void ThrowIfFaulty()
    {
        if (_faults is not [])
        {
            throw RefusedException.Invalid(_faults);
        }
    }

    private string? Find(string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    private T? Read<T>(string name, string must, Func<string, T?> parse)
        where T : struct
    {
        if (Find(name) is not { } text)
        {
            return null;
        }

        var value = parse(text);
        if (value is null)
        {
            _faults.Add($"{char.ToUpperInvariant(name[0])}{name[1..]} {must}");
        }

        return value;
    }
}

/// <summary>A member of a query.</summary>
/// <param name="Name">The name; read in any casing.</param>
/// <param name="About">What it is, in a sentence.</param>
/// <param name="Form">What it looks like.</param>
internal sealed record QueryMember(string Name, string About, FieldForm Form)
{
    /// <summary>What it is when it is absent; <see langword="null"/> when it then plays no part.</summary>
    public int? Default { get; init; }
}
