using System.Security.Cryptography;
using System.Text;

namespace CrossRiver.Emulator.Testing;

/// <summary>Provides the signature of webhooks: an HMAC-SHA256 of the time, a dot and the exact body, in the header <c>cos-signature</c>.</summary>
public static class WebhookSignature
{
    /// <summary>The name of the signature's header.</summary>
    public const string Header = "cos-signature";

    /// <summary>Returns whether a signature is valid for a body.</summary>
    /// <param name="signature">The value of the header.</param>
    /// <param name="body">The exact bytes of the received body.</param>
    /// <param name="secret">The partner's signing secret, in base64.</param>
    /// <exception cref="FormatException">The secret is not base64.</exception>
    public static bool Verifies(string signature, ReadOnlySpan<byte> body, string secret)
    {
        ArgumentNullException.ThrowIfNull(signature);
        ArgumentNullException.ThrowIfNull(secret);
        var parts = signature.Split(',', StringSplitOptions.TrimEntries);
        return parts is [['t', ':', .. var time], ['v', '1', ':', .. var hash]]
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Hash(time, body, secret)), Encoding.UTF8.GetBytes(hash));
    }

    /// <summary>Returns the signature of a body, for tests of an endpoint without an emulator.</summary>
    /// <param name="time">The moment in the bank's format, such as <c>2021-11-22T10:49:58.9430000-05:00</c>.</param>
    /// <param name="body">The exact bytes of the body to send.</param>
    /// <param name="secret">The partner's signing secret, in base64.</param>
    /// <exception cref="FormatException">The secret is not base64.</exception>
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

/// <summary>Specifies the result of a signature check.</summary>
public enum SignatureCheck
{
    /// <summary>The inbox has no secret of the partner.</summary>
    Unknown,

    /// <summary>The webhook has no signature.</summary>
    Missing,

    /// <summary>The signature belongs to another body or another secret.</summary>
    Wrong,

    /// <summary>The signature is valid.</summary>
    Valid,
}
