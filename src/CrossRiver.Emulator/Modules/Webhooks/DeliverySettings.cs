using CrossRiver.Emulator.Modules.Webhooks.Sending;

namespace CrossRiver.Emulator.Modules.Webhooks;

/// <summary>The settings of deliveries, read once for all worlds.</summary>
internal sealed class DeliverySettings(IOptions<WebhookOptions> options)
{
    public WebhookOptions Options => options.Value;

    /// <summary>Gets how long to wait before each retry.</summary>
    public IReadOnlyList<Delay> RetryWaits { get; } = options.Value.ReadRetryWaits();

    /// <summary>Gets what signs the attempts of a partner that has no secret of its own.</summary>
    public SigningSecret SigningSecret { get; } = options.Value.ReadSigningSecret();
}
