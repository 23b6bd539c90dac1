using System.Collections.Frozen;

namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>Removes accents from letters, with the same result on every machine.</summary>
/// <remarks>.NET normalizes Unicode with ICU. In slim images without ICU (<c>DOTNET_SYSTEM_GLOBALIZATION_INVARIANT</c>), <see cref="string.Normalize()"/>
/// returns its text unchanged. Each line of the resource <c>letters.txt</c> contains a letter, a space, and the characters that decompose to the letter,
/// without nonspacing marks.</remarks>
internal static class PlainLetters
{
    // Hangul syllables are decomposed by arithmetic: The Unicode Standard, section 3.12.
    private const int FirstSyllable = 0xAC00;
    private const int Syllables = 11_172;
    private const int Vowels = 21;
    private const int Tails = 28;
    private const int FirstLead = 0x1100;
    private const int FirstVowel = 0x1161;
    private const int TailBefore = 0x11A7;

    private static readonly FrozenDictionary<char, string> ByAccented = Read();

    /// <summary>Returns the text without accents. Standalone nonspacing marks remain.</summary>
    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (ByAccented.TryGetValue(character, out var letter))
            {
                plain.Append(letter);
            }
            else if (character - FirstSyllable is >= 0 and < Syllables and var syllable)
            {
                AppendSyllable(plain, syllable);
            }
            else
            {
                plain.Append(character);
            }
        }

        return plain.ToString();
    }

    private static void AppendSyllable(StringBuilder plain, int syllable)
    {
        plain.Append((char)(FirstLead + (syllable / (Vowels * Tails))));
        plain.Append((char)(FirstVowel + (syllable % (Vowels * Tails) / Tails)));
        if (syllable % Tails is > 0 and var tail)
        {
            plain.Append((char)(TailBefore + tail));
        }
    }

    private static FrozenDictionary<char, string> Read()
    {
        using var stream = typeof(PlainLetters).Assembly.GetManifestResourceStream("letters.txt")!;
        using var lines = new StreamReader(stream);
        var letters = new Dictionary<char, string>();
        while (lines.ReadLine() is { } line)
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            foreach (var accented in line.AsSpan(space + 1))
            {
                letters[accented] = line[..space];
            }
        }

        return letters.ToFrozenDictionary();
    }
}
