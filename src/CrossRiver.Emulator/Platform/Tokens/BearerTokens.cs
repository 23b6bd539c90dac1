using System.Collections.Concurrent;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CrossRiver.Emulator.Platform.Tokens;

/// <summary>Tells the tokens that this emulator gave from all others.</summary>
internal sealed class BearerTokens(SigningKey key, Clients clients, WorldDirectory worlds)
{
    private const int MostRemembered = 1000;

    private readonly ConcurrentDictionary<string, Caller> _known = new(StringComparer.Ordinal);
    private readonly JsonWebTokenHandler _reader = new();

    /// <summary>Finds out whose token it is, or returns <see langword="null"/> when it is none of ours.</summary>
    public async ValueTask<Caller?> FindCallerAsync(string token)
    {
        if (!key.Exists || _known.TryGetValue(token, out var known))
        {
            return key.Exists ? _known.GetValueOrDefault(token) : null;
        }

        var result = await _reader.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = key.Value,
            ValidTypes = ["at+jwt"],

            // The key tells ours. Where it was asked for and what for is all the same, and its end comes on the world's clock, after this.
            IssuerValidator = (issuer, _, _) => issuer,
            AudienceValidator = (audiences, _, _) => audiences.Any(),
            LifetimeValidator = (_, end, _, _) => end is not null,
        });

        return result.IsValid && result.SecurityToken is JsonWebToken ours ? Remember(token, ours) : null;
    }

    /// <summary>Whether a token is good no longer, on its client's clock.</summary>
    public bool HasExpired(Caller caller) => caller.ExpiresAt <= worlds.ClockOf(caller.PartnerId).Now;

    private Caller Remember(string token, JsonWebToken ours)
    {
        // Callers keep a token for a day; whoever takes a new one for each call is not worth more than this.
        if (_known.Count >= MostRemembered)
        {
            _known.Clear();
        }

        var clientId = ours.Subject;
        var scopes = ours.Claims.Where(claim => claim.Type is "scope").SelectMany(claim => claim.Value.Split(' '));
        return _known[token] = new Caller(clientId, clients.Find(clientId)?.PartnerId, [.. scopes], new DateTimeOffset(ours.ValidTo, TimeSpan.Zero));
    }
}
