using System.Net.Sockets;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending;

/// <summary>Opens connections to the hosts of callbacks.</summary>
internal sealed class CallbackSockets(HostLookups lookups)
{
    /// <summary>The option that contains the partner of a request.</summary>
    public static readonly HttpRequestOptionsKey<Guid> PartnerId = new("CrossRiver.Emulator.PartnerId");

    /// <summary>Opens a connection to the first address of the host that accepts it.</summary>
    /// <exception cref="HostLookupException">The host has no address.</exception>
    /// <exception cref="SocketException">No address accepts the connection.</exception>
    public async ValueTask<Socket> OpenAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        context.InitialRequestMessage.Options.TryGetValue(PartnerId, out var partnerId);
        var addresses = await lookups.FindAsync(context.DnsEndPoint.Host, partnerId, cancellationToken);
        for (var i = 0; ; i++)
        {
            var socket = new Socket(addresses[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(addresses[i], context.DnsEndPoint.Port, cancellationToken);
                return socket;
            }
            catch (Exception exception)
            {
                socket.Dispose();
                if (exception is not SocketException || i == addresses.Length - 1)
                {
                    throw;
                }
            }
        }
    }
}
