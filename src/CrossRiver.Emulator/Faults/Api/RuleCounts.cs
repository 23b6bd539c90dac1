using System.Runtime.InteropServices;
using CrossRiver.Emulator.Faults.Rules;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>What a rule has counted: how often it struck, the calls that it concerned, and those that its limit has let pass.</summary>
/// <remarks>Used in the world's turn only. The calls of the newest 10,000 callers are counted; one that is forgotten counts from the beginning.</remarks>
internal sealed class RuleCounts
{
    /// <summary>How many callers are counted.</summary>
    public const int MostKeys = 10_000;

    private readonly Dictionary<string, KeyCount> _keys = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>How often the rule struck.</summary>
    public int Hits { get; private set; }

    /// <summary>Whether callers had to make room for newer ones.</summary>
    public bool HasForgotten { get; private set; }

    /// <summary>The rule strikes.</summary>
    public void Hit() => Hits++;

    /// <summary>Counts a call.</summary>
    /// <param name="key">Whose it is.</param>
    /// <returns>Which of its calls it is, from 1.</returns>
    public int Count(string key) => ++Find(key).Calls;

    /// <summary>Takes a call from what a limit leaves.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="key">Whose call it is.</param>
    /// <param name="now">When it comes.</param>
    /// <returns>How long there is no room, or <see langword="null"/> when there was some.</returns>
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

    /// <summary>What a snapshot keeps.</summary>
    public SavedCounts Save() => new(Hits, [.. _order.Select(key => new SavedCount(key, _keys[key].Calls, _keys[key].WindowFrom, _keys[key].Taken))]);

    /// <summary>Goes on counting from what was saved.</summary>
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

/// <summary>What a snapshot keeps of a rule's counts.</summary>
/// <param name="Hits">How often the rule struck.</param>
/// <param name="Keys">The callers, in the order in which they came.</param>
internal sealed record SavedCounts(int Hits, IReadOnlyList<SavedCount> Keys);

/// <summary>What a snapshot keeps of one caller's count.</summary>
/// <param name="Key">Who it is.</param>
/// <param name="Calls">How many calls the rule has concerned.</param>
/// <param name="WindowFrom">When the limit's time began, or <see langword="null"/> when there is none.</param>
/// <param name="Taken">How many calls came since.</param>
internal sealed record SavedCount(string Key, int Calls, DateTimeOffset? WindowFrom, int Taken);
