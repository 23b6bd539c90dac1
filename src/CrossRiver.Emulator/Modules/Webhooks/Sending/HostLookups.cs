using System.Net;
using System.Net.Sockets;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending;

/// <summary>Resolves a host name, and blocks its thread for as long as the system's resolver takes.</summary>
/// <param name="host">The name, in ASCII.</param>
/// <returns>Its addresses.</returns>
/// <exception cref="SocketException">The name has none.</exception>
internal delegate IPAddress[] HostResolver(string host);

/// <summary>Finds the addresses of hosts on threads of its own, bounded in number and time for each partner.</summary>
/// <param name="resolve">Resolves a name.</param>
/// <param name="machine">The machine's clock.</param>
/// <remarks>
/// The system's resolver blocks a thread for many seconds when a name server does not answer. On threads of the pool, a few such hosts
/// would delay everything else. Thread-safe.
/// </remarks>
internal sealed class HostLookups(HostResolver resolve, TimeProvider machine)
{
    /// <summary>How many look-ups of one partner run at once; more wait in line.</summary>
    public const int MostOfPartner = 8;

    /// <summary>How many look-ups run at once.</summary>
    public const int Most = 256;

    /// <summary>How long a caller waits for an answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const int StackSize = 512 * 1024;

    private readonly Lock _lock = new();
    private readonly KnownHosts _known = new(machine);
    private readonly Dictionary<Guid, LookupLine> _lines = [];
    private int _running;

    /// <summary>Finds the addresses of a host.</summary>
    /// <param name="host">An address, or a name in ASCII.</param>
    /// <param name="partnerId">The partner on whose account the look-up is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>At least one address.</returns>
    /// <exception cref="HostLookupException">The host is not known, or could not be resolved in time.</exception>
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
                return Lookup.Of(host, partnerId, known);
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

    // The partner with the fewest look-ups goes first, so that hanging ones of another partner hold none of its own up.
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
                End(lookup, new LookupResult($"host name {lookup.Host} was not resolved: the machine has no thread left for it"));
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

    [SuppressMessage("Design", "CA1031", Justification = "It runs on a thread of its own, where an exception would end the process.")]
    private LookupResult Resolve(string host)
    {
        try
        {
            var addresses = resolve(host);
            return addresses is [] ? new LookupResult($"host name {host} is not known") : new LookupResult(addresses);
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData)
        {
            return new LookupResult($"host name {host} is not known");
        }
        catch (Exception exception)
        {
            return new LookupResult($"host name {host} was not resolved: {exception.Message}");
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

/// <summary>A host whose addresses were not found.</summary>
/// <param name="message">The reason.</param>
internal sealed class HostLookupException(string message) : Exception(message);
