using CrossRiver.Emulator.Faults.Api;
using CrossRiver.Emulator.Faults.Deliveries;
using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Faults;

/// <summary>Represents the rules that a tester has added to a world, in the order of their addition.</summary>
/// <remarks>Call only while holding the world lock.</remarks>
internal sealed class ManualRules(Guid partnerId, EmulatorClock clock, Agenda agenda, KeyedRandom random)
{
    /// <summary>The largest number of rules of a world.</summary>
    public const int Most = 200;

    private readonly List<AdHocRule> _rules = [];
    private int _numbered;

    public IReadOnlyList<AdHocRule> All => _rules;

    public bool ConcernCalls => _rules.Exists(rule => rule.Rule.OfCalls is not null);

    public bool ConcernDeliveries => _rules.Exists(rule => rule.Rule.OfDeliveries is not null);

    /// <summary>Gets the active rules for calls. Their times count from their addition.</summary>
    public IEnumerable<ActiveRule> InForce => _rules
        .Where(rule => rule.Rule.OfCalls is not null)
        .Select(rule => new ActiveRule(rule.Rule.OfCalls!, rule.Name, rule.AddedAt, rule.Counts, random));

    /// <summary>Adds a rule behind all others, and schedules the event of a phantom with a time.</summary>
    /// <exception cref="ApiException">The world has <see cref="Most"/> rules already.</exception>
    public AdHocRule Add(FaultRule rule)
    {
        if (_rules.Count >= Most)
        {
            throw FaultErrors.TooManyFaults.ToException(Most);
        }

        var added = new AdHocRule((++_numbered).ToString(CultureInfo.InvariantCulture), rule, clock.Now, new RuleCounts());
        _rules.Add(added);
        if (rule.OfDeliveries is { At: { } at } fault && DeliveryPlanner.Happens(added.Plan(fault, added.Name), random))
        {
            agenda.Book(ClockSetting.Later(clock.Now, random.Of(at, $"{added.Name}/at")), new PhantomEntry(partnerId, CustomerId: null, added.Plan(fault, added.Name), Seed: null));
        }

        return added;
    }

    /// <summary>Counts an event for each rule for deliveries that matches its name, and returns the faults of the event.</summary>
    /// <param name="customer">The key of the customer in random choices.</param>
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

    /// <summary>Counts a hit of a rule for deliveries. Ignores the names of other rules.</summary>
    public void Hit(string name) => _rules.Find(rule => rule.Name == name)?.Counts.Hit();

    /// <summary>Returns whether the rule that scheduled an entry has been removed.</summary>
    public bool IsVoid(PhantomEntry entry) => entry.CustomerId is null && !_rules.Exists(rule => rule.Name == entry.Phantom.Rule);

    /// <summary>Removes a rule and returns it, or null if no rule has this identifier.</summary>
    public AdHocRule? Remove(string id)
    {
        var found = _rules.Find(rule => rule.Id == id);
        return found is not null && _rules.Remove(found) ? found : null;
    }

    /// <summary>Removes all rules and returns their number.</summary>
    public int RemoveAll() => _rules.RemoveAll(_ => true);

    /// <summary>Removes all rules, and numbers the next rule 1.</summary>
    public void Clear()
    {
        _rules.Clear();
        _numbered = 0;
    }

    public SavedRules Save(FaultSchemas schemas) => new(_numbered, [.. _rules.Select(rule => new SavedRule(rule.Id, schemas.Print(rule.Rule), rule.AddedAt, rule.Counts.Save()))]);

    /// <summary>Restores saved rules. Their scheduled entries are part of the agenda.</summary>
    public void Load(SavedRules saved, FaultSchemas schemas)
    {
        Clear();
        _numbered = saved.Numbered;
        _rules.AddRange(saved.Rules.Select(rule => new AdHocRule(rule.Id, SavedFaults.Read(rule, schemas), rule.AddedAt, RuleCounts.Load(rule.Counts))));
    }
}

/// <summary>Represents a rule that a tester has added to a world.</summary>
/// <param name="Id">The number of the rule, from 1.</param>
/// <param name="AddedAt">The time of the addition, on the world's clock.</param>
internal sealed record AdHocRule(string Id, FaultRule Rule, DateTimeOffset AddedAt, RuleCounts Counts)
{
    /// <summary>Gets the name of the rule in random choices and in the journal.</summary>
    public string Name { get; } = $"faults/{Id}";

    /// <summary>Returns the fault of one event.</summary>
    /// <param name="choice">The key of the rule and the event in random choices.</param>
    public PlannedFault Plan(DeliveryFault fault, string choice) => new(Name, Source: "", choice, fault);
}
