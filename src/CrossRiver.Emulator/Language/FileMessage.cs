using CrossRiver.Emulator.Language.Yaml;

namespace CrossRiver.Emulator.Language;

/// <summary>Something that is wrong with a file, or probably not meant.</summary>
/// <param name="File">The file.</param>
/// <param name="Place">Where in the file.</param>
/// <param name="IsWarning">Whether the file can be used all the same.</param>
/// <param name="Text">What is wrong; what would have been taken.</param>
internal sealed record FileMessage(string File, Place Place, bool IsWarning, string Text)
{
    /// <summary>The file and the place: <c>scenarios/mine.yaml(3,1)</c>.</summary>
    public string Source => $"{File}({Place.Line},{Place.Column})";

    /// <summary>The message in compiler form, in one line.</summary>
    public override string ToString() => $"{Source}: {(IsWarning ? "warning: " : "")}{Text}";
}
