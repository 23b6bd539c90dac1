using CrossRiver.Emulator.Faults.Api;
using CrossRiver.Emulator.Faults.Deliveries;
using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Faults;

/// <summary>The rules that a tester has given a world, in the order in which they came.</summary>
/// <remarks>Used in the world's turn only.</remarks>
internal sealed class AdHocRules(Guid partnerId, EmulatorClock clock, Agenda agenda, Chance chance)
{
    /// <summary>How many a world may have.</summary>
    public const int Most = 200;

    private readonly List<AdHocRule> _rules = [];
    private int _numbered;

    /// <summary>The rules.</summary>
    public IReadOnlyList<AdHocRule> All => _rules;

    /// <summary>Whether one of them is for calls.</summary>
    public bool ConcernCalls => _rules.Exists(rule => rule.Rule.OfCalls is not null);

    /// <summary>Whether one of them is for deliveries.</summary>
    public bool ConcernDeliveries => _rules.Exists(rule => rule.Rule.OfDeliveries is not null);

    /// <summary>Where those for calls are in force.</summary>
    public IEnumerable<RuleInForce> InForce => _rules
        .Where(rule => rule.Rule.OfCalls is not null)
        .Select(rule => new RuleInForce(rule.Rule.OfCalls!, rule.Name, rule.AddedAt, rule.Counts, chance));

    /// <summary>Adds a rule, behind all others. What it lets happen by itself is booked.</summary>
    /// <exception cref="RefusedException">There are too many.</exception>
    public AdHocRule Add(FaultRule rule)
    {
        if (_rules.Count >= Most)
        {
            throw FaultErrors.TooManyFaults.Refuse(Most);
        }

        var added = new AdHocRule((++_numbered).ToString(CultureInfo.InvariantCulture), rule, clock.Now, new RuleCounts());
        _rules.Add(added);
        if (rule.OfDeliveries is { At: { } at } fault && DeliveryPlanner.Happens(added.Plan(fault, added.Name), chance))
        {
            agenda.Book(ClockCourse.Later(clock.Now, chance.Of(at, $"{added.Name}/at")), new PhantomEntry(partnerId, CustomerId: null, added.Plan(fault, added.Name), Seed: null));
        }

        return added;
    }

    /// <summary>Lets the rules for deliveries see an event: each that it is one for counts it.</summary>
    /// <param name="eventName">The event's name.</param>
    /// <param name="customer">Names the customer among all random choices.</param>
    /// <returns>What goes wrong with it.</returns>
    public IReadOnlyList<PlannedFault> Concerning(string eventName, string customer)
    {
        var concerning = new List<PlannedFault>();
        foreach (var rule in _rules)
        {
            if (rule.Rule.OfDeliveries is { At: null } fault && EventPattern.Matches(eventName, fault.Event))
            {
                var number = rule.Counts.Count(customer);
                if (fault.Which?.Takes(number) is not false)
                {
                    concerning.Add(rule.Plan(fault, string.Create(CultureInfo.InvariantCulture, $"{customer}/{rule.Name}/{number}")));
                }
            }
        }

        return concerning;
    }

    /// <summary>A rule for deliveries has struck; other rules than these are not counted here.</summary>
    /// <param name="name">The rule's name.</param>
    public void Hit(string name) => _rules.Find(rule => rule.Name == name)?.Counts.Hit();

    /// <summary>Whether something was booked by a rule that is not there any more.</summary>
    public bool IsVoid(PhantomEntry entry) => entry.CustomerId is null && !_rules.Exists(rule => rule.Name == entry.Phantom.Rule);

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
    public SavedRules Save(FaultSchemas schemas) => new(_numbered, [.. _rules.Select(rule => new SavedRule(rule.Id, schemas.Print(rule.Rule), rule.AddedAt, rule.Counts.Save()))]);

    /// <summary>Goes on with what was saved; what was booked is on the agenda.</summary>
    public void Load(SavedRules saved, FaultSchemas schemas)
    {
        Clear();
        _numbered = saved.Numbered;
        _rules.AddRange(saved.Rules.Select(rule => new AdHocRule(rule.Id, SavedFaults.Read(rule, schemas), rule.AddedAt, RuleCounts.Load(rule.Counts))));
    }
}

/// <summary>A rule that a tester has given a world.</summary>
/// <param name="Id">Its number, from 1.</param>
/// <param name="Rule">The rule.</param>
/// <param name="AddedAt">When it came, on the world's clock.</param>
/// <param name="Counts">What it has counted.</param>
internal sealed record AdHocRule(string Id, FaultRule Rule, DateTimeOffset AddedAt, RuleCounts Counts)
{
    /// <summary>Names it in its world: chance starts from it, and the journal tells it.</summary>
    public string Name { get; } = $"faults/{Id}";

    /// <summary>What it does to one event.</summary>
    /// <param name="fault">The rule for deliveries.</param>
    /// <param name="choice">Names the rule and the event among all random choices.</param>
    public PlannedFault Plan(DeliveryFault fault, string choice) => new(Name, Source: "", choice, fault);
}
