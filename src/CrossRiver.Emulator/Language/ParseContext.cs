using CrossRiver.Emulator.Language.Yaml;

namespace CrossRiver.Emulator.Language;

/// <summary>Represents the reading of one file. Collects its messages and the places of its parts.</summary>
/// <param name="fileName">The name in messages.</param>
internal sealed class ParseContext(string fileName)
{
    private const int MostMessages = 100;
    private const int MostPatterns = 100;
    private const int MostShown = 60;

    private readonly List<FileMessage> _messages = [];
    private readonly Dictionary<object, Place> _places = new(ReferenceEqualityComparer.Instance);

    private int _patterns;
    private int _sizeOfPatterns;

    /// <summary>Gets the messages in the order of the file, at most 100. If there are more, errors take precedence over warnings.</summary>
    public IReadOnlyList<FileMessage> Messages =>
        [.. _messages.Distinct().OrderBy(message => message.IsWarning).ThenBy(OrderOf).Take(MostMessages).OrderBy(OrderOf)];

    /// <summary>Gets whether the file has no errors.</summary>
    public bool IsGood => _messages.TrueForAll(message => message.IsWarning);

    /// <summary>Gets whether there are more messages than <see cref="Messages"/> returns, so that the rest of a list need not be read.</summary>
    public bool IsFull => _messages.Count > MostMessages && !IsGood;

    /// <summary>Counts a regular expression, and returns whether the file may have it.</summary>
    /// <remarks>The number is limited because each takes about a millisecond to read.</remarks>
    public bool TakesPattern() => ++_patterns <= MostPatterns;

    /// <summary>Adds the size of a regular expression, and returns whether the sum is within a limit.</summary>
    public bool TakesPatternOf(int size, int largestSum) => (_sizeOfPatterns += size) <= largestSum;

    /// <summary>Adds an error.</summary>
    /// <param name="text">The fault, and the expected text.</param>
    public void Refuse(Place place, string text) => Keep(place, isWarning: false, text);

    /// <summary>Adds a warning of a probable mistake.</summary>
    public void Warn(Place place, string text) => Keep(place, isWarning: true, text);

    /// <summary>Stores the place of a part of the model for checks after the reading.</summary>
    public void Remember(object part, Place place) => _places[part] = place;

    /// <summary>Returns the place of a part that <see cref="Remember"/> has stored.</summary>
    public Place PlaceOf(object part) => _places[part];

    /// <summary>Returns a place with its file: <c>scenarios/mine.yaml(3,1)</c>.</summary>
    public string SourceOf(Place place) => new FileMessage(fileName, place, IsWarning: false, "").Source;

    /// <summary>Returns a text of the file for messages: in one line, and cut after 60 characters.</summary>
    public static string Shown(string text)
    {
        var start = text.Length > MostShown ? $"{text[..MostShown]}…" : text;
        return string.Concat(start.Select(character => char.IsControl(character) || char.IsSurrogate(character) ? '�' : character));
    }

    private void Keep(Place place, bool isWarning, string text) => _messages.Add(new FileMessage(fileName, place, isWarning, text.ReplaceLineEndings(" ")));

    private static (int Line, int Column) OrderOf(FileMessage message) => (message.Place.Line, message.Place.Column);
}

/// <summary>Represents an error of a file, or a warning of a probable mistake.</summary>
/// <param name="IsWarning">Whether the file can be used all the same.</param>
/// <param name="Text">The fault, and the expected text.</param>
internal sealed record FileMessage(string File, Place Place, bool IsWarning, string Text)
{
    /// <summary>Gets the file and the place: <c>scenarios/mine.yaml(3,1)</c>.</summary>
    public string Source => $"{File}({Place.Line},{Place.Column})";

    /// <summary>Returns the message in one line, in the form of compilers.</summary>
    public override string ToString() => $"{Source}: {(IsWarning ? "warning: " : "")}{Text}";
}
