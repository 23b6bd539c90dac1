using System.Collections.Frozen;

namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>Letters without their accents, the same on every machine.</summary>
/// <remarks>
/// .NET takes the normal forms of Unicode from ICU. Slim images go without ICU (<c>DOTNET_SYSTEM_GLOBALIZATION_INVARIANT</c>), and then
/// <see cref="string.Normalize()"/> returns its text as it is. The resource <c>letters.txt</c> has a line for each letter: the letter, a space, and
/// the characters whose canonical decomposition it is, nonspacing marks aside.
/// </remarks>
internal static class PlainLetters
{
    // Syllables of Hangul are decomposed by arithmetic: The Unicode Standard, section 3.12.
    private const int FirstSyllable = 0xAC00;
    private const int Syllables = 11_172;
    private const int Vowels = 21;
    private const int Tails = 28;
    private const int FirstLead = 0x1100;
    private const int FirstVowel = 0x1161;
    private const int TailBefore = 0x11A7;

    private static readonly FrozenDictionary<char, string> ByAccented = Read();

    /// <summary>Returns a text whose letters have no accents. Nonspacing marks that stand alone remain.</summary>
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
