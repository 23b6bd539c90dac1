namespace CrossRiver.Emulator.Language.Yaml;

/// <summary>The lines of a text, by places in it. A place beyond the text has nothing.</summary>
internal sealed class TextLines(string text)
{
    /// <summary>The lines, which may end in a carriage return.</summary>
    public string[] All { get; } = text.Split('\n');

    /// <summary>How many lines there are.</summary>
    public int Count => All.Length;

    /// <summary>Returns a line, from 1, or an empty text.</summary>
    public string Line(int line) => line >= 1 && line <= All.Length ? All[line - 1].TrimEnd('\r') : "";

    /// <summary>Returns the character at a place, or <see langword="null"/>.</summary>
    public char? Character(Place place) => place.Column >= 1 && place.Column <= Line(place.Line).Length ? Line(place.Line)[place.Column - 1] : null;

    /// <summary>Returns the text of a line from a place on, at most so many characters.</summary>
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

    /// <summary>Finds the line above another one that has more than spaces and a comment; the first one has none above it.</summary>
    public int Above(int line)
    {
        do
        {
            line--;
        }
        while (line > 1 && (Line(line).Trim() is "" || Line(line).TrimStart().StartsWith('#')));

        return Math.Max(1, line);
    }

    /// <summary>How many spaces and tabs a line begins with.</summary>
    public static int IndentOf(string line) => line.Length - line.TrimStart(' ', '\t').Length;

    /// <summary>Where the first key of a line begins, behind the hyphens of lists, from 0.</summary>
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
