namespace CrossRiver.Emulator.Kernel.Journal.Keeping;

/// <summary>Contains some of the latest texts, so that entries with equal texts keep one string together.</summary>
internal sealed class RecentTexts
{
    private const int Places = 32;

    private string[]? _texts;

    /// <summary>Returns the string that entries keep for a text: an earlier string with the same letters, or the text itself.</summary>
    public string Once(string text)
    {
        ref var latest = ref (_texts ??= new string[Places])[(uint)StringComparer.Ordinal.GetHashCode(text) % Places];
        return latest == text ? latest : latest = text;
    }
}
