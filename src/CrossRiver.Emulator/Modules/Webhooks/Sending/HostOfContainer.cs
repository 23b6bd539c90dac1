using CrossRiver.Emulator.Modules.Webhooks.Registrations;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending;

/// <summary>Finds the host machine of the container, which a partner means by localhost.</summary>
internal sealed class HostOfContainer(IConfiguration configuration, IOptions<WebhookOptions> options, HostLookups lookups)
{
    // The base images of .NET set it.
    private readonly bool _isInContainer = configuration.GetValue<bool>("DOTNET_RUNNING_IN_CONTAINER");

    /// <summary>Returns the URL of a callback as the emulator reaches it. In a container, localhost becomes the host machine if its name resolves.</summary>
    public async ValueTask<Uri> ReachableAsync(Uri callbackUrl, Guid partnerId, CancellationToken cancellationToken)
    {
        var isOfMachine = callbackUrl.IsLoopback || (CallbackHost.InAscii(callbackUrl) is { } name && Loopback.IsNamed(name));
        return _isInContainer && isOfMachine && await IsKnownAsync(partnerId, cancellationToken)
            ? new UriBuilder(callbackUrl) { Host = options.Value.HostOfContainer }.Uri
            : callbackUrl;
    }

    private async Task<bool> IsKnownAsync(Guid partnerId, CancellationToken cancellationToken)
    {
        try
        {
            return await lookups.FindAsync(options.Value.HostOfContainer, partnerId, cancellationToken) is not [];
        }
        catch (HostLookupException)
        {
            return false;
        }
    }
}
