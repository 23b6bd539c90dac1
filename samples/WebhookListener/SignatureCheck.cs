using System.Security.Cryptography;
using System.Text;

namespace WebhookListener;

/// <summary>Checks that a webhook comes from the bank and is as it was sent.</summary>
internal static class SignatureCheck
{
    /// <summary>Whether a signature is that of a body.</summary>
    /// <param name="header">The header <c>cos-signature</c>: <c>t:time, v1:signature</c>.</param>
    /// <param name="body">The exact bytes that came; JSON that was read and written again is another body.</param>
    /// <param name="secret">The signing secret, base64.</param>
    public static bool Verifies(string header, byte[] body, string secret)
    {
        var parts = header.Split(',', StringSplitOptions.TrimEntries);
        var time = Array.Find(parts, part => part.StartsWith("t:", StringComparison.Ordinal))?[2..];
        var signature = Array.Find(parts, part => part.StartsWith("v1:", StringComparison.Ordinal))?[3..];
        if (time is null || signature is null)
        {
            return false;
        }

        byte[] signed = [.. Encoding.UTF8.GetBytes($"{time}."), .. body];
        var expected = HMACSHA256.HashData(Convert.FromBase64String(secret), signed);

        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Convert.ToBase64String(expected)), Encoding.ASCII.GetBytes(signature));
    }
}
