namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>Normalizes text so that case, accents and runs of spaces make no difference.</summary>
internal static class NormalizedText
{
    private const int LongestOnStack = 256;

    // Its capital is S with ICU; without ICU it has none.
    private const char LongS = '\u017F';

    public static string Of(string text) => Ascii.IsValid(text) ? Fold(text, text) : Fold(PlainLetters.Of(text), text);

    private static string Fold(ReadOnlySpan<char> text, string original)
    {
        var folded = text.Length <= LongestOnStack ? stackalloc char[text.Length] : new char[text.Length];
        var length = 0;
        foreach (var character in text.Trim())
        {
            if (char.IsWhiteSpace(character))
            {
                if (length is 0 || folded[length - 1] is not ' ')
                {
                    folded[length++] = ' ';
                }
            }
            else if (char.IsAscii(character) || CharUnicodeInfo.GetUnicodeCategory(character) is not UnicodeCategory.NonSpacingMark)
            {
                folded[length++] = character is LongS ? 'S' : char.ToUpperInvariant(character);
            }
        }

        return folded[..length].SequenceEqual(original) ? original : new string(folded[..length]);
    }
}
