using System.Security.Cryptography;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending;

/// <summary>What signs a partner's webhooks.</summary>
/// <remarks>
/// Source: the bank's page on webhook signatures and a partner's simulator: HMAC-SHA256 over the time,
/// a dot and the exact body, keyed with the base64-decoded secret.
/// </remarks>
internal sealed class SigningSecret
{
    /// <summary>The header that carries a signature.</summary>
    public const string Header = "cos-signature";

    /// <summary>What a secret must be, for error messages.</summary>
    public const string Form = "must be base64 of 16 to 256 bytes";

    private const int ShortestKey = 16;
    private const int LongestKey = 256;

    private readonly byte[] _key;

    private SigningSecret(string text, byte[] key)
    {
        Text = text;
        _key = key;
    }

    /// <summary>The secret as the partner has it: base64.</summary>
    public string Text { get; }

    /// <summary>Reads a secret: base64 of 16 to 256 bytes.</summary>
    /// <returns>The secret, or <see langword="null"/> when the text is none.</returns>
    public static SigningSecret? Parse(string text)
    {
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out var length) && length is >= ShortestKey and <= LongestKey
            ? new SigningSecret(text, key[..length])
            : null;
    }

    /// <summary>Signs a body.</summary>
    /// <param name="body">The exact bytes that are sent.</param>
    /// <param name="signedAt">The time in the signature.</param>
    /// <returns>The value of the header.</returns>
    public string Sign(ReadOnlySpan<byte> body, DateTimeOffset signedAt)
    {
        var time = EasternTime.ToTicks(signedAt);

        return $"t:{time}, v1:{Hash(body, time)}";
    }

    /// <summary>Whether a signature is that of a body.</summary>
    /// <param name="body">The exact bytes that came.</param>
    /// <param name="signature">The value of the header that came with them.</param>
    public bool Verifies(ReadOnlySpan<byte> body, string signature)
    {
        var parts = signature.Split(',', StringSplitOptions.TrimEntries);

        return parts is [['t', ':', .. var time], ['v', '1', ':', .. var hash]]
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Hash(body, time)), Encoding.UTF8.GetBytes(hash));
    }

    /// <summary>The secret's name only: it never goes to a log.</summary>
    public override string ToString() => nameof(SigningSecret);

    private string Hash(ReadOnlySpan<byte> body, string time)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        hmac.AppendData(Encoding.UTF8.GetBytes($"{time}."));
        hmac.AppendData(body);

        return Convert.ToBase64String(hmac.GetHashAndReset());
    }
}
