using System.Net;

namespace CrossRiver.Emulator.Testing;

/// <summary>How an inbox answers a webhook.</summary>
/// <param name="Status">The status.</param>
public sealed record WebhookAnswer(HttpStatusCode Status = HttpStatusCode.OK)
{
    /// <summary>How long the answer takes, in real time.</summary>
    /// <value>Up to 10 minutes. The default is zero.</value>
    public TimeSpan Delay { get; init; }
}
