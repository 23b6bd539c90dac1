using System.Security.Cryptography;

namespace CrossRiver.Emulator.Kernel.Snapshots;

/// <summary>Computes the checksum of a state file: SHA-256 of all its bytes, with zeros in place of the checksum, which is the first member.</summary>
/// <remarks>It finds bits that a disk or a copy has changed. It does not protect against edits: a file without the member is accepted.</remarks>
internal static class StateChecksum
{
    private const int Length = 64;

    private static readonly byte[] Head = "{\"checksum\":\""u8.ToArray();

    /// <summary>Gets the text in place of the checksum before it is computed.</summary>
    public static string Blank { get; } = new('0', Length);

    /// <summary>Writes the checksum of a file into its place.</summary>
    public static async Task SealAsync(FileStream file)
    {
        file.Position = 0;
        var checksum = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(await SHA256.HashDataAsync(file)));
        file.Position = Head.Length;
        await file.WriteAsync(checksum);
    }

    /// <summary>Compares a file with its checksum, if it has one in its place.</summary>
    /// <returns>Whether the file has a checksum.</returns>
    /// <exception cref="InvalidDataException">They differ.</exception>
    public static async Task<bool> CheckAsync(FileStream file, CancellationToken cancellationToken)
    {
        var begin = new byte[Head.Length + Length];
        var length = await file.ReadAtLeastAsync(begin, begin.Length, throwOnEndOfStream: false, cancellationToken);
        if (length < begin.Length || !begin.AsSpan().StartsWith(Head))
        {
            file.Position = 0;
            return false;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Head);
        hash.AppendData(Encoding.ASCII.GetBytes(Blank));
        var rest = new byte[64 * 1024];
        while (await file.ReadAsync(rest, cancellationToken) is > 0 and var count)
        {
            hash.AppendData(rest, 0, count);
        }

        file.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset()) == Encoding.ASCII.GetString(begin, Head.Length, Length) ? true : throw Differs();
    }

    /// <summary>Returns the exception for a file that does not match its checksum.</summary>
    public static InvalidDataException Differs() => new("$.checksum: it is not that of the file, which was damaged or edited; to take the file as it is, remove this member");
}
