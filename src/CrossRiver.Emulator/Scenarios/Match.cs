using System.Globalization;
using System.Text;
using System.Text.Json;
using CrossRiver.Emulator.Bodies;

namespace CrossRiver.Emulator.Scenarios;

/// <summary>Which customers a scenario is for. All its parts must hold.</summary>
/// <param name="Body">What must stand in the body of the create.</param>
/// <param name="AnyOf">Of these, one at least must hold, if there are any.</param>
internal sealed record Match(IReadOnlyList<FieldMatch> Body, IReadOnlyList<Match> AnyOf)
{
    /// <summary>How many fields are tested; of two scenarios that match, the one that tests more is the more particular.</summary>
    public int FieldsTested { get; } = Body.Count + (AnyOf is [] ? 0 : AnyOf.Max(match => match.FieldsTested));

    /// <summary>Whether a create is of such a customer.</summary>
    public bool Holds(JsonElement body) =>
        Body.All(field => field.Holds(body)) && (AnyOf is [] || AnyOf.Any(match => match.Holds(body)));
}

/// <summary>What one field of a body must be: any of some texts, after folding case, accents and runs of spaces.</summary>
internal sealed record FieldMatch
{
    private readonly string[] _segments;
    private readonly HashSet<string> _folded;

    /// <param name="path">The field, its sections separated by dots, for example <c>profile.taxId</c>.</param>
    /// <param name="values">What it may be.</param>
    public FieldMatch(string path, IEnumerable<string> values)
    {
        _segments = path.Split('.');
        _folded = values.Select(Fold).ToHashSet(StringComparer.Ordinal);
    }

    public bool Holds(JsonElement body)
    {
        JsonElement? value = body;
        foreach (var segment in _segments)
        {
            value = value?.FindMember(segment);
        }

        return value is { } found && TextOf(found) is { } text && _folded.Contains(Fold(text));
    }

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.TextOrNull(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var character in text.Trim().Normalize(NormalizationForm.FormD))
        {
            if (char.IsWhiteSpace(character))
            {
                if (folded is not [.., ' '])
                {
                    folded.Append(' ');
                }
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(character) is not UnicodeCategory.NonSpacingMark)
            {
                folded.Append(char.ToUpperInvariant(character));
            }
        }

        return folded.ToString();
    }
}
