using CrossRiver.Emulator.Kernel.Journal.Matching;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Control.Journals;

/// <summary>Reads patterns for entries, and refuses unknown members, because a check of an unknown member would check nothing.</summary>
internal static class SnapshotBody
{
    public static FieldType Match { get; } = FieldType.Section with
    {
        Must = $"must be an object: members of the entry, and what they have to be; at most {WireJson.DeepestShown} levels deep",
        Accepts = value => value.Json.ValueKind is JsonValueKind.Object && value.Json.IsWithin(WireJson.DeepestShown),
        Form = FieldType.Section.Form with { IsPartial = true },
    };

    /// <summary>Reads a pattern for entries of a kind.</summary>
    /// <param name="title">The name of the pattern in messages.</param>
    /// <param name="match">The members, or null for any entry.</param>
    /// <exception cref="ApiException">The pattern names members that entries of the kind do not have.</exception>
    public static EntryPattern ReadPattern(string title, string kind, JsonElement? match)
    {
        var pattern = new EntryPattern(match);
        var faults = pattern.Paths
            .Select(path => (Path: path, Unknown: EntryMembers.FindUnknown(kind, path)))
            .Where(found => found.Unknown is not null)
            .Select(found => $"{title}.{found.Path}: entries of kind '{kind}' have no such member; {Suggest(found.Unknown!)}")
            .ToList();

        return faults is [] ? pattern : throw ApiException.Invalid(faults);
    }

    private static string Suggest(UnknownMember unknown) =>
        unknown.Known is { Count: 0 } ? $"there is nothing below it to be '{unknown.Name}'" : Suggestion.For(unknown.Name, unknown.Known);
}
