using CrossRiver.Emulator.Modules.Webhooks.Registrations;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending;

/// <summary>Finds the machine that a container runs on: there, and not in the container, is what a partner calls localhost.</summary>
/// <param name="configuration">Says whether the program runs in a container: <c>DOTNET_RUNNING_IN_CONTAINER</c>, as the base images of .NET do.</param>
/// <param name="options">Says what the machine is called there.</param>
/// <param name="lookups">Finds out whether that name is known.</param>
internal sealed class HostOfContainer(IConfiguration configuration, IOptions<WebhookOptions> options, HostLookups lookups)
{
    private readonly bool _isInContainer = configuration.GetValue<bool>("DOTNET_RUNNING_IN_CONTAINER");

    /// <summary>The URL at which a callback can be reached from here: in a container, localhost is its host, if that has a name.</summary>
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
