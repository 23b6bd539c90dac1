namespace CrossRiver.Emulator.Kernel.Journal.Matching;

/// <summary>Compares values with expectations: text in any casing with <c>*</c> as a wildcard, other values exactly, a list by any of its elements.</summary>
internal static class ExpectedValue
{
    /// <summary>Returns whether any value of a member is as expected. A member without values is null.</summary>
    public static bool IsMet(JsonElement expected, IReadOnlyList<JsonElement> actual) => expected.ValueKind switch
    {
        JsonValueKind.Array => expected.EnumerateArray().Any(one => IsMet(one, actual)),
        JsonValueKind.Null => actual.All(value => value.ValueKind is JsonValueKind.Null),
        _ => actual.Any(value => IsMet(expected, value)),
    };

    private static bool IsMet(JsonElement expected, JsonElement actual) => (expected.ValueKind, actual.ValueKind) switch
    {
        (JsonValueKind.String, JsonValueKind.String) => IsLike(actual.GetString()!, expected.GetString()!),
        (JsonValueKind.Number, JsonValueKind.Number) => JsonElement.DeepEquals(expected, actual),
        var (one, other) => one == other,
    };

    // Each star takes as little as possible, and more if the rest does not match.
    private static bool IsLike(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern)
    {
        var (at, next, star, taken) = (0, 0, -1, 0);
        while (at < text.Length)
        {
            if (next < pattern.Length && pattern[next] == '*')
            {
                (star, taken) = (next++, at);
            }
            else if (next < pattern.Length && char.ToUpperInvariant(pattern[next]) == char.ToUpperInvariant(text[at]))
            {
                (at, next) = (at + 1, next + 1);
            }
            else if (star >= 0)
            {
                (at, next) = (++taken, star + 1);
            }
            else
            {
                return false;
            }
        }

        return pattern[next..].Trim('*').IsEmpty;
    }
}
