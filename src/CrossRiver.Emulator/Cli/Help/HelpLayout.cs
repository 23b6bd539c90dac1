namespace CrossRiver.Emulator.Cli.Help;

/// <summary>Text in sections with headings, no line wider than the reader's window.</summary>
/// <param name="width">The width of the window, in characters.</param>
internal sealed class HelpLayout(int width)
{
    private const int Gap = 2;
    private const int Indent = 2;
    private const int DeepIndent = 6;

    private readonly StringBuilder _text = new();

    /// <summary>A paragraph.</summary>
    public HelpLayout Add(string paragraph)
    {
        AddWrapped(paragraph, 0, 0);
        return this;
    }

    /// <summary>A heading with an empty line before it.</summary>
    public HelpLayout AddHeading(string heading) => Add("").Add($"{heading}:");

    /// <summary>Rows of a name and a text, the texts below each other.</summary>
    public HelpLayout AddTable(IReadOnlyList<(string Name, string Text)> rows)
    {
        var column = rows.Select(row => row.Name.Length).DefaultIfEmpty().Max() + Indent + Gap;
        foreach (var (name, text) in rows)
        {
            _text.Append(' ', Indent).Append(name);
            AddWrapped(text, column, Indent + name.Length);
        }

        return this;
    }

    /// <summary>A name, and its text in lines below it.</summary>
    public HelpLayout AddEntry(string name, params IEnumerable<string> lines)
    {
        _text.Append(' ', Indent).Append(name).Append('\n');
        foreach (var line in lines.Where(line => line is not ""))
        {
            AddWrapped(line, DeepIndent, 0);
        }

        return this;
    }

    public override string ToString() => _text.ToString();

    private void AddWrapped(string text, int column, int written)
    {
        var line = new StringBuilder().Append(' ', column - written);
        var length = column;
        foreach (var word in text.Split(' '))
        {
            if (length + word.Length > width && length > column)
            {
                _text.Append(line.ToString().TrimEnd()).Append('\n');
                line.Clear().Append(' ', column);
                length = column;
            }

            line.Append(word).Append(' ');
            length += word.Length + 1;
        }

        _text.Append(line.ToString().TrimEnd()).Append('\n');
    }
}
