using System.Security.Cryptography;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending;

/// <summary>The secret that signs a partner's webhooks.</summary>
/// <remarks>Source: the bank's page on webhook signatures and a partner's simulator. A signature is the HMAC-SHA256 of the time,
/// a dot and the exact body, keyed with the base64-decoded secret.</remarks>
internal sealed class SigningSecret
{
    /// <summary>The header that contains a signature.</summary>
    public const string Header = "cos-signature";

    /// <summary>The form of a secret, for messages.</summary>
    public const string Form = "must be base64 of 16 to 256 bytes";

    private const int ShortestKey = 16;
    private const int LongestKey = 256;

    private readonly byte[] _key;

    private SigningSecret(string text, byte[] key) => (Text, _key) = (text, key);

    /// <summary>Gets the secret in base64.</summary>
    public string Text { get; }

    /// <summary>Reads a secret: base64 of 16 to 256 bytes. Returns null if the text is no secret.</summary>
    public static SigningSecret? Parse(string text)
    {
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out var length) && length is >= ShortestKey and <= LongestKey
            ? new SigningSecret(text, key[..length])
            : null;
    }

    /// <summary>Signs the exact bytes of a body, and returns the value of the header.</summary>
    public string Sign(ReadOnlySpan<byte> body, DateTimeOffset signedAt)
    {
        var time = EasternTime.ToTicks(signedAt);
        return $"t:{time}, v1:{Hash(body, time)}";
    }

    /// <summary>Returns whether the value of the header is a signature of the exact bytes of a body.</summary>
    public bool Verifies(ReadOnlySpan<byte> body, string signature)
    {
        var parts = signature.Split(',', StringSplitOptions.TrimEntries);
        return parts is [['t', ':', .. var time], ['v', '1', ':', .. var hash]]
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Hash(body, time)), Encoding.UTF8.GetBytes(hash));
    }

    // Without the secret, which must not be in a log.
    public override string ToString() => nameof(SigningSecret);

    private string Hash(ReadOnlySpan<byte> body, string time)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        hmac.AppendData(Encoding.UTF8.GetBytes($"{time}."));
        hmac.AppendData(body);
        return Convert.ToBase64String(hmac.GetHashAndReset());
    }
}
