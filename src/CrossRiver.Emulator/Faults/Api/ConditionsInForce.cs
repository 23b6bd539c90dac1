using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Kernel.Journal.Keeping;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>The conditions that a world is under, in the order in which they were started.</summary>
/// <remarks>Used in the world's turn only.</remarks>
internal sealed class ConditionsInForce(EmulatorClock clock, Agenda agenda, Chance chance, JournalRing journal)
{
    private readonly List<ConditionInForce> _active = [];
    private readonly Dictionary<string, int> _starts = new(StringComparer.Ordinal);

    /// <summary>The conditions.</summary>
    public IReadOnlyList<ConditionInForce> All => _active;

    /// <summary>Their rules where they are in force.</summary>
    public IEnumerable<RuleInForce> InForce => _active.SelectMany(active => active.Condition.Rules.Zip(active.Counts, (rule, counts) => (rule, counts))
        .Select((pair, index) => new RuleInForce(pair.rule, NameOf(active, index + 1), active.StartedAt, pair.counts, chance)));

    /// <summary>Starts a condition, behind all others. One that the world is under already begins anew.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="lasts">For how long, or <see langword="null"/> until it is stopped.</param>
    /// <param name="by">Who starts it, in words.</param>
    public void Start(Condition condition, TimeSpan? lasts, string by)
    {
        _active.RemoveAll(active => active.Condition.Name == condition.Name);
        var start = _starts[condition.Name] = _starts.GetValueOrDefault(condition.Name) + 1;
        var endsAt = ClockCourse.Later(clock.Now, lasts);
        _active.Add(new ConditionInForce(condition, start, clock.Now, endsAt, [.. condition.Rules.Select(_ => new RuleCounts())]));
        if (endsAt is { } end)
        {
            agenda.Book(end, new ConditionEndEntry(condition.Name, start));
        }

        Tell($"'{condition.Name}' starts{(lasts is { } time ? $" for {Duration.Print(time)}" : "")}, {by}");
    }

    /// <summary>Starts a condition, or lets one that the world is under already last longer: what it has counted stays.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="lasts">For how long from now, or <see langword="null"/> until it is stopped.</param>
    /// <param name="by">Who wants it, in words.</param>
    public void StartOrExtend(Condition condition, TimeSpan? lasts, string by)
    {
        var index = _active.FindIndex(active => active.Condition.Name == condition.Name);
        if (index < 0)
        {
            Start(condition, lasts, by);
        }
        else if (_active[index].EndsAt is { } end && (lasts is null || ClockCourse.Later(clock.Now, lasts) > end))
        {
            _active[index] = _active[index] with { EndsAt = ClockCourse.Later(clock.Now, lasts) };
            if (_active[index].EndsAt is { } later)
            {
                agenda.Book(later, new ConditionEndEntry(condition.Name, _active[index].Start));
            }

            Tell($"'{condition.Name}' goes on{(lasts is { } time ? $" for {Duration.Print(time)}" : "")}, {by}");
        }
    }

    /// <summary>Stops a condition.</summary>
    /// <param name="by">Who stops it, in words.</param>
    /// <returns>Whether the world was under it.</returns>
    public bool Stop(string name, string by)
    {
        var isStopped = _active.RemoveAll(active => active.Condition.Name == name) > 0;
        if (isStopped)
        {
            Tell($"'{name}' stops, {by}");
        }

        return isStopped;
    }

    /// <summary>The time of a condition is over, unless it was stopped, began anew or lasts longer.</summary>
    public void End(ConditionEndEntry entry)
    {
        if (_active.RemoveAll(active => active.Condition.Name == entry.Name && active.Start == entry.Start && active.EndsAt <= clock.Now) > 0)
        {
            Tell($"'{entry.Name}' is over");
        }
    }

    /// <summary>Tells something of conditions in the journal.</summary>
    public void Tell(string what) => journal.Add(new ControlEntry { At = clock.Now, What = $"conditions: {what}" });

    /// <summary>The world is under none any more, and was under none before.</summary>
    public void Clear()
    {
        _active.Clear();
        _starts.Clear();
    }

    /// <summary>What a snapshot keeps. The agenda has the ends.</summary>
    public SavedConditions Save(FaultSchemas schemas) => new(
        [.. _active.Select(active => new SavedCondition(
            schemas.Print(active.Condition),
            active.Start,
            active.StartedAt,
            active.EndsAt,
            [.. active.Counts.Select(counts => counts.Save())]))],
        _starts.ToDictionary(StringComparer.Ordinal));

    /// <summary>Goes on with what was saved.</summary>
    public void Load(SavedConditions saved, FaultSchemas schemas)
    {
        Clear();
        _active.AddRange(saved.Active.Select(active => new ConditionInForce(
            schemas.ReadCondition(active.Text),
            active.Start,
            active.StartedAt,
            active.EndsAt,
            [.. active.Counts.Select(RuleCounts.Load)])));
        foreach (var (name, starts) in saved.Starts)
        {
            _starts[name] = starts;
        }
    }

    private static string NameOf(ConditionInForce active, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"condition {active.Condition.Name}, rule {number}");
}

/// <summary>A condition that a world is under.</summary>
/// <param name="Condition">The condition, as it was when it was started.</param>
/// <param name="Start">Which of its starts in this world it is, from 1.</param>
/// <param name="StartedAt">When that was, on the world's clock.</param>
/// <param name="EndsAt">When it ends by itself, or <see langword="null"/> when it has to be stopped.</param>
/// <param name="Counts">What each rule has counted.</param>
internal sealed record ConditionInForce(Condition Condition, int Start, DateTimeOffset StartedAt, DateTimeOffset? EndsAt, IReadOnlyList<RuleCounts> Counts);

/// <summary>The end of a condition's time.</summary>
/// <param name="Name">The condition.</param>
/// <param name="Start">Which of its starts it ends; when it began anew since, the entry is void.</param>
internal sealed record ConditionEndEntry(string Name, int Start) : AgendaEntry
{
    public override string What => "end of a condition";
}
