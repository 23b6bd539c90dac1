using System.Runtime.InteropServices;

namespace CrossRiver.Emulator.Kernel.Text;

/// <summary>Finds members of JSON objects as the bank's reader does: in any casing.</summary>
internal static class JsonMembers
{
    /// <summary>Finds a member, or returns null.</summary>
    public static JsonElement? FindMember(this JsonElement body, ReadOnlySpan<char> name)
    {
        if (body.ValueKind is JsonValueKind.Object)
        {
            foreach (var member in body.EnumerateObject())
            {
                if (member.IsNamed(name))
                {
                    return member.Value;
                }
            }
        }

        return null;
    }

    /// <summary>Returns the text of a field, a number or Boolean as it is written, or null.</summary>
    /// <param name="path">The sections separated by dots, for example <c>profile.taxId</c>.</param>
    public static string? TextAt(this JsonElement body, string path)
    {
        JsonElement? value = body;
        foreach (var section in path.AsSpan().Split('.'))
        {
            value = value?.FindMember(path.AsSpan(section));
        }

        return value is not { } found ? null : found.ValueKind switch
        {
            JsonValueKind.String => found.TextOrNull(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => found.GetRawText(),
            _ => null,
        };
    }

    /// <summary>Returns whether a member has a name, in any casing.</summary>
    public static bool IsNamed(this JsonProperty member, ReadOnlySpan<char> name)
    {
        // Nearly all names are plain ASCII, which needs no new string.
        var raw = JsonMarshal.GetRawUtf8PropertyName(member);
        return Ascii.IsValid(raw) && !raw.Contains((byte)'\\')
            ? Ascii.EqualsIgnoreCase(raw, name)
            : name.Equals(member.SafeName(), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Returns a member's name, or a placeholder: JSON can contain halves of surrogate pairs, which are not text.</summary>
    public static string SafeName(this JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return "(a name that is no text)";
        }
    }

    /// <summary>Returns whether a value has at most so many levels of objects and lists.</summary>
    public static bool IsWithin(this JsonElement value, int levels) => value.ValueKind switch
    {
        JsonValueKind.Object => levels > 0 && value.EnumerateObject().All(member => member.Value.IsWithin(levels - 1)),
        JsonValueKind.Array => levels > 0 && value.EnumerateArray().All(item => item.IsWithin(levels - 1)),
        _ => true,
    };

    /// <summary>Returns whether a value is an object without members, or with nulls alone.</summary>
    public static bool IsEmptyObject(this JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.Object)
        {
            return false;
        }

        foreach (var member in value.EnumerateObject())
        {
            if (member.Value.ValueKind is not JsonValueKind.Null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Returns whether a value is an empty text or white space alone.</summary>
    public static bool IsBlank(this JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.String)
        {
            return false;
        }

        // Nearly all texts start with a letter or a digit, which needs no new string.
        var quoted = JsonMarshal.GetRawUtf8Value(value);
        return !char.IsAsciiLetterOrDigit((char)quoted[1]) && value.TextOrNull() is { } text && string.IsNullOrWhiteSpace(text);
    }

    /// <summary>Returns the text of a value, or null if it is of another type or contains halves of surrogate pairs.</summary>
    public static string? TextOrNull(this JsonElement value)
    {
        try
        {
            return value.ValueKind is JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
