using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace CrossRiver.Emulator.Platform.Tokens;

/// <summary>What signs the tokens of this emulator: a key of its own, made when the first token is asked for.</summary>
/// <remarks>
/// A token of an emulator that is gone is nobody's, as if it came from elsewhere. ECDSA, because an RSA key takes a
/// hundred times as long to make.
/// </remarks>
internal sealed class SigningKey : IDisposable
{
    private readonly Lazy<ECDsaSecurityKey> _key = new(() => new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)));

    /// <summary>Whether there is a key; as long as there is none, no token is ours.</summary>
    public bool Exists => _key.IsValueCreated;

    public ECDsaSecurityKey Value => _key.Value;

    public void Dispose()
    {
        if (Exists)
        {
            Value.ECDsa.Dispose();
        }
    }
}
