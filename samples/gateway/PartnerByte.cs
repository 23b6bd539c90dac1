using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gateway;

/// <summary>The byte of a partner, as the emulator puts it into each identifier: docs/how-to/share-one-instance.md.</summary>
internal static class PartnerByte
{
    /// <summary>The number of different bytes.</summary>
    public const int Values = 256;

    // A number of fewer digits is no account's.
    private const int ShortestNumber = 10;
    private const int LongestNumber = 17;

    /// <summary>Returns the byte of a partner.</summary>
    public static byte Of(Guid partnerId) => OfName($"{partnerId}");

    /// <summary>Returns the byte of a name that is no partner's, such as that of an inbox.</summary>
    public static byte OfName(string name) => SHA256.HashData(Encoding.UTF8.GetBytes(name))[0];

    /// <summary>Returns the byte in an identifier or an account number, or null if a text is neither.</summary>
    public static byte? In(string? id) =>
        Guid.TryParse(id, out var guid) ? guid.ToByteArray(bigEndian: true)[0]
        : id is { Length: >= ShortestNumber and <= LongestNumber } && id.All(char.IsAsciiDigit) ? (byte)(long.Parse(id[1..^1], CultureInfo.InvariantCulture) % Values)
        : null;
}
