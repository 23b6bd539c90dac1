using System.Security.Cryptography;
using System.Text;
using CrossRiver.Emulator.Testing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Represents a partner of an emulated bank. Its reference contains the settings of a client of the bank.</summary>
public sealed class CrossRiverPartnerResource : Resource
{
    internal CrossRiverPartnerResource(
        string name, CrossRiverEmulatorResource emulator, Guid? partnerId, ParameterResource clientSecret, ParameterResource signingSecret)
        : base(name)
    {
        Emulator = emulator;
        ClientSecret = clientSecret;
        SigningSecret = signingSecret;
        PartnerId = partnerId ?? new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
    }

    /// <summary>Gets the emulator, which keeps a world for the partner.</summary>
    public CrossRiverEmulatorResource Emulator { get; }

    /// <summary>Gets the partner's identifier. It is the same in each run.</summary>
    public Guid PartnerId { get; }

    /// <summary>Gets the base address of the bank's routes, expressed for the network of the resource that reads it.</summary>
    public EndpointReference Url => Emulator.HttpEndpoint;

    /// <summary>Gets the client's identifier, with which the partner gets tokens.</summary>
    public string ClientId => Name;

    /// <summary>Gets the client's secret, which is generated.</summary>
    public ParameterResource ClientSecret { get; }

    /// <summary>Gets the secret that signs the partner's webhooks, which is generated, in base64.</summary>
    public ParameterResource SigningSecret { get; }

    /// <summary>Connects to the emulator as this partner's client, and waits until it is ready.</summary>
    /// <exception cref="EmulatorException">The emulator is not ready in time.</exception>
    internal async Task<EmulatorServer> ConnectAsync(CancellationToken cancellationToken)
    {
        var (url, secret) = (await Url.GetValueAsync(cancellationToken), await ClientSecret.GetValueAsync(cancellationToken));
        var options = new ConnectionOptions { Credentials = new PartnerCredentials(ClientId, secret!), Strict = true };
        return await EmulatorServer.ConnectAsync(new Uri(url!), options, cancellationToken);
    }
}
