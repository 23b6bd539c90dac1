using System.Security.Cryptography;
using System.Text;

namespace CrossRiver.Emulator.Testing;

/// <summary>The signature of webhooks: an HMAC-SHA256 over the time, a dot and the exact body, in the header <c>cos-signature</c>.</summary>
public static class WebhookSignature
{
    /// <summary>The header that carries it.</summary>
    public const string Header = "cos-signature";

    /// <summary>Whether a signature is that of a body.</summary>
    /// <param name="signature">The value of the header.</param>
    /// <param name="body">The exact bytes that came with it.</param>
    /// <param name="secret">The secret, base64.</param>
    public static bool Verifies(string signature, ReadOnlySpan<byte> body, string secret)
    {
        ArgumentNullException.ThrowIfNull(signature);
        ArgumentNullException.ThrowIfNull(secret);
        var parts = signature.Split(',', StringSplitOptions.TrimEntries);

        return parts is [['t', ':', .. var time], ['v', '1', ':', .. var hash]]
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Hash(time, body, secret)), Encoding.UTF8.GetBytes(hash));
    }

    /// <summary>Signs a body, for tests of an endpoint without an emulator.</summary>
    /// <param name="time">The moment as the bank writes it, such as <c>2021-11-22T10:49:58.9430000-05:00</c>.</param>
    /// <param name="body">The exact bytes that are sent.</param>
    /// <param name="secret">The secret, base64.</param>
    /// <returns>The value of the header.</returns>
    public static string Sign(string time, ReadOnlySpan<byte> body, string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return $"t:{time}, v1:{Hash(time, body, secret)}";
    }

    private static string Hash(string time, ReadOnlySpan<byte> body, string secret)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Convert.FromBase64String(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes($"{time}."));
        hmac.AppendData(body);

        return Convert.ToBase64String(hmac.GetHashAndReset());
    }
}

/// <summary>What the check of a signature came to.</summary>
public enum SignatureCheck
{
    /// <summary>The inbox does not know the partner's secret.</summary>
    Unknown,

    /// <summary>There was none.</summary>
    Missing,

    /// <summary>It is not that of the body, or not made with the partner's secret.</summary>
    Wrong,

    /// <summary>It is right.</summary>
    Valid,
}
