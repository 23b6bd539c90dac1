using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Platform.Bodies;

/// <summary>Compares a body with its fields, and collects the faults.</summary>
/// <param name="today">The current day at the bank.</param>
internal sealed class BodyCheck(DateOnly today, IServiceProvider services)
{
    private const int MostUnknownNoted = 20;
    private const int LongestNoted = 100;

    private readonly List<string> _faults = [];
    private readonly List<string> _unknownMembers = [];

    /// <summary>Gets the paths of the members that no field describes: the first 20, each up to 100 characters.</summary>
    /// <remarks>They are no faults, because a client may be written for a newer version of the bank's API.</remarks>
    public IReadOnlyList<string> UnknownMembers => _unknownMembers;

    /// <summary>Checks an object.</summary>
    /// <param name="fields">The members that the object may have.</param>
    /// <param name="section">The path of the object within the body, with a dot at its end; empty for the body itself.</param>
    public void Check(JsonElement body, IReadOnlyList<Field> fields, string section = "")
    {
        var values = ValuesOf(body, fields, section);
        for (var i = 0; i < fields.Count; i++)
        {
            CheckField(fields[i], values[i], body, section);
        }
    }

    /// <summary>Refuses the body if it has faults.</summary>
    /// <exception cref="ApiException">The body has faults. They are all in the messages, in the order of the fields.</exception>
    public void ThrowIfFaulty() => ApiException.ThrowIfAny(_faults);

    private void CheckField(Field field, JsonElement value, JsonElement body, string section)
    {
        if (field.IsAbsent(value) || (value.IsBlank() && field.IsRequiredIn(body)))
        {
            if (field.IsRequiredIn(body))
            {
                _faults.Add($"{TitleOf(field, section)} required");
            }
        }
        else if (!field.Type.Accepts(new FieldValue(value, body, today, services)))
        {
            _faults.Add($"{TitleOf(field, section)} {field.Type.Must}");
        }
        else if (field.Type.Form.Kind is FieldKind.List)
        {
            for (var i = 0; i < value.GetArrayLength(); i++)
            {
                Check(value[i], field.Members, $"{TitleOf(field, section)}[{i}].");
            }
        }
        else if (field.Members is not [])
        {
            Check(value, field.Members, $"{TitleOf(field, section)}.");
        }
    }

    private JsonElement[] ValuesOf(JsonElement body, IReadOnlyList<Field> fields, string section)
    {
        var values = new JsonElement[fields.Count];
        foreach (var member in body.EnumerateObject())
        {
            var index = IndexOf(member, fields);
            if (index < 0)
            {
                NoteUnknown(section + member.SafeName());
            }
            else if (values[index].ValueKind is JsonValueKind.Undefined)
            {
                values[index] = member.Value;
            }
            else
            {
                AddOnce($"{TitleOf(fields[index], section)} must be given once");
            }
        }

        return values;
    }

    private void AddOnce(string fault)
    {
        if (!_faults.Contains(fault, StringComparer.Ordinal))
        {
            _faults.Add(fault);
        }
    }

    private void NoteUnknown(string member)
    {
        if (_unknownMembers.Count < MostUnknownNoted)
        {
            _unknownMembers.Add(member.Length <= LongestNoted ? member : member[..LongestNoted]);
        }
    }

    private static string TitleOf(Field field, string section) => field.IsTitledInWords ? field.Title : section + field.Title;

    private static int IndexOf(JsonProperty member, IReadOnlyList<Field> fields)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (member.IsNamed(fields[i].Name))
            {
                return i;
            }
        }

        return -1;
    }
}
