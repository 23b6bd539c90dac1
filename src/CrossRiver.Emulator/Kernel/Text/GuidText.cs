using System.Buffers;

namespace CrossRiver.Emulator.Kernel.Text;

/// <summary>Reads identifiers strictly: 36 hexadecimal digits and hyphens.</summary>
internal static class GuidText
{
    private const int Length = 36;

    private static readonly SearchValues<char> Characters = SearchValues.Create("0123456789ABCDEFabcdef-");

    /// <summary>Reads an identifier, or returns null.</summary>
    public static Guid? Parse(string? text) =>
        text is { Length: Length } && !text.AsSpan().ContainsAnyExcept(Characters) && Guid.TryParseExact(text, "D", out var id) ? id : null;
}
