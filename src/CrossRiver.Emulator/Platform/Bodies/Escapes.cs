namespace CrossRiver.Emulator.Platform.Bodies;

/// <summary>Checks the escapes of JSON text. JSON can spell half of a character, for example <c>"\ud800"</c>, which no text can hold.</summary>
internal static class Escapes
{
    private const int Length = 6;

    /// <summary>Finds the first escape that is half of a character without its other half.</summary>
    /// <param name="json">Valid JSON, in which a backslash only stands in text.</param>
    /// <returns>The index of its backslash, or -1 if there is none.</returns>
    public static int FindHalf(ReadOnlySpan<byte> json)
    {
        for (var at = NextFrom(json, 0); at >= 0; at = NextFrom(json, at))
        {
            var unit = UnitAt(json, at);
            if (char.IsHighSurrogate(unit) && char.IsLowSurrogate(UnitAt(json, at + Length)))
            {
                at += 2 * Length;
            }
            else if (char.IsSurrogate(unit))
            {
                return at;
            }
            else
            {
                at += 2;
            }
        }

        return -1;
    }

    private static int NextFrom(ReadOnlySpan<byte> json, int start) => json[start..].IndexOf((byte)'\\') is var index and >= 0 ? start + index : -1;

    // Returns the character of the escape at a place, or 0 if there is no escape of four digits.
    private static char UnitAt(ReadOnlySpan<byte> json, int at) =>
        json.Length >= at + Length && json[at..].StartsWith("\\u"u8) && ushort.TryParse(json.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : '\0';
}
