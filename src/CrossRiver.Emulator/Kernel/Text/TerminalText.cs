using System.Buffers;

namespace CrossRiver.Emulator.Kernel.Text;

/// <summary>Prepares text for a terminal or a log.</summary>
/// <remarks>Names and files may be foreign. An escape sequence in them could colour, move, hide or forge the visible text.</remarks>
internal static class TerminalText
{
    // Control characters, line separators, and marks that change the direction of text.
    private static readonly SearchValues<char> Hidden = SearchValues.Create(
    [
        .. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7f, 0x21)).Concat(Enumerable.Range(0x200e, 2))
            .Concat(Enumerable.Range(0x2028, 7)).Concat(Enumerable.Range(0x2066, 4)).Append(0x061c).Select(code => (char)code),
    ]);

    /// <summary>Returns a text in one line, with control characters written as in JSON, for example <c>\u001b</c>.</summary>
    public static string Show(string text) => text.AsSpan().ContainsAny(Hidden) ? Escape(text, keepsLines: false) : text;

    /// <summary>Returns a text as <see cref="Show"/> does, but keeps its lines.</summary>
    public static string ShowLines(string text) => text.AsSpan().ContainsAny(Hidden) ? Escape(text, keepsLines: true) : text;

    private static string Escape(string text, bool keepsLines)
    {
        var shown = new StringBuilder(text.Length + 16);
        for (var index = 0; index < text.Length; index++)
        {
            var isShown = !Hidden.Contains(text[index]) || (keepsLines && IsOfLines(text, index));
            _ = isShown ? shown.Append(text[index]) : shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[index]:x4}");
        }

        return shown.ToString();
    }

    private static bool IsOfLines(string text, int index) => text[index] switch
    {
        '\n' or '\t' => true,
        '\r' => index + 1 < text.Length && text[index + 1] is '\n',
        _ => false,
    };
}
