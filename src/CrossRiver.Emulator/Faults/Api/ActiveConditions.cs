using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Kernel.Journal.Keeping;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>Represents the active conditions of a world, in the order of their starts.</summary>
/// <remarks>Call only while holding the world lock.</remarks>
internal sealed class ActiveConditions(EmulatorClock clock, Agenda agenda, KeyedRandom random, JournalBuffer journal)
{
    private readonly List<ActiveCondition> _active = [];
    private readonly Dictionary<string, int> _starts = new(StringComparer.Ordinal);

    public IReadOnlyList<ActiveCondition> All => _active;

    /// <summary>Gets the active rules of all conditions. Their times count from the start of the condition.</summary>
    public IEnumerable<ActiveRule> InForce => _active.SelectMany(active => active.Condition.Rules.Zip(active.Counts, (rule, counts) => (rule, counts))
        .Select((pair, index) => new ActiveRule(pair.rule, NameOf(active, index + 1), active.StartedAt, pair.counts, random)));

    /// <summary>Starts a condition behind all others. Restarts an active condition.</summary>
    /// <param name="lasts">The duration, or null if the condition must be stopped.</param>
    /// <param name="by">The actor, in words for the journal.</param>
    public void Start(Condition condition, TimeSpan? lasts, string by)
    {
        _active.RemoveAll(active => active.Condition.Name == condition.Name);
        var start = _starts[condition.Name] = _starts.GetValueOrDefault(condition.Name) + 1;
        _active.Add(new ActiveCondition(condition, start, clock.Now, ClockSetting.Later(clock.Now, lasts), [.. condition.Rules.Select(_ => new RuleCounts())]));
        Announce(_active[^1], "starts", lasts, by);
    }

    /// <summary>Starts a condition for a time from now on, or extends an active condition, which keeps its counts.</summary>
    public void StartOrExtend(Condition condition, TimeSpan? lasts, string by)
    {
        var index = _active.FindIndex(active => active.Condition.Name == condition.Name);
        if (index < 0)
        {
            Start(condition, lasts, by);
        }
        else if (_active[index].EndsAt is { } end && (lasts is null || ClockSetting.Later(clock.Now, lasts) > end))
        {
            _active[index] = _active[index] with { EndsAt = ClockSetting.Later(clock.Now, lasts) };
            Announce(_active[index], "goes on", lasts, by);
        }
    }

    /// <summary>Stops a condition, and returns whether it was active.</summary>
    public bool Stop(string name, string by)
    {
        var isStopped = _active.RemoveAll(active => active.Condition.Name == name) > 0;
        if (isStopped)
        {
            Record($"'{name}' stops, {by}");
        }

        return isStopped;
    }

    /// <summary>Ends a condition, unless it was stopped, restarted or extended.</summary>
    public void End(ConditionEndEntry entry)
    {
        if (_active.RemoveAll(active => active.Condition.Name == entry.Name && active.Start == entry.Start && active.EndsAt <= clock.Now) > 0)
        {
            Record($"'{entry.Name}' is over");
        }
    }

    /// <summary>Adds an entry about conditions to the journal.</summary>
    public void Record(string what) => journal.Add(new ControlEntry { At = clock.Now, What = $"conditions: {what}" });

    /// <summary>Removes all conditions and forgets their starts.</summary>
    public void Clear()
    {
        _active.Clear();
        _starts.Clear();
    }

    /// <summary>Returns the state for a snapshot. The ends are part of the agenda.</summary>
    public SavedConditions Save(FaultSchemas schemas) => new([.. _active.Select(active => active.Save(schemas))], _starts.ToDictionary(StringComparer.Ordinal));

    /// <summary>Restores a saved state.</summary>
    public void Load(SavedConditions saved, FaultSchemas schemas)
    {
        Clear();
        _active.AddRange(saved.Active.Select(active => ActiveCondition.Load(active, schemas)));
        foreach (var (name, starts) in saved.Starts)
        {
            _starts[name] = starts;
        }
    }

    private void Announce(ActiveCondition active, string what, TimeSpan? lasts, string by)
    {
        if (active.EndsAt is { } end)
        {
            agenda.Book(end, new ConditionEndEntry(active.Condition.Name, active.Start));
        }

        Record($"'{active.Condition.Name}' {what}{(lasts is { } time ? $" for {Duration.Print(time)}" : "")}, {by}");
    }

    private static string NameOf(ActiveCondition active, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"condition {active.Condition.Name}, rule {number}");
}

/// <summary>Represents an active condition of a world.</summary>
/// <param name="Start">The number of this start in the world, from 1.</param>
/// <param name="StartedAt">The time of the start, on the world's clock.</param>
/// <param name="EndsAt">The end, or null if the condition must be stopped.</param>
internal sealed record ActiveCondition(Condition Condition, int Start, DateTimeOffset StartedAt, DateTimeOffset? EndsAt, IReadOnlyList<RuleCounts> Counts)
{
    public SavedCondition Save(FaultSchemas schemas) => new(schemas.Print(Condition), Start, StartedAt, EndsAt, [.. Counts.Select(counts => counts.Save())]);

    public static ActiveCondition Load(SavedCondition saved, FaultSchemas schemas) =>
        new(schemas.ReadCondition(saved.Text), saved.Start, saved.StartedAt, saved.EndsAt, [.. saved.Counts.Select(RuleCounts.Load)]);
}

/// <summary>Represents the end of a condition's time.</summary>
/// <param name="Start">The number of the start that ends. The entry is void after a restart.</param>
internal sealed record ConditionEndEntry(string Name, int Start) : AgendaEntry
{
    public override string What => "end of a condition";
}
