using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CrossRiver.Emulator.Platform.Tokens;

/// <summary>Recognizes the tokens that this emulator has issued.</summary>
internal sealed class BearerTokens(SigningKey key, Clients clients, WorldDirectory worlds)
{
    private const int MostRemembered = 1000;

    private readonly ConcurrentDictionary<string, Caller> _known = new(StringComparer.Ordinal);
    private readonly JsonWebTokenHandler _reader = new();

    /// <summary>Returns the caller to which a token was issued, or null if this emulator has not issued it.</summary>
    public async ValueTask<Caller?> FindCallerAsync(string token)
    {
        var known = _known.GetValueOrDefault(token);
        if (known is not null || !key.Exists)
        {
            return known;
        }

        var result = await _reader.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = key.Value,
            ValidTypes = ["at+jwt"],

            // The key alone proves the origin, so any address and any audience will do. The end is checked later, on the world's clock.
            IssuerValidator = (issuer, _, _) => issuer,
            AudienceValidator = (audiences, _, _) => audiences.Any(),
            LifetimeValidator = (_, end, _, _) => end is not null,
        });

        return result.IsValid && result.SecurityToken is JsonWebToken ours ? Remember(token, ours) : null;
    }

    /// <summary>Returns whether a token has expired, on its client's clock.</summary>
    public bool HasExpired(Caller caller) => caller.ExpiresAt <= worlds.ClockOf(caller.PartnerId).Now;

    private Caller Remember(string token, JsonWebToken ours)
    {
        // Callers usually keep a token for a day. For callers that take a new token for each call, a larger cache would not pay.
        if (_known.Count >= MostRemembered)
        {
            _known.Clear();
        }

        var clientId = ours.Subject;
        var scopes = ours.Claims.Where(claim => claim.Type is "scope").SelectMany(claim => claim.Value.Split(' '));
        return _known[token] = new Caller(clientId, clients.Find(clientId)?.PartnerId, [.. scopes], new DateTimeOffset(ours.ValidTo, TimeSpan.Zero));
    }
}

/// <summary>The key that signs the tokens of this emulator. It is created when the first token is asked for.</summary>
/// <remarks>
/// A token of an emulator that has ended is as invalid as any foreign token. The key is for ECDSA, because an RSA key takes a hundred times as long to create.
/// </remarks>
internal sealed class SigningKey : IDisposable
{
    private readonly Lazy<ECDsaSecurityKey> _key = new(() => new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)));

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
}
