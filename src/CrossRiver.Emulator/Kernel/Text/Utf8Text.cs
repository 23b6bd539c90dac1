using System.Buffers;
using System.Text.Unicode;

namespace CrossRiver.Emulator.Kernel.Text;

/// <summary>Checks that bytes are UTF-8 text, with or without a byte-order mark.</summary>
internal static class Utf8Text
{
    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Returns the bytes after the byte-order mark, or all of them if there is none.</summary>
    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> bytes) => bytes.Span.StartsWith(Mark) ? bytes[Mark.Length..] : bytes;

    /// <summary>Finds the first place that is not UTF-8 text, or returns null.</summary>
    public static Utf8Fault? FindFault(ReadOnlySpan<byte> bytes)
    {
        if (IsWide(bytes))
        {
            return new Utf8Fault(Line: 1, Byte: 1, "UTF-16 or UTF-32");
        }

        if (Utf8.IsValid(bytes))
        {
            return null;
        }

        var before = bytes[..IndexOfInvalid(bytes)];
        var line = before.Count((byte)'\n') + 1;
        return new Utf8Fault(line, before.Length - before.LastIndexOf((byte)'\n'), $"0x{bytes[before.Length]:X2}, perhaps of ISO-8859-1 or Windows-1252");
    }

    // Texts here start with an ASCII character or a mark. In the wide encodings, a zero byte is next to it.
    private static bool IsWide(ReadOnlySpan<byte> bytes) => bytes is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..] or [0, _, ..] or [_, 0, ..];

    private static int IndexOfInvalid(ReadOnlySpan<byte> bytes)
    {
        var rest = bytes;
        while (Rune.DecodeFromUtf8(rest, out _, out var length) is OperationStatus.Done)
        {
            rest = rest[length..];
        }

        return bytes.Length - rest.Length;
    }
}

/// <summary>Represents the first place that is not UTF-8.</summary>
/// <param name="Byte">The byte in the line, from 1.</param>
/// <param name="Found">The wrong bytes, in words.</param>
internal sealed record Utf8Fault(int Line, int Byte, string Found);
