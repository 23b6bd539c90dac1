namespace CrossRiver.Emulator.Kernel.Journal.Matching;

/// <summary>What an entry's members have to be.</summary>
internal sealed class EntryPattern
{
    private readonly List<(string Path, JsonElement Expected)> _members = [];

    /// <param name="match">An object of members and what they have to be; a member of a member has a dotted name, or stands in an object of its own.</param>
    public EntryPattern(JsonElement? match) => Collect(match ?? default, "");

    /// <summary>The paths of the members.</summary>
    public IEnumerable<string> Paths => _members.Select(member => member.Path);

    /// <summary>Compares an entry with the pattern.</summary>
    /// <returns>The members that differ; none when the entry is meant.</returns>
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

    // Of a list, all its elements: one of them has to be as expected.
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

/// <summary>A member of an entry that is not as expected.</summary>
/// <param name="Member">Its path.</param>
/// <param name="Expected">What it was to be.</param>
/// <param name="Actual">What it is, or <see langword="null"/> when the entry has no such member.</param>
internal sealed record MemberDifference(string Member, JsonElement Expected, JsonElement? Actual);
