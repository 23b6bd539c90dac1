using System.Net;
using System.Net.Sockets;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending;

/// <summary>Resolves a host name in ASCII. Blocks the thread for as long as the system's resolver takes.</summary>
/// <exception cref="SocketException">The name has no address.</exception>
internal delegate IPAddress[] HostResolver(string host);

/// <summary>Finds the addresses of hosts on separate threads, limited in number and time for each partner. Thread-safe.</summary>
/// <remarks>The system's resolver blocks a thread for many seconds if a name server does not answer.
/// On the thread pool, a few such hosts would delay all other work.</remarks>
internal sealed class HostLookups(HostResolver resolve, TimeProvider machine)
{
    /// <summary>The number of lookups of one partner that run at once; the others wait.</summary>
    public const int MostOfPartner = 8;

    /// <summary>The number of lookups that run at once.</summary>
    public const int Most = 256;

    /// <summary>The time for which a caller waits for an answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const int StackSize = 512 * 1024;

    private readonly Lock _lock = new();
    private readonly KnownHosts _known = new(machine);
    private readonly Dictionary<Guid, LookupLine> _lines = [];
    private int _running;

    /// <summary>Finds the addresses of a host, at least one.</summary>
    /// <param name="host">An address, or a name in ASCII.</param>
    /// <param name="partnerId">The partner whose limit counts the lookup.</param>
    /// <exception cref="HostLookupException">The host is not known, or was not resolved in time.</exception>
    public async Task<IPAddress[]> FindAsync(string host, Guid partnerId, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var address))
        {
            return [address];
        }

        if (Loopback.IsNamed(host))
        {
            return Loopback.Addresses;
        }

        var lookup = Join(host, partnerId);
        try
        {
            var result = await lookup.Result.WaitAsync(Patience, machine, cancellationToken);
            return result.Addresses ?? throw new HostLookupException(result.Failure!);
        }
        catch (TimeoutException)
        {
            throw new HostLookupException($"host name {host} was not resolved within {Duration.Print(Patience)}");
        }
        finally
        {
            Leave(lookup);
        }
    }

    private Lookup Join(string host, Guid partnerId)
    {
        lock (_lock)
        {
            if (_known.Find(host) is { } known)
            {
                var found = new Lookup(host, partnerId);
                found.Complete(known);
                return found;
            }

            if (!_lines.TryGetValue(partnerId, out var line))
            {
                _lines.Add(partnerId, line = new LookupLine());
            }

            var lookup = line.Join(host, partnerId);
            StartWaiting();
            return lookup;
        }
    }

    private void Leave(Lookup lookup)
    {
        lock (_lock)
        {
            if (_lines.GetValueOrDefault(lookup.PartnerId) is { } line)
            {
                line.Leave(lookup);
                ForgetIfEmpty(lookup.PartnerId, line);
            }
        }
    }

    // The partner with the fewest running lookups is first, so that the hanging lookups of one partner do not delay another.
    private void StartWaiting()
    {
        while (_running < Most && _lines.Values.Where(line => line.CanStart).MinBy(line => line.Running) is { } line)
        {
            _running++;
            var lookup = line.Start();
            var thread = new Thread(() => End(lookup, Resolve(lookup.Host)), StackSize) { IsBackground = true, Name = "host look-up" };
            try
            {
                thread.Start();
            }
            catch (OutOfMemoryException)
            {
                End(lookup, new LookupResult(Addresses: null, $"host name {lookup.Host} was not resolved: the machine has no thread left for it"));
            }
        }
    }

    private void End(Lookup lookup, LookupResult result)
    {
        lock (_lock)
        {
            _running--;
            _known.Keep(lookup.Host, result);
            var line = _lines[lookup.PartnerId];
            line.End(lookup);
            ForgetIfEmpty(lookup.PartnerId, line);
            StartWaiting();
        }

        lookup.Complete(result);
    }

    [SuppressMessage("Design", "CA1031", Justification = "It runs on a separate thread, where an exception would end the process.")]
    private LookupResult Resolve(string host)
    {
        try
        {
            var addresses = resolve(host);
            return addresses is [] ? new LookupResult(Addresses: null, $"host name {host} is not known") : new LookupResult(addresses);
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData)
        {
            return new LookupResult(Addresses: null, $"host name {host} is not known");
        }
        catch (Exception exception)
        {
            return new LookupResult(Addresses: null, $"host name {host} was not resolved: {exception.Message}");
        }
    }

    private void ForgetIfEmpty(Guid partnerId, LookupLine line)
    {
        if (line.IsEmpty)
        {
            _lines.Remove(partnerId);
        }
    }
}

/// <summary>The exception for a host whose addresses were not found.</summary>
internal sealed class HostLookupException(string message) : Exception(message);

/// <summary>The names of this machine: <c>localhost</c> and all names below it, which no name server resolves (RFC 6761, 6.3).</summary>
internal static class Loopback
{
    private const string Name = "localhost";

    /// <summary>Gets the addresses of the loopback, in the order in which they are tried.</summary>
    public static IPAddress[] Addresses { get; } = Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback];

    /// <summary>Returns whether a name, in ASCII and absolute or not, is a name of this machine.</summary>
    public static bool IsNamed(string host)
    {
        var name = host.EndsWith('.') ? host[..^1] : host;
        return name.Equals(Name, StringComparison.OrdinalIgnoreCase) || name.EndsWith($".{Name}", StringComparison.OrdinalIgnoreCase);
    }
}
