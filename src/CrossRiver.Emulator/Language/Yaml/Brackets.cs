namespace CrossRiver.Emulator.Language.Yaml;

/// <summary>Finds the brackets of a YAML text.</summary>
internal static class Brackets
{
    /// <summary>Returns the innermost bracket that is open at a place, or null if there is none.</summary>
    /// <remarks>Ignores brackets in quotes, in comments and within plain text.</remarks>
    public static (Place Place, char Bracket)? OpenAt(string[] lines, Place end)
    {
        var open = new Stack<(Place Place, char Bracket)>();
        var quote = default(char?);
        for (var line = 1; line <= Math.Min(end.Line, lines.Length); line++)
        {
            var text = lines[line - 1];
            for (var index = 0; index < text.Length && (line < end.Line || index < end.Column - 1); index++)
            {
                if (quote is null && text[index] is '#' && (index is 0 || text[index - 1] is ' '))
                {
                    break;
                }

                Count(text, index, new Place(line, index + 1), open, ref quote);
            }
        }

        return open.TryPeek(out var last) ? last : null;
    }

    private static void Count(string text, int index, Place place, Stack<(Place Place, char Bracket)> open, ref char? quote)
    {
        var character = text[index];
        if (quote is not null)
        {
            quote = character == quote && !(quote is '"' && index > 0 && text[index - 1] is '\\') ? null : quote;
        }
        else if (character is '"' or '\'' && BeginsValue(text, index))
        {
            quote = character;
        }
        else if (character is '[' or '{' && (open.Count > 0 || BeginsValue(text, index)))
        {
            open.Push((place, character));
        }
        else if (character is ']' or '}')
        {
            open.TryPop(out _);
        }
    }

    private static bool BeginsValue(string text, int index) => text[..index].TrimEnd() is "" or [.., ':' or '-' or ',' or '[' or '{' or '?'];
}
