using System.Text.RegularExpressions;

namespace CrossRiver.Emulator.Cli.Comparing.Replaying;

/// <summary>Finds the values that a recorder has masked with asterisks, and fills them in for a replay.</summary>
/// <remarks>The export of an emulator masks tax ids and secrets.</remarks>
internal static partial class MaskedParts
{
    public static bool IsMasked(string text) => text.StartsWith("***", StringComparison.Ordinal);

    /// <summary>Replaces the masked digits of the texts of a body.</summary>
    public static string Fill(string body) => MaskedNumber().Replace(body, match => match.Value.Replace('*', '1'));

    [GeneratedRegex("""(?<=")\*{5,}[0-9]{4}(?=")""", RegexOptions.None, 10_000)]
    private static partial Regex MaskedNumber();
}
