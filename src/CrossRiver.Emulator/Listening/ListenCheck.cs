using System.Net;
using System.Net.Sockets;
using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Kernel.Text;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator.Listening;

/// <summary>Refuses to listen on a host that is no name of this machine, and warns of a world that is open to the network.</summary>
/// <remarks>The server takes every name that it does not know for every address of the machine, a name with a typing error too.</remarks>
internal sealed partial class ListenCheck(ListenUrls urls, IOptions<ControlOptions> control, ILogger<ListenCheck> logger) : IHostedService
{
    private const string Local = "localhost";

    private static readonly TimeSpan LookUpPatience = TimeSpan.FromSeconds(2);

    /// <exception cref="OptionsValidationException">A host is no name of this machine.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var url in urls.All.Where(url => IsName(url.Host)))
        {
            if (!await IsOfThisMachineAsync(url.Host, cancellationToken))
            {
                throw new OptionsValidationException(url.Setting, typeof(ListenUrls), [Refusal(url)]);
            }
        }

        if (string.IsNullOrEmpty(control.Value.Key) && urls.All.FirstOrDefault(url => IsOpen(url.Host)) is { } open)
        {
            LogOpen(open.Url);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static string Refusal(ListenUrl url) =>
        $"{url.Setting}: {url.Url}: '{url.Host}' is no name of this machine; " +
        (Suggestion.Nearest(url.Host, [Local, Dns.GetHostName()]) is { } near ? $"did you mean '{near}'?" : "write http://localhost:5080, or http://*:5080 to listen on every address");

    // An address that is none of this machine the server refuses itself.
    private static bool IsName(string host) => host is not "*" && !IPAddress.TryParse(host, out _) && !IsLoopback(host);

    private static bool IsLoopback(string host) =>
        host.Equals(Local, StringComparison.OrdinalIgnoreCase) || host.EndsWith($".{Local}", StringComparison.OrdinalIgnoreCase);

    // The server listens on every address for a name, even for one of this machine.
    private static bool IsOpen(string host) => IPAddress.TryParse(host, out var address)
        ? address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)
        : !IsLoopback(host);

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

    [LoggerMessage(
        LogLevel.Warning,
        "{Url} is open to the network, and Emulator:Control:Key asks for no key: others can read and change every world. Set one, or listen on localhost; in a container publish the port as 127.0.0.1:5080:8080")]
    private partial void LogOpen(string url);
}

/// <summary>Registers what looks at the URLs before the server does.</summary>
internal static class ListeningServices
{
    public static IServiceCollection AddListening(this IServiceCollection services) => services.AddSingleton<ListenUrls>().AddHostedService<ListenCheck>();
}
