using CrossRiver.Emulator.Language.Yaml;

namespace CrossRiver.Emulator.Language;

/// <summary>The reading of one file: what is wrong with it, and where its parts stand.</summary>
/// <param name="fileName">The name to give in messages.</param>
internal sealed class Reading(string fileName)
{
    private const int MostMessages = 100;
    private const int MostPatterns = 100;
    private const int MostShown = 60;

    private readonly List<FileMessage> _messages = [];
    private readonly Dictionary<object, Place> _places = new(ReferenceEqualityComparer.Instance);

    private int _patterns;
    private int _sizeOfPatterns;

    /// <summary>What is wrong, in the order of the file; of more than a hundred errors and warnings a hundred, errors first.</summary>
    public IReadOnlyList<FileMessage> Messages =>
    [
        .. _messages.Distinct().OrderBy(message => message.IsWarning).ThenBy(OrderOf).Take(MostMessages).OrderBy(OrderOf),
    ];

    /// <summary>Whether the file can be used.</summary>
    public bool IsGood => _messages.TrueForAll(message => message.IsWarning);

    /// <summary>Whether more messages than are told are there, so that lists need not be read to their ends.</summary>
    public bool IsFull => _messages.Count > MostMessages && !IsGood;

    /// <summary>Whether the file may have one more regular expression: each costs about a millisecond to read.</summary>
    public bool TakesPattern() => ++_patterns <= MostPatterns;

    /// <summary>Returns whether the file may have one more regular expression of a size, and counts it.</summary>
    /// <param name="size">Its size.</param>
    /// <param name="largestSum">The largest sum of the sizes of all.</param>
    public bool TakesPatternOf(int size, int largestSum) => (_sizeOfPatterns += size) <= largestSum;

    /// <summary>Keeps what is wrong at a place.</summary>
    /// <param name="place">Where.</param>
    /// <param name="text">What is wrong; what would have been taken.</param>
    public void Refuse(Place place, string text) => Keep(place, isWarning: false, text);

    /// <summary>Keeps what is probably not meant at a place.</summary>
    public void Warn(Place place, string text) => Keep(place, isWarning: true, text);

    /// <summary>Remembers where a part of the model stands, for checks that come when all is read.</summary>
    public void Remember(object part, Place place) => _places[part] = place;

    /// <summary>Where a part stands that was remembered.</summary>
    public Place PlaceOf(object part) => _places[part];

    /// <summary>A place with its file: <c>scenarios/mine.yaml(3,1)</c>.</summary>
    public string SourceOf(Place place) => new FileMessage(fileName, place, IsWarning: false, "").Source;

    /// <summary>A text of the file as messages show it: in one line, and not at any length.</summary>
    public static string Shown(string text)
    {
        var start = text.Length > MostShown ? $"{text[..MostShown]}…" : text;
        return string.Concat(start.Select(character => char.IsControl(character) || char.IsSurrogate(character) ? '�' : character));
    }

    private void Keep(Place place, bool isWarning, string text) => _messages.Add(new FileMessage(fileName, place, isWarning, text.ReplaceLineEndings(" ")));

    private static (int Line, int Column) OrderOf(FileMessage message) => (message.Place.Line, message.Place.Column);
}
