using System.Runtime.InteropServices;
using CrossRiver.Emulator.Faults.Rules;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>Represents the counts of a rule: its hits, the calls of each caller, and the calls within its limit.</summary>
/// <remarks>Call only while holding the world lock. Only the newest 10,000 callers have counts; a forgotten caller restarts at 1.</remarks>
internal sealed class RuleCounts
{
    /// <summary>The largest number of callers with counts.</summary>
    public const int MostKeys = 10_000;

    private readonly Dictionary<string, KeyCount> _keys = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public int Hits { get; private set; }

    /// <summary>Gets whether the oldest callers were removed.</summary>
    public bool HasForgotten { get; private set; }

    public void Hit() => Hits++;

    /// <summary>Counts a call of a caller, and returns its number, from 1.</summary>
    public int Count(string key) => ++Find(key).Calls;

    /// <summary>Consumes one call of a limit, and returns the wait until the limit allows another call, or null if it allows this call.</summary>
    /// <param name="key">The caller.</param>
    /// <param name="now">The arrival of the call.</param>
    public TimeSpan? Take(CallLimit limit, string key, DateTimeOffset now)
    {
        var count = Find(key);
        if (count.WindowFrom is not { } from || now - from >= limit.Per)
        {
            (count.WindowFrom, count.Taken) = (now, 0);
        }

        count.Taken++;
        return count.Taken <= limit.Calls ? null : limit.Per - (now - count.WindowFrom.Value);
    }

    public SavedCounts Save() => new(Hits, [.. _order.Select(key => new SavedCount(key, _keys[key].Calls, _keys[key].WindowFrom, _keys[key].Taken))]);

    public static RuleCounts Load(SavedCounts saved)
    {
        var counts = new RuleCounts { Hits = saved.Hits };
        foreach (var (key, calls, windowFrom, taken) in saved.Keys)
        {
            var count = counts.Find(key);
            (count.Calls, count.WindowFrom, count.Taken) = (calls, windowFrom, taken);
        }

        return counts;
    }

    private KeyCount Find(string key)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_keys, key, out var isKnown);
        if (isKnown)
        {
            return count!;
        }

        var fresh = count = new KeyCount();
        _order.Enqueue(key);
        if (_order.Count > MostKeys)
        {
            _keys.Remove(_order.Dequeue());
            HasForgotten = true;
        }

        return fresh;
    }

    private sealed class KeyCount
    {
        public int Calls { get; set; }

        public DateTimeOffset? WindowFrom { get; set; }

        public int Taken { get; set; }
    }
}

/// <summary>Represents the counts of a rule in a snapshot.</summary>
/// <param name="Keys">The callers, the oldest first.</param>
internal sealed record SavedCounts(int Hits, IReadOnlyList<SavedCount> Keys);

/// <summary>Represents the counts of one caller in a snapshot.</summary>
/// <param name="Calls">The calls that the rule matches.</param>
/// <param name="WindowFrom">The start of the limit's time window, or null if there is none.</param>
/// <param name="Taken">The calls in this window.</param>
internal sealed record SavedCount(string Key, int Calls, DateTimeOffset? WindowFrom, int Taken);
