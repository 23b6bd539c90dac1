using System.Collections.Concurrent;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CrossRiver.Emulator.Platform.Tokens;

/// <summary>Recognizes the tokens of the emulator's key, which this emulator has issued, or another one with the same key.</summary>
internal sealed class BearerTokens(SigningKey key, Clients clients, WorldDirectory worlds)
{
    private const int MostRemembered = 1000;

    private readonly ConcurrentDictionary<string, Caller> _known = new(StringComparer.Ordinal);
    private readonly JsonWebTokenHandler _reader = new();

    /// <summary>Returns the caller to which a token was issued, or null if it is not of the emulator's key.</summary>
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

        // Another emulator with the same key may have issued it, to a client of its settings.
        var partnerId = clients.Find(clientId)?.PartnerId ?? GuidText.Parse(ours.TryGetPayloadValue<string>(TokenRules.PartnerClaim, out var claim) ? claim : null);
        return _known[token] = new Caller(clientId, partnerId, [.. scopes], new DateTimeOffset(ours.ValidTo, TimeSpan.Zero));
    }
}
