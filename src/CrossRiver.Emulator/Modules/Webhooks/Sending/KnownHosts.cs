namespace CrossRiver.Emulator.Modules.Webhooks.Sending;

/// <summary>The results of lookups of the last seconds. Call only while holding the lock of the lookups.</summary>
internal sealed class KnownHosts(TimeProvider machine)
{
    private const int Most = 1_000;

    private static readonly TimeSpan Good = TimeSpan.FromSeconds(5);

    // Shorter than the first wait for a retry, so that the next attempt finds a receiver that starts late.
    private static readonly TimeSpan Bad = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<string, (LookupResult Result, long At)> _results = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns the recent result for a host, or null.</summary>
    public LookupResult? Find(string host) => _results.TryGetValue(host, out var kept) && IsFresh(kept) ? kept.Result : null;

    /// <summary>Keeps the result for a host, if there is room.</summary>
    public void Keep(string host, LookupResult result)
    {
        if (_results.Count >= Most)
        {
            foreach (var (old, _) in _results.Where(kept => !IsFresh(kept.Value)).ToList())
            {
                _results.Remove(old);
            }
        }

        if (_results.Count < Most)
        {
            _results[host] = (result, machine.GetTimestamp());
        }
    }

    private bool IsFresh((LookupResult Result, long At) kept) => machine.GetElapsedTime(kept.At) < (kept.Result.Addresses is null ? Bad : Good);
}
