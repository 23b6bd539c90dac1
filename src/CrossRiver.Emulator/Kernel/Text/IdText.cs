using System.Buffers;

namespace CrossRiver.Emulator.Kernel.Text;

/// <summary>Identifiers as text: 36 hexadecimal digits and hyphens, and nothing else that a more patient reader would take.</summary>
internal static class IdText
{
    private const int Length = 36;

    private static readonly SearchValues<char> Characters = SearchValues.Create("0123456789ABCDEFabcdef-");

    /// <summary>Reads an identifier; <see langword="null"/> when the text is none.</summary>
    public static Guid? Parse(string? text) =>
        text is { Length: Length } && !text.AsSpan().ContainsAnyExcept(Characters) && Guid.TryParseExact(text, "D", out var id)
            ? id
            : null;
}
