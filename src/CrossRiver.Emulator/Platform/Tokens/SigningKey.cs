using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace CrossRiver.Emulator.Platform.Tokens;

/// <summary>The key that signs the tokens of this emulator: from the settings, or else created when the first token is asked for.</summary>
/// <remarks>
/// A token of a created key is invalid in every other emulator. The key is for ECDSA, because an RSA key takes a hundred times as long to create.
/// </remarks>
internal sealed class SigningKey : IDisposable
{
    private const string Advice = "make one by openssl ecparam -name prime256v1 -genkey -noout -out FILE";

    private readonly Lazy<ECDsaSecurityKey> _key;

    /// <exception cref="OptionsValidationException">The file of the settings is missing or contains no such key.</exception>
    public SigningKey(IOptions<TokenOptions> options, IHostEnvironment environment)
    {
        if (options.Value.SigningKey is not { Length: > 0 } file)
        {
            _key = new(() => new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)));
            return;
        }

        // Emulators of one process may have the same key, and each disposes of its copy. A cache for all would give one of them a copy that another has disposed of.
        _key = new(() => new ECDsaSecurityKey(Read(Path.Combine(environment.ContentRootPath, file))) { CryptoProviderFactory = new CryptoProviderFactory() });

        // A wrong file stops the start.
        _ = Value;
    }

    /// <summary>Gets whether there is a key. Until then, no token is from this emulator.</summary>
    public bool Exists => _key.IsValueCreated;

    public ECDsaSecurityKey Value => _key.Value;

    public void Dispose()
    {
        if (Exists)
        {
            Value.ECDsa.Dispose();
        }
    }

    private static ECDsa Read(string path)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            return key.KeySize is 256 && HasPrivatePart(key) ? key : throw Refusal($"the key in '{path}' is not a private key of the curve P-256; {Advice}");
        }
        catch (Exception exception)
        {
            key.Dispose();
            throw exception switch
            {
                FileNotFoundException or DirectoryNotFoundException => Refusal($"there is no file '{path}'"),
                IOException or UnauthorizedAccessException => Refusal($"'{path}' cannot be read: {exception.Message}"),
                ArgumentException or CryptographicException => Refusal($"there is no unencrypted private key for ECDSA in '{path}'; {Advice}"),
                _ => exception,
            };
        }
    }

    private static bool HasPrivatePart(ECDsa key)
    {
        try
        {
            return key.SignData([], HashAlgorithmName.SHA256) is not [];
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static OptionsValidationException Refusal(string message) =>
        new(nameof(TokenOptions), typeof(TokenOptions), [$"Emulator:Tokens:SigningKey: {message}"]);
}
