using Microsoft.Extensions.Primitives;

namespace CrossRiver.Emulator.Platform.Calls;

/// <summary>Tells what a header said from what others said, without keeping it.</summary>
internal static class ShortHash
{
    // The end of a token is its signature, and that alone differs from token to token.
    private const int Longest = 50;

    private const uint Start = 2166136261;
    private const uint Prime = 16777619;

    /// <summary>A number for the values of a header (FNV-1a over the end of the first); 0 when there are none.</summary>
    public static uint Of(StringValues values)
    {
        if (values is not [{ Length: > 0 } text, ..])
        {
            return 0;
        }

        var hash = Start;
        foreach (var letter in text.AsSpan(Math.Max(0, text.Length - Longest)))
        {
            hash = (hash ^ letter) * Prime;
        }

        return Math.Max(hash, 1);
    }
}
