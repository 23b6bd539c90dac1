using System.Net;

namespace CrossRiver.Emulator.Testing;

/// <summary>Provides the options of an inbox.</summary>
public sealed class WebhookInboxOptions
{
    /// <summary>Gets or sets the maximum number of kept webhooks. A full inbox drops the oldest, and <see cref="WebhookInbox.Lost"/> counts them.</summary>
    /// <value>At least 1. The default is 10,000.</value>
    public int Capacity { get; set; } = 10_000;

    /// <summary>Gets or sets the maximum time that a test waits for a webhook, in real time.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets whether the inbox listens on all addresses of the machine, for an emulator in a container.</summary>
    /// <value>The default is false: the inbox listens on the loopback only.</value>
    /// <remarks>The URL of the inbox remains a loopback URL, and an emulator in a container sends loopback callbacks to its host.</remarks>
    public bool IsOpenToContainers { get; set; }

    /// <summary>Gets or sets whether the inbox uses https, as a strict emulator requires.</summary>
    /// <value>The default is false.</value>
    /// <remarks>
    /// The inbox creates its certificate, and an emulator from <see cref="EmulatorServer.StartAsync"/> trusts it.
    /// For another emulator, set <c>Emulator:Webhooks:TrustAnyCertificate</c> and <c>Emulator:Webhooks:AllowedHosts</c>.
    /// </remarks>
    public bool IsHttps { get; set; }
}

/// <summary>Represents the answer of an inbox to a webhook.</summary>
/// <param name="Status">The status of the answer. The default is 200.</param>
public sealed record WebhookAnswer(HttpStatusCode Status = HttpStatusCode.OK)
{
    /// <summary>Gets the delay of the answer, in real time.</summary>
    /// <value>Zero to 10 minutes. The default is zero.</value>
    public TimeSpan Delay { get; init; }
}
