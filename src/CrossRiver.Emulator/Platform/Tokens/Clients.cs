using System.Security.Cryptography;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Platform.Tokens;

/// <summary>The clients that may have tokens.</summary>
internal sealed class Clients(IOptions<TokenOptions> tokens, IOptions<EmulatorOptions> emulator)
{
    private readonly Dictionary<string, ClientOptions> _known = tokens.Value.Clients.ToDictionary(client => client.Id, StringComparer.Ordinal);

    /// <summary>Returns a client of the settings, or null.</summary>
    public ClientOptions? Find(string clientId) => _known.GetValueOrDefault(clientId);

    /// <summary>Returns whether credentials are valid. The secret of a known client must be right; any other client is accepted unless strict.</summary>
    public bool Accepts(string? clientId, string? secret) => clientId is not null && Find(clientId) is { } client
        ? CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(client.Secret), Encoding.UTF8.GetBytes(secret ?? ""))
        : !emulator.Value.Strict && clientId is { Length: > 0 };

    /// <summary>Returns whether a client may have such scopes.</summary>
    public bool Allows(string clientId, IEnumerable<string> scopes) =>
        Find(clientId)?.ReadScopes() is not { Count: > 0 } allowed || !scopes.Except(allowed, StringComparer.Ordinal).Any();
}

/// <summary>Warns at the start of a strict emulator without clients, in which every call would be answered 401.</summary>
internal sealed partial class ClientsMissing(IOptions<EmulatorOptions> emulator, IOptions<TokenOptions> tokens, ILogger<ClientsMissing> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (emulator.Value.Strict && tokens.Value.Clients is [])
        {
            LogMissing();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Warning, "Emulator:Strict is on and no client is known, so that none can get a token; write --Emulator:Tokens:Clients:0:Id=ID --Emulator:Tokens:Clients:0:Secret=SECRET")]
    private partial void LogMissing();
}
