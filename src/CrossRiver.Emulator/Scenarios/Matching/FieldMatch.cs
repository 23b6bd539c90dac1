using System.Text.Json;
using CrossRiver.Emulator.Bodies;

namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>What one field must be: any of some things.</summary>
/// <param name="Path">The field, its sections separated by dots, for example <c>profile.taxId</c>; or the name of a header.</param>
/// <param name="AnyOf">What it may be, at least one thing.</param>
internal sealed record FieldMatch(string Path, IReadOnlyList<TextTest> AnyOf)
{
    /// <summary>Whether the field is one of the things.</summary>
    /// <param name="text">The field's text, or <see langword="null"/> when it is not there.</param>
    public bool Holds(string? text) => AnyOf.Any(test => test.Holds(text));

    /// <summary>Finds the text of a field, or returns <see langword="null"/> when there is none.</summary>
    public static string? TextAt(JsonElement body, string path)
    {
        JsonElement? value = body;
        foreach (var section in path.Split('.'))
        {
            value = value?.FindMember(section);
        }

        return value is not { } found ? null : found.ValueKind switch
        {
            JsonValueKind.String => found.TextOrNull(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => found.GetRawText(),
            _ => null,
        };
    }
}
