using System.Net;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending;

/// <summary>The look-ups of one partner: those that run, and those that wait in line. Call only while holding the lock of the look-ups.</summary>
internal sealed class LookupLine
{
    private readonly Dictionary<string, Lookup> _all = new(StringComparer.OrdinalIgnoreCase);
    private readonly LinkedList<Lookup> _waiting = new();

    /// <summary>How many run.</summary>
    public int Running => _all.Count - _waiting.Count;

    /// <summary>Whether one waits and may run.</summary>
    public bool CanStart => _waiting.Count > 0 && Running < HostLookups.MostOfPartner;

    /// <summary>Whether none runs or waits.</summary>
    public bool IsEmpty => _all.Count is 0;

    /// <summary>Returns the look-up of a host, a new one if there is none.</summary>
    public Lookup Join(string host, Guid partnerId)
    {
        if (!_all.TryGetValue(host, out var lookup))
        {
            _all.Add(host, lookup = new Lookup(host, partnerId));
            _waiting.AddLast(lookup.Node);
        }

        lookup.Callers++;
        return lookup;
    }

    /// <summary>Takes a caller from a look-up. One that has none and does not run is forgotten.</summary>
    public void Leave(Lookup lookup)
    {
        if (--lookup.Callers is 0 && lookup.Node.List == _waiting)
        {
            _waiting.Remove(lookup.Node);
            _all.Remove(lookup.Host);
        }
    }

    /// <summary>Takes the first one out of the line to run it.</summary>
    public Lookup Start()
    {
        var first = _waiting.First!.Value;
        _waiting.RemoveFirst();

        return first;
    }

    /// <summary>Forgets one that has run.</summary>
    public void End(Lookup lookup) => _all.Remove(lookup.Host);
}

/// <summary>One look-up of a host.</summary>
internal sealed class Lookup
{
    private readonly TaskCompletionSource<LookupResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Lookup(string host, Guid partnerId)
    {
        Host = host;
        PartnerId = partnerId;
        Node = new LinkedListNode<Lookup>(this);
    }

    public string Host { get; }

    /// <summary>The partner on whose account it is.</summary>
    public Guid PartnerId { get; }

    /// <summary>Its place in the line.</summary>
    public LinkedListNode<Lookup> Node { get; }

    /// <summary>How many callers wait for it.</summary>
    public int Callers { get; set; }

    public Task<LookupResult> Result => _result.Task;

    /// <summary>Returns a look-up that is over.</summary>
    public static Lookup Of(string host, Guid partnerId, LookupResult result)
    {
        var lookup = new Lookup(host, partnerId);
        lookup.Complete(result);

        return lookup;
    }

    public void Complete(LookupResult result) => _result.TrySetResult(result);
}

/// <summary>What a look-up found.</summary>
internal sealed record LookupResult
{
    public LookupResult(IPAddress[] addresses) => Addresses = addresses;

    public LookupResult(string failure) => Failure = failure;

    /// <summary>The addresses, at least one, or <see langword="null"/> if there are none.</summary>
    public IPAddress[]? Addresses { get; }

    /// <summary>Why there are no addresses.</summary>
    public string? Failure { get; }
}
