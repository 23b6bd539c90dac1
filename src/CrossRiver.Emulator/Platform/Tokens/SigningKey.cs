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
        // A wrong file stops the start, so it is read here.
        _key = options.Value.SigningKey is { Length: > 0 } file
            ? new(Read(Path.Combine(environment.ContentRootPath, file)))
            : new(() => new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)));
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

    private static ECDsaSecurityKey Read(string path)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Refusal(exception is FileNotFoundException or DirectoryNotFoundException ? $"there is no file '{path}'" : $"'{path}' cannot be read: {exception.Message}");
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            throw Refusal($"there is no unencrypted private key for ECDSA in '{path}'; {Advice}");
        }

        // Emulators of one process may have the same key, and what one of them disposes of must not be in a cache of all.
        return key.KeySize is 256 && HasPrivatePart(key)
            ? new ECDsaSecurityKey(key) { CryptoProviderFactory = new CryptoProviderFactory() }
            : throw Refusal($"the key in '{path}' is not a private key of the curve P-256; {Advice}");
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
