using System.Security.Cryptography;
using System.Text;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending;

/// <summary>The secret of a partner, and the signatures that it makes.</summary>
public sealed class SigningSecretTests
{
    private const string Text = "Y3Jvc3NyaXZlci1lbXVsYXRvci1zaWduaW5nLXNlY3JldA==";

    private static readonly DateTimeOffset At = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly SigningSecret Secret = SigningSecret.Parse(Text)!;

    [Theory]
    [InlineData(15, false)]
    [InlineData(16, true)]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void A_secret_has_16_to_256_bytes(int length, bool isSecret)
    {
        var text = Convert.ToBase64String(new byte[length]);

        Assert.Equal(isSecret ? text : null, SigningSecret.Parse(text)?.Text);
        Assert.Null(SigningSecret.Parse($"{text}!"));
    }

    [Fact]
    public void A_signature_is_the_hash_of_the_time_a_dot_and_the_body_with_the_decoded_secret()
    {
        var signature = Secret.Sign("{}"u8, At);

        var time = signature["t:".Length..signature.IndexOf(',', StringComparison.Ordinal)];
        var hash = HMACSHA256.HashData("crossriver-emulator-signing-secret"u8.ToArray(), Encoding.UTF8.GetBytes($"{time}.{{}}"));
        Assert.Equal($"t:{time}, v1:{Convert.ToBase64String(hash)}", signature);
        Assert.NotEqual(signature, Secret.Sign("{}"u8, At.AddSeconds(1)));
        Assert.NotEqual(signature, Secret.Sign("{ }"u8, At));
        Assert.NotEqual(signature, SigningSecret.Parse(Convert.ToBase64String(new byte[32]))!.Sign("{}"u8, At));
    }

    [Fact]
    public void A_signature_verifies_with_its_secret_its_body_and_its_form_only()
    {
        var signature = Secret.Sign("{}"u8, At);

        Assert.True(Secret.Verifies("{}"u8, signature));
        Assert.True(Secret.Verifies("{}"u8, signature.Replace(", ", ",", StringComparison.Ordinal)));
        Assert.False(Secret.Verifies("{} "u8, signature));
        Assert.False(SigningSecret.Parse(Convert.ToBase64String(new byte[32]))!.Verifies("{}"u8, signature));
        Assert.All(
            ["", "t:1", signature[2..], $"{signature}, v2:x", signature.Replace("v1:", "v2:", StringComparison.Ordinal), signature.Replace("t:", "t:1", StringComparison.Ordinal), signature[..^1]],
            wrong => Assert.False(Secret.Verifies("{}"u8, wrong)));
    }

    [Fact]
    public void In_a_log_it_is_a_secret() => Assert.Equal("SigningSecret", $"{Secret}");
}
