using CrossRiver.Emulator.Platform.Https;

namespace CrossRiver.Emulator.Control.Access;

/// <summary>Logs a warning at the start if other machines can reach the control routes and no key is required.</summary>
internal sealed partial class OpenNetworkWarning(ListenUrls urls, IOptions<ControlOptions> control, ILogger<OpenNetworkWarning> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(control.Value.Key) && urls.All.FirstOrDefault(url => url.IsOpen) is { } open)
        {
            LogOpen(open.Url);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(
        LogLevel.Warning,
        "{Url} is open to the network, and Emulator:Control:Key asks for no key: others can read and change every world. Set one, or listen on localhost; in a container publish the port as 127.0.0.1:5080:8080")]
    private partial void LogOpen(string url);
}
