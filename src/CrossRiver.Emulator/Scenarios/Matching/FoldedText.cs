using System.Globalization;
using System.Text;

namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>Text in which case, accents and runs of spaces make no difference.</summary>
internal static class FoldedText
{
    /// <summary>Folds a text.</summary>
    public static string Of(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var character in text.Trim().Normalize(NormalizationForm.FormD))
        {
            if (char.IsWhiteSpace(character))
            {
                if (folded is not [.., ' '])
                {
                    folded.Append(' ');
                }
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(character) is not UnicodeCategory.NonSpacingMark)
            {
                folded.Append(char.ToUpperInvariant(character));
            }
        }

        return folded.ToString();
    }
}
