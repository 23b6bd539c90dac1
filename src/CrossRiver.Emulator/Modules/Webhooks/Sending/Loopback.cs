using System.Net;
using System.Net.Sockets;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending;

/// <summary>The names of this machine: <c>localhost</c> and all names below it, which no name server is asked for (RFC 6761, 6.3).</summary>
internal static class Loopback
{
    private const string Name = "localhost";

    /// <summary>The addresses of the loopback, in the order in which they are tried.</summary>
    public static IPAddress[] Addresses { get; } = Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback];

    /// <summary>Returns whether a host name is one of them.</summary>
    /// <param name="host">A name in ASCII, absolute or not.</param>
    public static bool IsNamed(string host)
    {
        var name = host.EndsWith('.') ? host[..^1] : host;
        return name.Equals(Name, StringComparison.OrdinalIgnoreCase) || name.EndsWith($".{Name}", StringComparison.OrdinalIgnoreCase);
    }
}
