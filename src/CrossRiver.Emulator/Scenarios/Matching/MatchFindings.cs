using CrossRiver.Emulator.Journal;
using CrossRiver.Emulator.Scenarios.Stories;

namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>Which scenarios are for the customer of a create, and which nearly were.</summary>
internal sealed class MatchFindings
{
    /// <summary>How many of those that lost are told.</summary>
    public const int MostLost = 5;

    private SortedList<int, LostScenario>? _lost;

    /// <summary>The scenario that gets the customer unless one of <see cref="Samples"/> does, or <see langword="null"/>.</summary>
    public Scenario? Sure { get; private set; }

    /// <summary>The place of <see cref="Sure"/> in the order.</summary>
    public int SureRank { get; private set; } = int.MaxValue;

    /// <summary>The scenarios that take some of the customers for whom their match holds, by their places in the order; <see langword="null"/> when there are none.</summary>
    public SortedList<int, Scenario>? Samples { get; private set; }

    /// <summary>Those first in the order that were looked at in vain, at most five.</summary>
    public IList<LostScenario> Lost => _lost?.Values ?? [];

    /// <summary>A scenario was looked at.</summary>
    /// <param name="rank">Its place in the order; it may be looked at twice.</param>
    /// <param name="scenario">The scenario.</param>
    /// <param name="mismatch">What of its match does not hold, or <see langword="null"/> when all does.</param>
    public void Add(int rank, Scenario scenario, string? mismatch)
    {
        if (mismatch is not null)
        {
            AddLost(rank, scenario, mismatch);
        }
        else if (scenario.Match!.IsSample)
        {
            (Samples ??= [])[rank] = scenario;
        }
        else if (rank < SureRank)
        {
            (Sure, SureRank) = (scenario, rank);
        }
    }

    /// <summary>Whether a scenario that is looked at in vain is told, as far as has been looked.</summary>
    /// <param name="rank">Its place in the order.</param>
    public bool WouldTell(int rank) => _lost is not { Count: MostLost } || rank < _lost.GetKeyAtIndex(MostLost - 1);

    private void AddLost(int rank, Scenario scenario, string mismatch)
    {
        if (WouldTell(rank))
        {
            _lost ??= [];
            _lost[rank] = new LostScenario(scenario.Name, mismatch);
            if (_lost.Count > MostLost)
            {
                _lost.RemoveAt(MostLost);
            }
        }
    }
}
