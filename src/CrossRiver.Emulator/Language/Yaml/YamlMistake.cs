namespace CrossRiver.Emulator.Language.Yaml;

/// <summary>Explains YAML errors to users: the mistake, its place, and the expected text.</summary>
/// <remarks>The library reports only the token that its scanner expected. The text around the place reveals the intention.</remarks>
internal sealed class YamlMistake(string text)
{
    private const string Closing = "]}";

    private readonly TextLines _lines = new(text);

    /// <summary>Returns the place of the mistake, and its explanation.</summary>
    /// <param name="place">The place of the library's error, possibly beyond the text.</param>
    /// <param name="reason">The library's message.</param>
    public (Place Place, string Text) Find(Place place, string reason) =>
        FindTab(place, reason)
        ?? FindControl(place)
        ?? FindQuote(place, reason)
        ?? FindHeader(place, reason)
        ?? FindIndicator(place)
        ?? FindBracket(place, reason)
        ?? FindColon(place, reason)
        ?? FindLine(place, reason)
        ?? (place, "this is no YAML; check the colons, quotation marks, brackets and indentation above");

    // The library reports a tab at the beginning of the value that the line with the tab belongs to. Other mistakes can be the consequence of a tab near them.
    private (Place, string)? FindTab(Place place, string reason)
    {
        var isMeant = reason.Contains("tab", StringComparison.Ordinal);
        for (var line = place.Line - 1; line <= (isMeant ? _lines.All.Length : place.Line + 1); line++)
        {
            var tab = _lines.Line(line)[..TextLines.IndentOf(_lines.Line(line))].IndexOf('\t', StringComparison.Ordinal);
            if (tab >= 0)
            {
                return (new Place(line, tab + 1), "a tab does not indent in YAML; write spaces");
            }
        }

        return null;
    }

    // The scanner stops at such a character or behind it.
    private (Place, string)? FindControl(Place place)
    {
        var control = new[] { place, place with { Column = place.Column - 1 } }.FirstOrDefault(each => _lines.Character(each) is { } character && char.IsControl(character) && character is not '\t');
        return _lines.Character(control) is { } found ? (control, string.Create(CultureInfo.InvariantCulture, $"the character U+{(int)found:X4} is not allowed; remove it")) : null;
    }

    private (Place, string)? FindQuote(Place place, string reason)
    {
        if (!reason.Contains("quoted scalar", StringComparison.Ordinal))
        {
            var before = _lines.Line(place.Line)[..Math.Min(place.Column - 1, _lines.Line(place.Line).Length)].TrimEnd();
            return reason.Contains("expected key", StringComparison.Ordinal) && before is [.., '\'' or '"'] && before.Length > TextLines.IndentOf(before) + 1
                ? (place, $"the text ends at the quotation mark before this; write {(before[^1] is '"' ? "\\\"" : "''")} for a mark within the text, or put all of it in quotes")
                : null;
        }

        if (reason.Contains("surrogate", StringComparison.Ordinal))
        {
            return (place, "this text has the escape of half of a character; write the character itself");
        }

        return FindEscape(place) is { } escape && (reason.Contains("escape", StringComparison.Ordinal) || reason.Contains("hexadecimal", StringComparison.Ordinal))
            ? (escape, $"'{ParseContext.Shown(_lines.From(escape, 2))}' is no escape of a text in \" \"; write \\\\ for a backslash, or put the text in ' '")
            : (place, $"the quotation mark that opens here is never closed; write {_lines.Character(place) ?? '"'} at the end of the text");
    }

    // Finds the first escape that the library does not accept. A backslash at the end of the text is no escape.
    private Place? FindEscape(Place quote)
    {
        for (var line = quote.Line; line <= _lines.All.Length; line++)
        {
            for (var index = line == quote.Line ? quote.Column : 0; index < _lines.Line(line).Length; index++)
            {
                if (_lines.Line(line)[index] is '\\')
                {
                    if (!IsEscape(_lines.Line(line)[(index + 1)..]))
                    {
                        return new Place(line, index + 1);
                    }

                    index++;
                }
            }
        }

        return null;
    }

    private static bool IsEscape(string rest) => rest is "" || rest[0] switch
    {
        'x' => IsHex(rest, 2),
        'u' => IsHex(rest, 4),
        'U' => IsHex(rest, 8) && int.TryParse(rest[1..9], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point) && point is >= 0 and <= 0x10FFFF,
        var letter => "0abt\tnvfre \"/\\N_LP".Contains(letter, StringComparison.Ordinal),
    };

    private static bool IsHex(string rest, int digits) => rest.Length > digits && rest[1..(digits + 1)].All(char.IsAsciiHexDigit);

    private (Place, string)? FindHeader(Place place, string reason) => reason switch
    {
        _ when _lines.Line(place.Line).StartsWith('%') => (new Place(place.Line, 1), "a line that begins with % is not allowed; leave it out"),
        _ when reason.Contains("block scalar", StringComparison.Ordinal) => (place, "after | or > the text begins in the next line; write it there, or put it in quotes"),
        _ when reason.Contains("more than one anchor", StringComparison.Ordinal) => (place, "a value has two anchors (&); leave one"),
        _ => null,
    };

    private (Place, string)? FindIndicator(Place place)
    {
        // The value may begin before the place: *a b is an alias and more.
        var start = ValueStartBefore(place);
        return _lines.Character(start) is { } sign && "@`%*&".Contains(sign, StringComparison.Ordinal) && start.Line == place.Line
            ? (start, $"a text that begins with {sign} must be in quotes; write \"{ParseContext.Shown(_lines.ValueFrom(start))}\"") : null;
    }

    private (Place, string)? FindBracket(Place place, string reason)
    {
        var open = Brackets.OpenAt(_lines.All, place);
        if (open is null)
        {
            return _lines.Character(place) is { } extra && Closing.Contains(extra, StringComparison.Ordinal) ? (place, $"this {extra} closes nothing; leave it out, or open it before") : null;
        }

        var (opener, opened) = open.Value;
        var closing = opened is '[' ? ']' : '}';
        return _lines.Character(place) switch
        {
            { } other when Closing.Contains(other, StringComparison.Ordinal) && other != closing => (place, $"this {other} does not close the {opened} in line {opener.Line}; write {closing}"),
            ',' or ']' or '}' => (place, "a value is missing before this; write it, or leave the comma out"),
            { } when place.Line == opener.Line && reason.Contains("','", StringComparison.Ordinal) => (place, $"a comma is missing before this; write it, or {closing} where the {opened} ends"),
            _ => (opener, $"the {opened} that opens here is never closed; write {closing} at its end"),
        };
    }

    private (Place, string)? FindColon(Place place, string reason)
    {
        if (!reason.Contains("invalid mapping", StringComparison.Ordinal))
        {
            return null;
        }

        var line = _lines.Line(place.Line);
        var start = TextLines.ContentOf(line);
        if (line.StartsWith("---", StringComparison.Ordinal))
        {
            return (new Place(place.Line, 1), "a line with --- has nothing else; write what follows it in the next line");
        }

        if (line.IndexOf(": ", StringComparison.Ordinal) is >= 0 and var first && first < place.Column - 1)
        {
            var value = new Place(place.Line, first + 3);
            return (place, $"a colon and a space make a key of the text before them; write \"{ParseContext.Shown(_lines.ValueFrom(value))}\" in quotes, or begin the key on a new line");
        }

        var above = _lines.Above(place.Line);
        return (new Place(place.Line, start + 1), string.Create(CultureInfo.InvariantCulture,
            $"this is indented more than line {above}, which has a value already; begin it in column {TextLines.ContentOf(_lines.Line(above)) + 1}, or leave that value out"));
    }

    private (Place, string)? FindLine(Place place, string reason)
    {
        var line = _lines.Line(place.Line);
        var content = line.Trim();
        var start = new Place(place.Line, TextLines.IndentOf(line) + 1);
        if (content.StartsWith('-') && content.Length > 1 && content[1] is not (' ' or '-') && reason.Contains("'-'", StringComparison.Ordinal))
        {
            return (start, $"a hyphen needs a space behind it; write - {ParseContext.Shown(content[1..])}");
        }

        if (reason.Contains("'-'", StringComparison.Ordinal))
        {
            return (start, string.Create(CultureInfo.InvariantCulture,
                $"this line stands among the elements of a list; begin it with a hyphen, or in column {TextLines.ContentOf(_lines.Line(_lines.Above(place.Line))) + 1} if it belongs to the element above"));
        }

        if (reason.Contains("document end", StringComparison.Ordinal))
        {
            return (place, "this does not belong to the document above; begin all its keys in one column, or write --- in a line between");
        }

        return reason.Contains("expected key", StringComparison.Ordinal) || reason.Contains("expected ':'", StringComparison.Ordinal) ? ExplainLine(place, start, content) : null;
    }

    private static (Place, string) ExplainLine(Place place, Place start, string content)
    {
        if (place.Column > start.Column)
        {
            return (place, "this does not belong to the value before it; put all of it in quotes, or write it on a new line");
        }

        if (content.StartsWith("- ", StringComparison.Ordinal) || content is "-")
        {
            return (start, "an element of a list stands where a key is expected; indent it as far as the elements above, or write the key of the list before it");
        }

        return content.Split(':') is [var key, var value] && !key.Contains(' ', StringComparison.Ordinal)
            ? (start, value is "" or [' ', ..] ? "this key is indented less than the keys beside it; begin all of them in one column" : $"a colon needs a space behind it; write {ParseContext.Shown(key)}: {ParseContext.Shown(value)}")
            : (start, "this line has no key; write a key, a colon and a space before the value");
    }

    private Place ValueStartBefore(Place place)
    {
        var line = _lines.Line(place.Line);
        var end = Math.Min(place.Column - 1, line.Length);
        var colon = line[..end].LastIndexOf(": ", StringComparison.Ordinal);
        var hyphen = TextLines.ContentOf(line);
        var start = colon >= 0 ? colon + 2 : Math.Min(hyphen, end);
        while (start < line.Length && line[start] is ' ')
        {
            start++;
        }

        return _lines.Character(place) is { } sign && "@`%*&".Contains(sign, StringComparison.Ordinal) ? place : new Place(place.Line, start + 1);
    }
}
