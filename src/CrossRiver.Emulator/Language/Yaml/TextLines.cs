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
    public int Above(int line)
    {
        do
        {
            line--;
        }
        while (line > 1 && (Line(line).Trim() is "" || Line(line).TrimStart().StartsWith('#')));

        return Math.Max(1, line);
    }

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
