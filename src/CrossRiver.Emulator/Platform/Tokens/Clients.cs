using System.Security.Cryptography;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Platform.Tokens;

/// <summary>Who may have tokens.</summary>
internal sealed class Clients(IOptions<TokenOptions> tokens, IOptions<EmulatorOptions> emulator)
{
    private readonly Dictionary<string, ClientOptions> _known = tokens.Value.Clients.ToDictionary(client => client.Id, StringComparer.Ordinal);

    /// <summary>Finds a client of the settings, or returns <see langword="null"/>.</summary>
    public ClientOptions? Find(string clientId) => _known.GetValueOrDefault(clientId);

    /// <summary>Whether these credentials are good: a known client's must be right, and any others are if the emulator is not strict.</summary>
    public bool Accepts(string? clientId, string? secret)
    {
        if (clientId is null || Find(clientId) is not { } client)
        {
            return !emulator.Value.Strict && clientId is { Length: > 0 };
        }

        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(client.Secret), Encoding.UTF8.GetBytes(secret ?? ""));
    }

    /// <summary>Whether a client may have such scopes.</summary>
    public bool Allows(string clientId, IEnumerable<string> scopes) =>
        Find(clientId)?.ReadScopes() is not { Count: > 0 } allowed || !scopes.Except(allowed, StringComparer.Ordinal).Any();
}
