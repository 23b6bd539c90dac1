namespace CrossRiver.Emulator.Language.Yaml;

/// <summary>Represents the lines of a text. A place beyond the text contains nothing.</summary>
internal sealed class TextLines(string text)
{
    /// <summary>Gets the lines, which may end in a carriage return.</summary>
    public string[] All { get; } = text.Split('\n');

    /// <summary>Returns a line, counted from 1, or an empty text beyond the text.</summary>
    public string Line(int line) => line >= 1 && line <= All.Length ? All[line - 1].TrimEnd('\r') : "";

    /// <summary>Returns the character at a place, or null beyond the text.</summary>
    public char? Character(Place place) => place.Column >= 1 && place.Column <= Line(place.Line).Length ? Line(place.Line)[place.Column - 1] : null;

    /// <summary>Returns the text of a line from a place on.</summary>
    /// <param name="length">The largest number of characters.</param>
    public string From(Place place, int length)
    {
        var line = Line(place.Line);
        var start = Math.Min(place.Column - 1, line.Length);
        return line.Substring(start, Math.Min(length, line.Length - start));
    }

    /// <summary>Returns the value that begins at a place, without the comment behind it.</summary>
    public string ValueFrom(Place place)
    {
        var rest = From(place, int.MaxValue);
        return (rest.IndexOf(" #", StringComparison.Ordinal) is >= 0 and var comment ? rest[..comment] : rest).Trim();
    }

    /// <summary>Returns the number of the nearest line above with more than spaces and a comment, or 1 if there is none.</summary>
    public int Above(int line) =>
        Enumerable.Range(1, Math.Max(0, line - 1)).LastOrDefault(above => Line(above).Trim() is not ("" or ['#', ..]), defaultValue: 1);

    /// <summary>Returns the number of spaces and tabs at the beginning of a line.</summary>
    public static int IndentOf(string line) => line.Length - line.TrimStart(' ', '\t').Length;

    /// <summary>Returns the index of the first key in a line, behind the hyphens of lists.</summary>
    public static int ContentOf(string line)
    {
        var index = IndentOf(line);
        while (index + 1 < line.Length && line[index] is '-' && line[index + 1] is ' ')
        {
            index++;
            index += line[index..].Length - line[index..].TrimStart(' ').Length;
        }

        return index;
    }
}

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
