using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Platform.Tokens;

/// <summary>Warns at the start of a strict emulator that knows no client: every call would be answered 401.</summary>
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
