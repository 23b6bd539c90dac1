using CrossRiver.Emulator.Faults.Rules;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>Represents the fault rules for calls of a world: the tester's rules, conditions, and the rules of scenarios.</summary>
/// <remarks>Call only while holding the world lock, except for <see cref="IsInForce"/>.</remarks>
/// <param name="fromStart">The conditions that the world starts under.</param>
internal sealed class WorldFaults(World world, FaultSwitch watch, IFaultRuleSource source, IReadOnlyList<string> fromStart, FaultSchemas schemas)
    : IWorldPart<SavedFaults>
{
    private readonly Dictionary<string, RuleCounts> _ofScenarios = new(StringComparer.Ordinal);
    private volatile bool _isInForce;
    private bool _isExpecting;

    /// <summary>Gets the rules that a tester has added.</summary>
    public ManualRules Rules { get; } = new(world.PartnerId, world.Clock, world.Agenda, world.Random);

    public ActiveConditions Conditions { get; } = new(world.Clock, world.Agenda, world.Random, world.Journal);

    /// <summary>Gets whether a rule may match a call. Thread-safe.</summary>
    public bool IsInForce => _isInForce;

    /// <summary>Starts the conditions that the settings name, and returns this instance.</summary>
    public WorldFaults Begin()
    {
        foreach (var name in fromStart)
        {
            Start(name, lasts: null, "by the settings");
        }

        return this;
    }

    /// <summary>Starts or restarts a condition. An unknown name only leads to a journal entry.</summary>
    public void Start(string name, TimeSpan? lasts, string by) => Start(name, condition => Conditions.Start(condition, lasts, by), by);

    /// <summary>Starts or extends a condition. An unknown name only leads to a journal entry.</summary>
    public void StartOrExtend(string name, TimeSpan? lasts, string by) => Start(name, condition => Conditions.StartOrExtend(condition, lasts, by), by);

    /// <summary>Stops a condition, and returns whether it was active.</summary>
    public bool Stop(string name, string by) => Reviewed(Conditions.Stop(name, by));

    public AdHocRule Add(FaultRule rule) => Reviewed(Rules.Add(rule));

    /// <summary>Removes a rule of the tester and returns it, or null if there is none of this identifier.</summary>
    public AdHocRule? Remove(string id) => Reviewed(Rules.Remove(id));

    /// <summary>Removes all rules of the tester and returns their number.</summary>
    public int RemoveAll() => Reviewed(Rules.RemoveAll());

    /// <summary>Ends a condition whose time is over.</summary>
    public void End(ConditionEndEntry entry)
    {
        Conditions.End(entry);
        Review();
    }

    /// <summary>Examines calls from now on if there are rules of a customer.</summary>
    public void Expect(IReadOnlyList<ApiRule> rules)
    {
        if (rules is not [] && !_isExpecting)
        {
            _isExpecting = true;
            Review();
        }
    }

    /// <summary>Applies the active rules to a call, and returns its faults, or null if there are none.</summary>
    /// <remarks>The order of the rules is: the tester's, then of conditions, then of the customer's scenario.</remarks>
    public InjectedFault? Evaluate(CallContext call)
    {
        var struck = new List<InjectedFault>();
        foreach (var rule in Rules.InForce.Concat(Conditions.InForce).Concat(OfCustomer(call)).ToList())
        {
            // Every rule counts the call. Of the rules that replace its answer, only the first one has an effect.
            if (Evaluate(call, rule) is { } fault && (fault.Response is null || struck.TrueForAll(earlier => earlier.Response is null)))
            {
                rule.Counts.Hit();
                struck.Add(fault with { Entries = [CreateEntry(call, fault, rule)] });
            }
        }

        return struck is [] ? null : struck.Aggregate((earlier, later) => earlier.And(later));
    }

    /// <summary>Adds the customer that a call with faults has created to the journal entries of the faults.</summary>
    public void Concern(InjectedFault fault, Guid customerId)
    {
        foreach (var entry in fault.Entries)
        {
            entry.CustomerId = customerId;
            world.Journal.Complete(entry);
        }
    }

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

    public SavedFaults Save() => new(
        Rules.Save(schemas),
        Conditions.Save(schemas),
        _ofScenarios.ToDictionary(rule => rule.Key, rule => rule.Value.Save(), StringComparer.Ordinal),
        _isExpecting);

    public void Load(SavedFaults saved)
    {
        Rules.Load(saved.Rules, schemas);
        Conditions.Load(saved.Conditions, schemas);
        foreach (var (name, counts) in saved.Scenarios)
        {
            _ofScenarios[name] = RuleCounts.Load(counts);
        }

        _isExpecting = saved.IsExpecting;
        Review();
    }

    // The caller makes its change in the argument, which is evaluated before the review.
    private T Reviewed<T>(T result)
    {
        Review();
        return result;
    }

    private void Review()
    {
        var isInForce = _isExpecting || Rules.ConcernCalls || Conditions.All is not [];
        if (isInForce != _isInForce)
        {
            _isInForce = isInForce;
            watch.Change(isInForce);
        }
    }

    private void Start(string name, Action<Condition> start, string by)
    {
        if (source.Conditions.GetValueOrDefault(name) is { } condition)
        {
            start(condition);
            Review();
        }
        else
        {
            Conditions.Record($"there is no '{name}' to start, {by}");
        }
    }

    private InjectedFault? Evaluate(CallContext call, ActiveRule rule)
    {
        var hadForgotten = rule.Counts.HasForgotten;
        var fault = rule.Evaluate(call, world.Clock.Now);
        if (rule.Counts.HasForgotten && !hadForgotten)
        {
            world.Journal.Add(new ControlEntry
            {
                At = world.Clock.Now,
                By = world.Lock.Cause,
                What = $"faults: {rule.Name} counts the calls of {RuleCounts.MostKeys} callers; from now on the oldest are dropped, and count from 1 if they call again",
            });
        }

        return fault;
    }

    private FaultEntry CreateEntry(CallContext call, InjectedFault fault, ActiveRule rule)
    {
        var entry = new FaultEntry
        {
            At = world.Clock.Now,
            CustomerId = call.CustomerId,
            RequestId = call.RequestId,
            Fault = $"{call.Name}: {ActiveRule.Describe(fault)}",
            Rule = rule.Name,
        };
        world.Journal.Add(entry);

        return entry;
    }

    private IEnumerable<ActiveRule> OfCustomer(CallContext call) => call.Rules is not { } own ? [] : own.Rules.Select((rule, index) =>
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{own.Owner}, rule {index + 1}");
        if (!_ofScenarios.TryGetValue(name, out var counts))
        {
            _ofScenarios[name] = counts = new RuleCounts();
        }

        return new ActiveRule(rule, name, call.CreatedAt, counts, world.Random.From(own.Seed)) { UsuallyCounts = CountBy.Customer };
    });
}

/// <summary>Counts the worlds in which a rule may match a call. While there are none, calls are not examined. Thread-safe.</summary>
internal sealed class FaultSwitch
{
    private volatile int _worlds;

    /// <summary>Gets whether there is such a world.</summary>
    public bool IsOn => _worlds > 0;

    /// <summary>Adds a world if rules may match its calls from now on, and otherwise removes a world.</summary>
    public void Change(bool isOn) => Interlocked.Add(ref _worlds, isOn ? 1 : -1);
}

internal static class FaultsInWorld
{
    extension(World world)
    {
        /// <summary>Gets the fault rules of the world. Call only while holding the world lock.</summary>
        public WorldFaults Faults => world.Part<WorldFaults>();

        /// <summary>Gets whether a rule may match a call. Thread-safe.</summary>
        public bool MayFailCalls => world.FindPart<WorldFaults>() is { IsInForce: true };
    }
}
