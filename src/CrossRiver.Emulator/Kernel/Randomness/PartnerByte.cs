using System.Security.Cryptography;

namespace CrossRiver.Emulator.Kernel.Randomness;

/// <summary>The byte of a partner that its identifiers and account numbers contain.</summary>
/// <remarks>
/// A router in front of several emulators finds by it the emulator of a resource. The page "Share one instance" of the documentation describes it.
/// </remarks>
internal static class PartnerByte
{
    /// <summary>The number of different bytes.</summary>
    public const int Values = 256;

    /// <summary>Returns the first byte of the SHA-256 of a partner's identifier: its 36 characters in lower case.</summary>
    public static byte Of(Guid partnerId)
    {
        Span<byte> text = stackalloc byte[36];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        partnerId.TryFormat(text, out _);
        SHA256.HashData(text, hash);
        return hash[0];
    }
}
