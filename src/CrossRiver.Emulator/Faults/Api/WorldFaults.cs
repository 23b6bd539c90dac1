using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Kernel.Journal.Keeping;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>What may go wrong with the calls to a world, on purpose: rules of a tester's, conditions, and the scenarios of its customers.</summary>
/// <remarks>Used in the world's turn only, but for <see cref="IsInForce"/>.</remarks>
internal sealed class WorldFaults : IWorldPart<SavedFaults>
{
    private readonly EmulatorClock _clock;
    private readonly Chance _chance;
    private readonly JournalRing _journal;
    private readonly FaultWatch _watch;
    private readonly IFaultRuleSource _source;
    private readonly IReadOnlyList<string> _fromStart;
    private readonly FaultSchemas _schemas;
    private readonly Dictionary<string, RuleCounts> _ofScenarios = new(StringComparer.Ordinal);
    private volatile bool _isInForce;
    private bool _isExpecting;

    /// <param name="watch">Told when a rule may strike, and when none may any more.</param>
    /// <param name="source">The conditions there are, and the rules of customers.</param>
    /// <param name="fromStart">The conditions that the world is under from its beginning.</param>
    /// <param name="schemas">Reads and prints the rules that a snapshot has.</param>
    public WorldFaults(World world, FaultWatch watch, IFaultRuleSource source, IReadOnlyList<string> fromStart, FaultSchemas schemas)
    {
        (_clock, _chance, _journal, _watch, _source, _fromStart, _schemas) = (world.Clock, world.Chance, world.Journal, watch, source, fromStart, schemas);
        Rules = new AdHocRules(world.PartnerId, world.Clock, world.Agenda, world.Chance);
        Conditions = new ConditionsInForce(world.Clock, world.Agenda, world.Chance, world.Journal);
        Begin();
    }

    /// <summary>The rules that a tester has given the world.</summary>
    public AdHocRules Rules { get; }

    /// <summary>The conditions that the world is under.</summary>
    public ConditionsInForce Conditions { get; }

    /// <summary>Whether a rule may strike. Any thread may ask.</summary>
    public bool IsInForce => _isInForce;

    /// <summary>Starts a condition; one that the world is under already begins anew. If there is none of this name, that is told in the journal.</summary>
    public void Start(string name, TimeSpan? lasts, string by) => Start(name, condition => Conditions.Start(condition, lasts, by), by);

    /// <summary>Starts a condition, or lets it last longer. If there is none of this name, that is told in the journal.</summary>
    public void StartOrExtend(string name, TimeSpan? lasts, string by) => Start(name, condition => Conditions.StartOrExtend(condition, lasts, by), by);

    /// <summary>Stops a condition, if the world is under it.</summary>
    /// <returns>Whether it was.</returns>
    public bool Stop(string name, string by)
    {
        var isStopped = Conditions.Stop(name, by);
        Review();
        return isStopped;
    }

    /// <summary>Gives the world a rule.</summary>
    /// <returns>The rule as it acts from now on.</returns>
    public AdHocRule Add(FaultRule rule)
    {
        var added = Rules.Add(rule);
        Review();
        return added;
    }

    /// <summary>Takes a rule from the world.</summary>
    /// <param name="id">The rule's identifier.</param>
    /// <returns>The rule, or <see langword="null"/> when there is none.</returns>
    public AdHocRule? Remove(string id)
    {
        var removed = Rules.Remove(id);
        Review();
        return removed;
    }

    /// <summary>Takes all rules from the world that a tester has given it.</summary>
    /// <returns>How many there were.</returns>
    public int RemoveAll()
    {
        var removed = Rules.RemoveAll();
        Review();
        return removed;
    }

    /// <summary>The time of a condition is over.</summary>
    public void End(ConditionEndEntry entry)
    {
        Conditions.End(entry);
        Review();
    }

    /// <summary>Looks at calls from now on, if a customer has rules or one to come may get them.</summary>
    public void Expect(IReadOnlyList<ApiRule> rules)
    {
        if (rules is not [] && !_isExpecting)
        {
            _isExpecting = true;
            Review();
        }
    }

    /// <summary>Lets the rules in force see a call, in their order: a tester's, those of conditions, those of its customer's scenario.</summary>
    /// <returns>What they do to it, or <see langword="null"/> when they leave it alone.</returns>
    public Strike? Meet(CallSubject call)
    {
        var struck = new List<Strike>();
        foreach (var rule in Rules.InForce.Concat(Conditions.InForce).Concat(OfCustomer(call)).ToList())
        {
            // Every rule counts the call; of those that would answer it, the first one does.
            if (Meet(call, rule) is { } strike && (strike.Instead is null || struck.TrueForAll(earlier => earlier.Instead is null)))
            {
                rule.Counts.Hit();
                struck.Add(strike with { Entries = [Tell(call, strike, rule)] });
            }
        }

        return struck is [] ? null : struck.Aggregate((earlier, later) => earlier.And(later));
    }

    /// <summary>A call that was struck has made a customer: the journal tells the strike of it.</summary>
    public void Concern(Strike strike, Guid customerId)
    {
        foreach (var entry in strike.Entries)
        {
            entry.CustomerId = customerId;
            _journal.Complete(entry);
        }
    }

    /// <inheritdoc/>
    public int Clear(ResetOptions reset)
    {
        Rules.Clear();
        Conditions.Clear();
        _ofScenarios.Clear();
        _isExpecting = false;
        Review();
        if (reset.BeginsAgain)
        {
            Begin();
        }

        return 0;
    }

    /// <summary>What a snapshot keeps.</summary>
    public SavedFaults Save() => new(Rules.Save(_schemas), Conditions.Save(_schemas), _ofScenarios.ToDictionary(rule => rule.Key, rule => rule.Value.Save(), StringComparer.Ordinal), _isExpecting);

    /// <summary>Goes on with what was saved.</summary>
    public void Load(SavedFaults saved)
    {
        Rules.Load(saved.Rules, _schemas);
        Conditions.Load(saved.Conditions, _schemas);
        foreach (var (name, counts) in saved.Scenarios)
        {
            _ofScenarios[name] = RuleCounts.Load(counts);
        }

        _isExpecting = saved.IsExpecting;
        Review();
    }

    private void Review()
    {
        var isInForce = _isExpecting || Rules.ConcernCalls || Conditions.All is not [];
        if (isInForce != _isInForce)
        {
            _isInForce = isInForce;
            _watch.Change(isInForce);
        }
    }

    // A world begins under the conditions that the settings name.
    private void Begin()
    {
        foreach (var name in _fromStart)
        {
            Start(name, lasts: null, "by the settings");
        }
    }

    private void Start(string name, Action<Condition> start, string by)
    {
        if (_source.Conditions.GetValueOrDefault(name) is { } condition)
        {
            start(condition);
            Review();
        }
        else
        {
            Conditions.Tell($"there is no '{name}' to start, {by}");
        }
    }

    private Strike? Meet(CallSubject call, RuleInForce rule)
    {
        var hadForgotten = rule.Counts.HasForgotten;
        var strike = rule.Meet(call, _clock.Now);
        if (rule.Counts.HasForgotten && !hadForgotten)
        {
            _journal.Add(new ControlEntry { At = _clock.Now, What = $"faults: {rule.Name} counts the calls of {RuleCounts.MostKeys} callers; from now on the oldest make room, and count from 1 if they come again" });
        }

        return strike;
    }

    private FaultEntry Tell(CallSubject call, Strike strike, RuleInForce rule)
    {
        var entry = new FaultEntry
        {
            At = _clock.Now,
            CustomerId = call.CustomerId,
            RequestId = call.RequestId,
            Fault = $"{call.Name}: {RuleInForce.Tell(strike)}",
            Rule = rule.Name,
        };
        _journal.Add(entry);

        return entry;
    }

    private IEnumerable<RuleInForce> OfCustomer(CallSubject call) => call.Rules is not { } own ? [] : own.Rules.Select((rule, index) =>
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{own.Owner}, rule {index + 1}");
        if (!_ofScenarios.TryGetValue(name, out var counts))
        {
            _ofScenarios[name] = counts = new RuleCounts();
        }

        return new RuleInForce(rule, name, call.CreatedAt, counts, _chance.From(own.Seed)) { UsuallyCounts = CountBy.Customer };
    });
}
