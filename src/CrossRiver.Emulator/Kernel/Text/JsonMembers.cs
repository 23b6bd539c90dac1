using System.Runtime.InteropServices;

namespace CrossRiver.Emulator.Kernel.Text;

/// <summary>Finds members of JSON objects as the bank's reader does: in any casing.</summary>
internal static class JsonMembers
{
    /// <summary>Finds a member, or returns <see langword="null"/> when there is none.</summary>
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

    /// <summary>Returns the text of a field, a number or Boolean as it is written, or <see langword="null"/> if there is none.</summary>
    /// <param name="body">An object.</param>
    /// <param name="path">The field's sections separated by dots, for example <c>profile.taxId</c>.</param>
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

    /// <summary>Whether a member has a name, in any casing.</summary>
    public static bool IsNamed(this JsonProperty member, ReadOnlySpan<char> name)
    {
        // Nearly every name is plain, and then no text need be made of it.
        var raw = JsonMarshal.GetRawUtf8PropertyName(member);
        return Ascii.IsValid(raw) && !raw.Contains((byte)'\\')
            ? Ascii.EqualsIgnoreCase(raw, name)
            : name.Equals(member.SafeName(), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A member's name. JSON can spell halves of characters, which are no name.</summary>
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

    /// <summary>Returns whether a value has at most so many levels of nesting; an object or a list is one.</summary>
    public static bool IsWithin(this JsonElement value, int levels) => value.ValueKind switch
    {
        JsonValueKind.Object => levels > 0 && value.EnumerateObject().All(member => member.Value.IsWithin(levels - 1)),
        JsonValueKind.Array => levels > 0 && value.EnumerateArray().All(item => item.IsWithin(levels - 1)),
        _ => true,
    };

    /// <summary>Returns whether a value is a text of white space alone, or an empty one.</summary>
    public static bool IsBlank(this JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.String)
        {
            return false;
        }

        // Nearly every text begins with a letter or a digit, and then no text need be made of it.
        var quoted = JsonMarshal.GetRawUtf8Value(value);
        return !char.IsAsciiLetterOrDigit((char)quoted[1]) && value.TextOrNull() is { } text && string.IsNullOrWhiteSpace(text);
    }

    /// <summary>The text of a value, or <see langword="null"/> when it is none: another type, or halves of characters.</summary>
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
