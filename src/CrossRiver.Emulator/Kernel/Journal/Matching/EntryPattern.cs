namespace CrossRiver.Emulator.Kernel.Journal.Matching;

/// <summary>Represents the expected members of an entry.</summary>
internal sealed class EntryPattern
{
    private readonly List<(string Path, JsonElement Expected)> _members = [];

    /// <param name="match">The members with their expected values. A nested member has a dotted name, or is in a nested object.</param>
    public EntryPattern(JsonElement? match) => Collect(match ?? default, "");

    public IEnumerable<string> Paths => _members.Select(member => member.Path);

    /// <summary>Compares an entry with the pattern.</summary>
    /// <returns>The members that differ; empty if the entry matches.</returns>
    public IReadOnlyList<MemberDifference> Compare(JournalEntry entry)
    {
        if (_members is [])
        {
            return [];
        }

        var json = JsonSerializer.SerializeToElement(entry, entry.GetType(), WireJson.Options);
        var differences = new List<MemberDifference>();
        foreach (var (path, expected) in _members)
        {
            var actual = ValuesAt(json, path.Split('.')).ToList();
            if (!ExpectedValue.IsMet(expected, actual))
            {
                differences.Add(new MemberDifference(path, expected, actual is [] ? null : actual[0]));
            }
        }

        return differences;
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
/// <param name="Expected">The expected value.</param>
/// <param name="Actual">The actual value, or null if the entry has no such member.</param>
internal sealed record MemberDifference(string Member, JsonElement Expected, JsonElement? Actual);
