using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace CrossRiver.Emulator.Platform.Tokens;

/// <summary>A configured key makes emulators take the tokens of each other.</summary>
public sealed class SigningKeyTests : IDisposable
{
    private static readonly Guid Own = new("11111111-2222-3333-4444-b3a000000001");

    private readonly string _folder = Directory.CreateTempSubdirectory("keys").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_token_of_one_emulator_is_taken_by_another_with_the_same_key_and_names_its_partner()
    {
        var key = Write("key.pem", ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportPkcs8PrivateKeyPem());
        await using var issuer = Strict(key, partnerId: Own);
        await using var other = Strict(key, partnerId: null);
        await using var stranger = Strict(Write("other.pem", ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportECPrivateKeyPem()), partnerId: null);

        var token = await issuer.NewPartner(Own).TakeTokenAsync("acme");

        var foreign = issuer.NewPartner().Id;
        Assert.Equal($"{Own}", new JsonWebToken(token).GetPayloadValue<string>("partnerId"));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (await ListAsync(issuer, token, Own), await ListAsync(issuer, token, foreign)));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (await ListAsync(other, token, Own), await ListAsync(other, token, foreign)));
        Assert.Equal(HttpStatusCode.Unauthorized, await ListAsync(stranger, token, Own));
        Assert.Equal(await KeysAsync(issuer), await KeysAsync(other));
        Assert.NotEqual(await KeysAsync(issuer), await KeysAsync(stranger));
        Assert.DoesNotContain("\"d\"", await KeysAsync(issuer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing", "there is no file '{0}'")]
    [InlineData("text", "there is no unencrypted private key for ECDSA in '{0}'; make one by openssl ecparam")]
    [InlineData("rsa", "there is no unencrypted private key for ECDSA in '{0}'; make one by openssl ecparam")]
    [InlineData("encrypted", "there is no unencrypted private key for ECDSA in '{0}'; make one by openssl ecparam")]
    [InlineData("public", "the key in '{0}' is not a private key of the curve P-256; make one by openssl ecparam")]
    [InlineData("p384", "the key in '{0}' is not a private key of the curve P-256; make one by openssl ecparam")]
    public async Task A_wrong_key_stops_the_start_with_one_line_that_names_the_setting(string kind, string message)
    {
        using var key = ECDsa.Create(kind is "p384" ? ECCurve.NamedCurves.nistP384 : ECCurve.NamedCurves.nistP256);
        var file = kind switch
        {
            "missing" => Path.Combine(_folder, "missing"),
            "text" => Write(kind, "secret text"),
            "rsa" => Write(kind, RSA.Create().ExportPkcs8PrivateKeyPem()),
            "encrypted" => Write(kind, key.ExportEncryptedPkcs8PrivateKeyPem("x", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1))),
            "public" => Write(kind, key.ExportSubjectPublicKeyInfoPem()),
            _ => Write(kind, key.ExportECPrivateKeyPem()),
        };
        await using var emulator = Strict(file, partnerId: null);

        var refusal = Assert.Throws<OptionsValidationException>(() => emulator.Services);

        Assert.StartsWith($"Emulator:Tokens:SigningKey: {string.Format(null, message, file)}", Assert.Single(StartFailure.MessagesOf(refusal)!), StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> ListAsync(RunningEmulator emulator, string token, Guid partnerId)
    {
        var partner = emulator.NewPartner();
        partner.Http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return (await partner.GetAsync($"/core/v1/cm/customers?partnerId={partnerId}")).Status;
    }

    private static async Task<string> KeysAsync(RunningEmulator emulator) => (await emulator.NewPartner().GetAsync("/.well-known/openid-configuration/jwks")).Text;

    private static RunningEmulator Strict(string key, Guid? partnerId) => new()
    {
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Emulator:Strict"] = "true",
            ["Emulator:Tokens:SigningKey"] = key,
            ["Emulator:Tokens:Clients:0:Id"] = partnerId is null ? "other" : "acme",
            ["Emulator:Tokens:Clients:0:Secret"] = "secret",
            ["Emulator:Tokens:Clients:0:PartnerId"] = partnerId?.ToString(),
        },
    };

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
