namespace CrossRiver.Emulator.Testing;

/// <summary>What an inbox is like.</summary>
public sealed class WebhookInboxOptions
{
    /// <summary>How many webhooks are kept; the oldest go first, and <see cref="WebhookInbox.Lost"/> counts them.</summary>
    /// <value>At least 1. The default is 10,000.</value>
    public int Capacity { get; set; } = 10_000;

    /// <summary>How long a test waits for a webhook, in real time, before it fails.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether it listens on all addresses of the machine and not only on the loopback, for an emulator in a container. Its URL stays one of
    /// the loopback, which an emulator in a container takes for its host.
    /// </summary>
    /// <value>The default is false.</value>
    public bool IsOpenToContainers { get; set; }

    /// <summary>
    /// Whether it speaks https, as an emulator wants that is strict; one that <see cref="EmulatorServer.StartAsync"/> starts trusts its certificate, which is made
    /// for it. One elsewhere has to be told so, by <c>Emulator:Webhooks:TrustAnyCertificate</c> and <c>Emulator:Webhooks:AllowedHosts</c>.
    /// </summary>
    /// <value>The default is false.</value>
    public bool IsHttps { get; set; }
}
