using System.Text.RegularExpressions;

namespace CrossRiver.Emulator.Scenarios.Matching.Patterns;

/// <summary>Parses an expression that .NET has accepted, except lookarounds, backreferences and <c>(?x)</c>.</summary>
internal sealed partial class PatternParser(string text)
{
    private readonly List<CharTest> _tests = [];
    private int _at;

    /// <summary>Gets the distinct tests of single characters.</summary>
    public IReadOnlyList<CharTest> Tests => _tests;

    private ReadOnlySpan<char> Rest => text.AsSpan(_at);

    /// <summary>Parses the expression, and returns whether all of it was understood.</summary>
    public bool TryRead([NotNullWhen(true)] out PatternNode? root)
    {
        root = ReadChoice(RegexOptions.None);
        return root is not null && _at == text.Length;
    }

    private PatternNode? ReadChoice(RegexOptions options)
    {
        var branches = new List<PatternNode>();
        var parts = new List<PatternNode>();
        while (_at < text.Length && text[_at] != ')')
        {
            if (text[_at] == '|')
            {
                _at++;
                branches.Add(new SequenceNode(parts));
                parts = [];
            }
            else if (!SkipComment() && !TryReadOptions(ref options, ')'))
            {
                if (ReadPart(options) is not { } part)
                {
                    return null;
                }

                parts.Add(ReadRepeat(part));
            }
        }

        branches.Add(new SequenceNode(parts));
        return branches is [var only] ? only : new ChoiceNode(branches);
    }

    private PatternNode? ReadPart(RegexOptions options) => text[_at] switch
    {
        '(' => ReadGroup(options),
        '[' => ReadTest(LengthOfClass(_at), options),
        '\\' => ReadEscape(options),
        '.' => ReadTest(1, options),
        '^' => ReadAnchor(options.HasFlag(RegexOptions.Multiline) ? Anchor.LineStart : Anchor.TextStart, 1),
        '$' => ReadAnchor(options.HasFlag(RegexOptions.Multiline) ? Anchor.LineEnd : Anchor.LastLineEnd, 1),
        _ when options.HasFlag(RegexOptions.IgnoreCase) => AddTest(Regex.Escape(text[_at++].ToString()), options),
        _ => new LetterNode(text[_at++]),
    };

    private PatternNode? ReadGroup(RegexOptions options)
    {
        var isTaken = true;
        if (Rest.StartsWith("(?<") || Rest.StartsWith("(?'"))
        {
            _at = text.IndexOf(text[_at + 2] is '<' ? '>' : '\'', _at + 3) + 1;
        }
        else if (Rest.StartsWith("(?"))
        {
            isTaken = TryReadOptions(ref options, ':');
        }
        else
        {
            _at++;
        }

        if (!isTaken || ReadChoice(options) is not { } inner || _at == text.Length)
        {
            return null;
        }

        _at++;
        return inner;
    }

    // Reads (?im-s) and (?im-s: if they contain only options.
    private bool TryReadOptions(ref RegexOptions options, char end)
    {
        var length = Rest.StartsWith("(?") ? Rest[2..].IndexOfAnyExcept("imns-") : -1;
        if (length < 0 || Rest[length + 2] != end)
        {
            return false;
        }

        var isOn = true;
        foreach (var letter in Rest.Slice(2, length))
        {
            var option = letter switch
            {
                'i' => RegexOptions.IgnoreCase,
                'm' => RegexOptions.Multiline,
                's' => RegexOptions.Singleline,
                _ => RegexOptions.None,
            };
            isOn = letter is not '-' && isOn;
            options = isOn ? options | option : options & ~option;
        }

        _at += length + 3;
        return true;
    }

    private bool SkipComment()
    {
        if (!Rest.StartsWith("(?#"))
        {
            return false;
        }

        _at = text.IndexOf(')', _at) + 1;
        return true;
    }

    private PatternNode? ReadEscape(RegexOptions options) => text[_at + 1] switch
    {
        'A' => ReadAnchor(Anchor.TextStart, 2),
        'z' => ReadAnchor(Anchor.TextEnd, 2),
        'Z' => ReadAnchor(Anchor.LastLineEnd, 2),
        'b' => ReadAnchor(Anchor.WordBoundary, 2),
        'B' => ReadAnchor(Anchor.NoWordBoundary, 2),
        'p' or 'P' => ReadTest(Rest.IndexOf('}') + 1, options),
        'x' => ReadTest(4, options),
        'u' => ReadTest(6, options),
        'c' => ReadTest(3, options),
        >= '0' and <= '7' => ReadTest(1 + Math.Min(3, LengthOf(Rest[1..], "01234567")), options),
        '8' or '9' => null,
        var letter when !char.IsAsciiLetter(letter) && !options.HasFlag(RegexOptions.IgnoreCase) => new LetterNode(Take(2)[1]),
        _ => ReadTest(2, options),
    };

    private AnchorNode ReadAnchor(Anchor anchor, int length)
    {
        _at += length;
        return new AnchorNode(anchor);
    }

    private TestNode ReadTest(int length, RegexOptions options) => AddTest(Take(length), options);

    private string Take(int length)
    {
        _at += length;
        return text[(_at - length).._at];
    }

    private TestNode AddTest(string part, RegexOptions options)
    {
        var index = _tests.FindIndex(test => test.Text == part && test.Options == options);
        if (index < 0)
        {
            index = _tests.Count;
            _tests.Add(new CharTest(part, options));
        }

        return new TestNode(index);
    }

    // A class ends at the first ] that is not its first character, not escaped, and not part of a subtracted class.
    private int LengthOfClass(int start)
    {
        var first = start + (text[start + 1] == '^' ? 2 : 1);
        for (var i = first; ; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '-' && text[i + 1] == '[' && i > first)
            {
                i += LengthOfClass(i + 1);
            }
            else if (text[i] == ']' && i > first)
            {
                return i + 1 - start;
            }
        }
    }

    private PatternNode ReadRepeat(PatternNode part)
    {
        while (SkipComment())
        {
            // A comment does not separate a part from its repetition.
        }

        var (least, most, length) = FindRepeat();
        if (length is 0)
        {
            return part;
        }

        // A lazy repetition matches the same texts.
        _at += length;
        _at += Rest.StartsWith('?') ? 1 : 0;
        return new RepeatNode(part, least, most);
    }

    private (int Least, int? Most, int Length) FindRepeat()
    {
        var match = Repetition().Match(text, _at);
        return match.Value switch
        {
            "" => default,
            "*" => (0, null, 1),
            "+" => (1, null, 1),
            "?" => (0, 1, 1),
            _ => (NumberOf("least") ?? 0, match.Groups["most"].Success ? NumberOf("most") : NumberOf("least"), match.Length),
        };

        int? NumberOf(string group) => match.Groups[group].ValueSpan is { IsEmpty: false } digits ? int.Parse(digits, CultureInfo.InvariantCulture) : null;
    }

    private static int LengthOf(ReadOnlySpan<char> rest, string characters) =>
        rest.IndexOfAnyExcept(characters) is var length && length < 0 ? rest.Length : length;

    // {3} has no second number, and {3,} an empty one.
    [GeneratedRegex(@"\G(?:[*+?]|\{(?<least>[0-9]+)(?:,(?<most>[0-9]*))?\})", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Repetition();
}
