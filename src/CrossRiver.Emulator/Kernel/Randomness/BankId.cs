using System.Buffers.Binary;

namespace CrossRiver.Emulator.Kernel.Randomness;

/// <summary>Creates identifiers in the bank's form: random, with the time at the end.</summary>
internal static class BankId
{
    /// <summary>The number of random bytes at the start of an identifier.</summary>
    public const int RandomLength = 10;

    private const int UnitsPerSecond = 300;

    private static readonly DateTime FirstDay = new(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <param name="now">The moment of the creation. Outside of the years 1900 to 2079, the nearest day is used.</param>
    /// <param name="random">At least 10 bytes, of which the first 10 are used.</param>
    /// <returns>10 random bytes, 2 bytes of days since 1900-01-01 UTC and 4 bytes of time of day in 1/300 second, big-endian.</returns>
    /// <remarks>Source: decoded from 16 identifiers of the bank's published samples, 2021 to 2025. No page states it.</remarks>
    public static Guid Create(DateTimeOffset now, ReadOnlySpan<byte> random)
    {
        var timeOfDay = now.UtcDateTime.TimeOfDay;
        Span<byte> bytes = stackalloc byte[16];

        random[..RandomLength].CopyTo(bytes);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[10..], (ushort)Math.Clamp((now.UtcDateTime.Date - FirstDay).Days, 0, ushort.MaxValue));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[12..], (uint)Math.Round(timeOfDay.TotalSeconds * UnitsPerSecond));

        return new Guid(bytes, bigEndian: true);
    }
}
