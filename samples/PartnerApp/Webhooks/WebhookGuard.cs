using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using PartnerApp.Bank;

namespace PartnerApp.Webhooks;

/// <summary>Tells webhooks of the bank from those of anybody else who knows the URL.</summary>
internal sealed class WebhookGuard(IOptions<BankOptions> bank, IOptions<PartnerOptions> partner, TimeProvider clock)
{
    // As the bank advises. A signature that is older was recorded and is played again.
    private static readonly TimeSpan OldestSignature = TimeSpan.FromMinutes(20);

    /// <summary>Whether a webhook is the bank's: it knows the password, and has signed this body a short while ago.</summary>
    /// <param name="authorization">The header <c>Authorization</c>.</param>
    /// <param name="signature">The header <c>cos-signature</c>: <c>t:time, v1:signature</c>.</param>
    /// <param name="body">The exact bytes that came; JSON that was read and written again is another body.</param>
    public bool Trusts(string? authorization, string? signature, byte[] body)
    {
        var credentials = Encoding.UTF8.GetBytes($"{partner.Value.WebhookUser}:{partner.Value.WebhookPassword}");

        return AreSame($"Basic {Convert.ToBase64String(credentials)}", authorization) && IsSigned(signature, body);
    }

    private static bool AreSame(string expected, string? given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given ?? ""));

    private bool IsSigned(string? signature, byte[] body)
    {
        var parts = signature?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        var time = Array.Find(parts, part => part.StartsWith("t:", StringComparison.Ordinal))?[2..];
        var hash = Array.Find(parts, part => part.StartsWith("v1:", StringComparison.Ordinal))?[3..];
        if (!DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, out var signedAt) || signedAt < clock.GetUtcNow() - OldestSignature)
        {
            return false;
        }

        byte[] signed = [.. Encoding.UTF8.GetBytes($"{time}."), .. body];
        var expected = HMACSHA256.HashData(Convert.FromBase64String(bank.Value.SigningSecret), signed);

        return AreSame(Convert.ToBase64String(expected), hash);
    }
}
