using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator.Webhooks.Sending;

/// <summary>Finds the machine that a container runs on: there, and not in the container, is what a partner calls localhost.</summary>
/// <param name="configuration">Says whether the program runs in a container: <c>DOTNET_RUNNING_IN_CONTAINER</c>, as the base images of .NET do.</param>
/// <param name="options">Says what the machine is called there.</param>
internal sealed class HostOfContainer(IConfiguration configuration, IOptions<WebhookOptions> options)
{
    private readonly bool _isInContainer = configuration.GetValue<bool>("DOTNET_RUNNING_IN_CONTAINER");
    private bool? _isKnown;

    /// <summary>The URL at which a callback can be reached from here: in a container, localhost is its host, if that has a name.</summary>
    public async ValueTask<Uri> ReachableAsync(Uri callbackUrl, CancellationToken cancellationToken)
    {
        if (!_isInContainer || !callbackUrl.IsLoopback)
        {
            return callbackUrl;
        }

        _isKnown ??= await IsKnownAsync(cancellationToken);
        return _isKnown.Value ? new UriBuilder(callbackUrl) { Host = options.Value.HostOfContainer }.Uri : callbackUrl;
    }

    private async Task<bool> IsKnownAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(options.Value.HostOfContainer, cancellationToken) is not [];
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
