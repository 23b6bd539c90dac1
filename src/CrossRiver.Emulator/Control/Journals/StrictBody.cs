using CrossRiver.Emulator.Kernel.Journal.Matching;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Control.Journals;

/// <summary>Refuses what the bank's routes would let pass: a name that does not exist would make a check check nothing.</summary>
internal static class StrictBody
{
    /// <summary>The field of a pattern for entries.</summary>
    public static FieldType Match { get; } = FieldType.Section with
    {
        Must = $"must be an object: members of the entry, and what they have to be; at most {WireJson.DeepestShown} levels deep",
        Accepts = value => value.Json.ValueKind is JsonValueKind.Object && value.Json.IsWithin(WireJson.DeepestShown),
        Form = FieldType.Section.Form with { IsPartial = true },
    };

    /// <summary>Reads a pattern for entries of a kind.</summary>
    /// <param name="title">What messages call it.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="match">The members, or <see langword="null"/> for any entry.</param>
    /// <exception cref="RefusedException">It names members that the kind does not have.</exception>
    public static EntryPattern ReadPattern(string title, string kind, JsonElement? match)
    {
        var pattern = new EntryPattern(match);
        var faults = pattern.Paths
            .Select(path => (Path: path, Unknown: EntryMembers.FindUnknown(kind, path)))
            .Where(found => found.Unknown is not null)
            .Select(found => $"{title}.{found.Path}: entries of kind '{kind}' have no such member; {Suggest(found.Unknown!)}")
            .ToList();

        return faults is [] ? pattern : throw RefusedException.Invalid(faults);
    }

    private static string Suggest(UnknownMember unknown) =>
        unknown.Known is { Count: 0 } ? $"there is nothing below it to be '{unknown.Name}'" : Suggestion.For(unknown.Name, unknown.Known);
}
