using System.Net;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending;

/// <summary>The lookups of one partner, running and waiting. Call only while holding the lock of the lookups.</summary>
internal sealed class LookupLine
{
    private readonly Dictionary<string, Lookup> _all = new(StringComparer.OrdinalIgnoreCase);
    private readonly LinkedList<Lookup> _waiting = new();

    /// <summary>Gets the number of running lookups.</summary>
    public int Running => _all.Count - _waiting.Count;

    /// <summary>Gets whether a lookup waits and may run.</summary>
    public bool CanStart => _waiting.Count > 0 && Running < HostLookups.MostOfPartner;

    public bool IsEmpty => _all.Count is 0;

    /// <summary>Adds a caller to the lookup of a host. Creates the lookup if there is none.</summary>
    public Lookup Join(string host, Guid partnerId)
    {
        if (!_all.TryGetValue(host, out var lookup))
        {
            _all.Add(host, lookup = new Lookup(host, partnerId));
            lookup.Place = _waiting.AddLast(lookup);
        }

        lookup.Callers++;
        return lookup;
    }

    /// <summary>Removes a caller from a lookup. Without callers, a lookup that waits is forgotten.</summary>
    public void Leave(Lookup lookup)
    {
        if (--lookup.Callers is 0 && lookup.Place is { } place && place.List == _waiting)
        {
            _waiting.Remove(place);
            _all.Remove(lookup.Host);
        }
    }

    /// <summary>Removes the first waiting lookup from the line, to run it.</summary>
    public Lookup Start()
    {
        var first = _waiting.First!.Value;
        _waiting.RemoveFirst();
        return first;
    }

    /// <summary>Forgets a lookup that has run.</summary>
    public void End(Lookup lookup) => _all.Remove(lookup.Host);
}

/// <summary>One lookup of a host, within the limits of a partner.</summary>
internal sealed class Lookup(string host, Guid partnerId)
{
    private readonly TaskCompletionSource<LookupResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Host => host;

    public Guid PartnerId => partnerId;

    /// <summary>Gets the place in the line, or null if the lookup never waited.</summary>
    public LinkedListNode<Lookup>? Place { get; set; }

    /// <summary>Gets the number of callers that wait for the result.</summary>
    public int Callers { get; set; }

    public Task<LookupResult> Result => _result.Task;

    public void Complete(LookupResult result) => _result.TrySetResult(result);
}

/// <summary>The result of a lookup: the addresses, at least one, or the reason why there are none.</summary>
internal sealed record LookupResult(IPAddress[]? Addresses, string? Failure = null);
