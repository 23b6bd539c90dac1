using Aspire.Hosting.ApplicationModel;
using CrossRiver.Emulator.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Partners;

/// <summary>Provides the state of a partner, which follows the state of its emulator.</summary>
internal static partial class PartnerState
{
    /// <summary>Returns the state of a partner whose emulator is not ready.</summary>
    public static CustomResourceSnapshot Initial(CrossRiverPartnerResource partner) => new()
    {
        ResourceType = "Partner",
        State = KnownResourceStates.Waiting,
        Properties = [new("Partner id", $"{partner.PartnerId}"), new("Client id", partner.ClientId)],
    };

    /// <summary>Sets up the partner's world each time that its emulator is ready, before any resource that waits for the emulator starts.</summary>
    public static IResourceBuilder<CrossRiverPartnerResource> WithStateOfEmulator(this IResourceBuilder<CrossRiverPartnerResource> builder)
    {
        var partner = builder.Resource;
        builder.ApplicationBuilder.Eventing.Subscribe<ResourceReadyEvent>(
            (ready, cancellationToken) => ready.Resource.Name == partner.Emulator.Name ? SetUpAsync(partner, ready.Services, cancellationToken) : Task.CompletedTask);
        builder.ApplicationBuilder.Eventing.Subscribe<ResourceStoppedEvent>(
            (stopped, _) => stopped.Resource.Name == partner.Emulator.Name ? PublishAsync(partner, stopped.Services, KnownResourceStates.Exited) : Task.CompletedTask);
        return builder;
    }

    private static async Task SetUpAsync(CrossRiverPartnerResource partner, IServiceProvider services, CancellationToken cancellationToken)
    {
        try
        {
            await using var bank = await partner.ConnectAsync(cancellationToken);
            await bank.OpenPartner(partner.PartnerId).SetSigningSecretAsync((await partner.SigningSecret.GetValueAsync(cancellationToken))!, cancellationToken);
            await PublishAsync(partner, services, KnownResourceStates.Running);
        }
        catch (EmulatorException exception)
        {
            LogFailure(services.GetRequiredService<ResourceLoggerService>().GetLogger(partner), exception.Message);
            await PublishAsync(partner, services, KnownResourceStates.FailedToStart);
        }
    }

    private static Task PublishAsync(CrossRiverPartnerResource partner, IServiceProvider services, string state) =>
        services.GetRequiredService<ResourceNotificationService>().PublishUpdateAsync(partner, snapshot => snapshot with { State = state });

    [LoggerMessage(LogLevel.Error, "The partner cannot be set up: {Reason}")]
    private static partial void LogFailure(ILogger logger, string reason);
}
