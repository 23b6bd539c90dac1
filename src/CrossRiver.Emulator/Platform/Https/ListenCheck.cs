using System.Net;
using System.Net.Sockets;

namespace CrossRiver.Emulator.Platform.Https;

/// <summary>Refuses to listen on a host that is no name of this machine.</summary>
/// <remarks>For an unknown name, even a misspelled one, the server listens on every address of the machine.</remarks>
internal sealed class ListenCheck(ListenUrls urls) : IHostedService
{
    private static readonly TimeSpan LookUpPatience = TimeSpan.FromSeconds(2);

    /// <exception cref="OptionsValidationException">A host is no name of this machine.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var url in urls.All.Where(url => IsName(url)))
        {
            if (!await IsOfThisMachineAsync(url.Host, cancellationToken))
            {
                throw new OptionsValidationException(url.Setting, typeof(ListenUrls), [Refusal(url)]);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static string Refusal(ListenUrl url) =>
        $"{url.Setting}: {url.Url}: '{url.Host}' is no name of this machine; " +
        (Suggestion.Nearest(url.Host, [ListenUrl.Local, Dns.GetHostName()]) is { } near ? $"did you mean '{near}'?" : "write http://localhost:5080, or http://*:5080 to listen on every address");

    // The server itself refuses an address that is not of this machine.
    private static bool IsName(ListenUrl url) => url.Host is not "*" && !IPAddress.TryParse(url.Host, out _) && !url.IsLoopback;

    private static async Task<bool> IsOfThisMachineAsync(string host, CancellationToken cancellationToken)
    {
        if (host.Equals(Dns.GetHostName(), StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(LookUpPatience);
        try
        {
            return (await Dns.GetHostAddressesAsync(host, patience.Token)).Any(IsOfThisMachine);
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    // Only an address of this machine can be bound.
    private static bool IsOfThisMachine(IPAddress address)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(address, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

/// <summary>Registers the check of the URLs, which runs before the server uses them.</summary>
internal static class ListeningServices
{
    public static IServiceCollection AddListening(this IServiceCollection services) => services.AddSingleton<ListenUrls>().AddHostedService<ListenCheck>();
}
