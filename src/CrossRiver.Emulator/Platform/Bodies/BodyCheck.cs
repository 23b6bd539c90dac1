using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Platform.Bodies;

/// <summary>Compares a body with its fields and keeps what is wrong with it.</summary>
/// <param name="today">The day it is at the bank.</param>
internal sealed class BodyCheck(DateOnly today, IServiceProvider services)
{
    private const int MostUnknownNoted = 20;
    private const int LongestNoted = 100;

    private readonly List<string> _faults = [];
    private readonly List<string> _unknownMembers = [];

    /// <summary>Members that no field describes, by their path. They are no fault: the bank's clients may be newer than we are. The first 20.</summary>
    public IReadOnlyList<string> UnknownMembers => _unknownMembers;

    /// <summary>Checks an object.</summary>
    /// <param name="body">The object.</param>
    /// <param name="fields">What it may hold.</param>
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
    /// <exception cref="RefusedException">It has; every fault is told, in the order of the fields.</exception>
    public void ThrowIfFaulty()
    {
        if (_faults is not [])
        {
            throw RefusedException.Invalid(_faults);
        }
    }

    private void CheckField(Field field, JsonElement value, JsonElement body, string section)
    {
        var isMissing = value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null
            || (field.IsRequired && value.IsBlank());

        if (isMissing)
        {
            if (field.IsRequired)
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
            else if (values[index].ValueKind is not JsonValueKind.Undefined)
            {
                AddOnce($"{TitleOf(fields[index], section)} must be given once");
            }
            else
            {
                values[index] = member.Value;
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
