using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using CrossRiver.Emulator.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Partners;

/// <summary>Represents the registration of a receiver for the webhooks of a partner.</summary>
internal sealed partial class PartnerWebhooks(CrossRiverPartnerResource partner, EndpointReference receiver, string path, RegistrationOptions options)
{
    private volatile bool _wasRegistered;

    /// <summary>Registers the receiver when both are ready, and again when the emulator has restarted.</summary>
    public void Subscribe(IDistributedApplicationEventing events) => events.Subscribe<ResourceReadyEvent>((ready, cancellationToken) =>
        ready.Resource.Name == receiver.Resource.Name ? RegisterWithPartnerAsync(ready.Services, cancellationToken)
        : ready.Resource == partner && _wasRegistered ? RegisterAsync(ready.Services, cancellationToken)
        : Task.CompletedTask);

    /// <summary>Returns the URL that the emulator calls, expressed for the emulator's network.</summary>
    public async Task<Uri> FindCallbackUrlAsync(DistributedApplicationExecutionContext application, CancellationToken cancellationToken)
    {
        var caller = new ValueProviderContext { ExecutionContext = application, Caller = partner.Emulator };
        return new Uri(new Uri((await receiver.GetValueAsync(caller, cancellationToken))!), path);
    }

    // The partner must not wait for the receiver, which may itself wait for the partner.
    private async Task RegisterWithPartnerAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<ResourceNotificationService>().WaitForResourceHealthyAsync(partner.Name, cancellationToken);
        await RegisterAsync(services, cancellationToken);
        _wasRegistered = true;
    }

    private async Task RegisterAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var logger = services.GetRequiredService<ResourceLoggerService>().GetLogger(partner);
        try
        {
            var callbackUrl = await FindCallbackUrlAsync(services.GetRequiredService<DistributedApplicationExecutionContext>(), cancellationToken);
            await using var bank = await partner.ConnectAsync(cancellationToken);
            await bank.OpenPartner(partner.PartnerId).RegisterAsync(callbackUrl, options, cancellationToken);
            LogRegistered(logger, callbackUrl, string.Join(", ", options.EventNames));
        }
        catch (EmulatorException exception)
        {
            LogFailure(logger, receiver.Resource.Name, exception.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "Registered {CallbackUrl} for {Events}")]
    private static partial void LogRegistered(ILogger logger, Uri callbackUrl, string events);

    [LoggerMessage(LogLevel.Error, "{Receiver} cannot be registered for webhooks: {Reason}")]
    private static partial void LogFailure(ILogger logger, string receiver, string reason);
}
