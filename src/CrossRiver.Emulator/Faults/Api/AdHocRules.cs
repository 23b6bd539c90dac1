using System.Globalization;
using CrossRiver.Emulator.Errors;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Worlds;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>The rules that a tester has given a world, in the order in which they came.</summary>
/// <remarks>Used in the world's turn only.</remarks>
internal sealed class AdHocRules(EmulatorClock clock, Chance chance)
{
    /// <summary>How many a world may have.</summary>
    public const int Most = 200;

    private readonly List<AdHocRule> _rules = [];
    private int _numbered;

    /// <summary>The rules.</summary>
    public IReadOnlyList<AdHocRule> All => _rules;

    /// <summary>Where they are in force.</summary>
    public IEnumerable<RuleInForce> InForce => _rules.Select(rule => new RuleInForce(rule.Rule, $"faults/{rule.Id}", rule.AddedAt, rule.Counts, chance));

    /// <summary>Adds a rule, behind all others.</summary>
    /// <exception cref="RefusedException">There are too many.</exception>
    public AdHocRule Add(ApiRule rule)
    {
        if (_rules.Count >= Most)
        {
            throw ErrorCatalog.TooManyFaults.Refuse(Most);
        }

        var added = new AdHocRule((++_numbered).ToString(CultureInfo.InvariantCulture), rule, clock.Now, new RuleCounts());
        _rules.Add(added);

        return added;
    }

    /// <summary>Removes a rule.</summary>
    /// <returns>The rule, or <see langword="null"/> when there is none of this identifier.</returns>
    public AdHocRule? Remove(string id)
    {
        var found = _rules.Find(rule => rule.Id == id);
        return found is not null && _rules.Remove(found) ? found : null;
    }

    /// <summary>Removes all.</summary>
    /// <returns>How many there were.</returns>
    public int RemoveAll()
    {
        var count = _rules.Count;
        _rules.Clear();

        return count;
    }

    /// <summary>Removes all, and numbers from the beginning.</summary>
    public void Clear()
    {
        _rules.Clear();
        _numbered = 0;
    }

    /// <summary>What a snapshot keeps.</summary>
    public SavedRules Save() => new(_numbered, [.. _rules.Select(rule => new SavedRule(rule.Id, SavedFaults.TextOf("faults", [rule.Rule]), rule.AddedAt, rule.Counts.Save()))]);

    /// <summary>Goes on with what was saved.</summary>
    public void Load(SavedRules saved)
    {
        Clear();
        _numbered = saved.Numbered;
        _rules.AddRange(saved.Rules.Select(rule => new AdHocRule(rule.Id, SavedFaults.Read(rule.Text).Rules[0], rule.AddedAt, RuleCounts.Load(rule.Counts))));
    }
}

/// <summary>A rule that a tester has given a world.</summary>
/// <param name="Id">Its number, from 1.</param>
/// <param name="Rule">The rule.</param>
/// <param name="AddedAt">When it came, on the world's clock.</param>
/// <param name="Counts">What it has counted.</param>
internal sealed record AdHocRule(string Id, ApiRule Rule, DateTimeOffset AddedAt, RuleCounts Counts);
