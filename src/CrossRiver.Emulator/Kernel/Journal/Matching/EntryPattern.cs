namespace CrossRiver.Emulator.Kernel.Journal.Matching;

/// <summary>Represents the expected members of an entry.</summary>
internal sealed class EntryPattern
{
    private readonly List<(string Path, JsonElement Expected)> _members = [];

    /// <param name="match">The members with their expected values. A nested member has a dotted name, or is in a nested object.</param>
    public EntryPattern(JsonElement? match) => Collect(match ?? default, "");

    public IEnumerable<string> Paths => _members.Select(member => member.Path);

    /// <summary>Returns the members of an entry that differ; empty if the entry matches.</summary>
    public IReadOnlyList<MemberDifference> Compare(JournalEntry entry)
    {
        if (_members is [])
        {
            return [];
        }

        var json = JsonSerializer.SerializeToElement(entry, entry.GetType(), WireJson.Options);
        return
        [
            .. _members.Select(member => (member.Path, member.Expected, Actual: ValuesAt(json, member.Path.Split('.')).ToList()))
                .Where(member => !ExpectedValue.IsMet(member.Expected, member.Actual))
                .Select(member => new MemberDifference(member.Path, member.Expected, member.Actual is [] ? null : member.Actual[0])),
        ];
    }

    public override string ToString() => string.Join(", ", _members.Select(member => $"{member.Path} {TextOf(member.Expected)}"));

    private static string TextOf(JsonElement expected) => expected.ValueKind is JsonValueKind.String ? expected.GetString()! : expected.GetRawText();

    private void Collect(JsonElement match, string section)
    {
        if (match.ValueKind is not JsonValueKind.Object)
        {
            return;
        }

        foreach (var member in match.EnumerateObject())
        {
            if (member.Value.ValueKind is JsonValueKind.Object)
            {
                Collect(member.Value, $"{section}{member.Name}.");
            }
            else
            {
                _members.Add((section + member.Name, member.Value));
            }
        }
    }

    // One element of a list must be as expected.
    private static IEnumerable<JsonElement> ValuesAt(JsonElement json, ReadOnlyMemory<string> path) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray().SelectMany(item => ValuesAt(item, path)),
        _ when path.IsEmpty => [json],
        JsonValueKind.Object => json.EnumerateObject()
            .Where(member => string.Equals(member.Name, path.Span[0], StringComparison.OrdinalIgnoreCase))
            .SelectMany(member => ValuesAt(member.Value, path[1..])),
        _ => [],
    };
}

/// <summary>A member of an entry with another value than expected.</summary>
/// <param name="Member">The path of the member.</param>
/// <param name="Actual">The actual value, or null if the entry has no such member.</param>
internal sealed record MemberDifference(string Member, JsonElement Expected, JsonElement? Actual);

/// <summary>An entry that nearly matches.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Differences">The members with other values than expected.</param>
internal sealed record NearMiss(object Entry, IReadOnlyList<MemberDifference> Differences)
{
    private const int Most = 5;

    /// <summary>Finds the entries that nearly match a pattern, the nearest first, then the newest.</summary>
    public static IReadOnlyList<NearMiss> Find(IEnumerable<JournalEntry> entries, EntryPattern pattern) =>
    [
        .. entries.Select(entry => new NearMiss(entry, pattern.Compare(entry)))
            .Where(miss => miss.Differences is not [])
            .OrderBy(miss => miss.Differences.Count)
            .ThenByDescending(miss => ((JournalEntry)miss.Entry).Number)
            .Take(Most),
    ];
}

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
