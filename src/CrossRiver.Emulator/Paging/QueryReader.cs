using System.Globalization;
using CrossRiver.Emulator.Bodies;
using CrossRiver.Emulator.Errors;

namespace CrossRiver.Emulator.Paging;

/// <summary>Reads the members of a query that narrow a list, and keeps what is wrong with them.</summary>
internal sealed class QueryReader(IQueryCollection query)
{
    private readonly List<string> _faults = [];

    /// <summary>A text, or <see langword="null"/> when it is absent or empty.</summary>
    public string? Text(string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>An identifier.</summary>
    public Guid? Id(string name) => Read(name, "must be a GUID", IdText.Parse);

    /// <summary>One of the names of an enumeration, in any casing.</summary>
    public T? OneOf<T>(string name)
        where T : struct, Enum => Read(
            name,
            $"must be one of {EnumText.NamesOf<T>()}",
            EnumText.Parse<T>);

    /// <summary>A day. As in the bank's other lists, the time of a moment is ignored.</summary>
    public DateOnly? Day(string name) => Read(
        name,
        "must be a date, YYYY-MM-DD",
        text => DateOnly.TryParseExact(text.Split('T')[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null as DateOnly?);

    /// <summary>Refuses the call if something is wrong.</summary>
    /// <exception cref="RefusedException">It is; every fault is told.</exception>
    public void ThrowIfFaulty()
    {
        if (_faults is not [])
        {
            throw RefusedException.Invalid(_faults);
        }
    }

    private T? Read<T>(string name, string must, Func<string, T?> parse)
        where T : struct
    {
        if (Text(name) is not { } text)
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
