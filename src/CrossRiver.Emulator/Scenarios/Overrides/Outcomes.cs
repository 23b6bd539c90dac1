using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Playing;

namespace CrossRiver.Emulator.Scenarios.Overrides;

/// <summary>Sets the results of scans that a tester decides instead of the bank, now or later. Call only while holding the world lock.</summary>
/// <remarks>A hold ends if its actions only set scans that are now final, one of them by this call. Later steps may set the scans again.</remarks>
internal sealed class Outcomes(World world, ISubjects subjects, IReadOnlyList<SettableField> fields)
{
    /// <summary>The maximum number of planned outcomes for one customer.</summary>
    public const int Most = 100;

    private readonly Dictionary<Guid, List<PlannedOutcome>> _planned = [];
    private int _numbered;

    public IReadOnlyList<PlannedOutcome> Planned(Guid customerId) => _planned.GetValueOrDefault(customerId) ?? [];

    /// <summary>Sets results now.</summary>
    /// <exception cref="ApiException">There are no results, the customer is inactive, or the unforced change never happens at the bank.</exception>
    public void Set(Guid customerId, Outcome outcome)
    {
        RequireDecision(outcome);
        RequireActive(customerId);
        RequireAtTheBank(customerId, outcome);
        Record($"outcome: {outcome} for customer {customerId}");
        Apply(customerId, outcome);
    }

    /// <summary>Sets results later. If the bank does not make such a change at that time, the journal reports that nothing was changed.</summary>
    /// <exception cref="ApiException">There are no results, the customer is inactive, or it has too many planned outcomes.</exception>
    public void Plan(Guid customerId, Outcome outcome, TimeSpan after)
    {
        RequireDecision(outcome);
        RequireActive(customerId);
        if (Planned(customerId).Count >= Most)
        {
            throw ApiException.Invalid([$"{Most} outcomes are planned for this customer already; skip one, or wait for it"]);
        }

        var planned = new PlannedOutcome(customerId, ++_numbered, ClockSetting.Later(world.Clock.Now, after), outcome);
        Record($"outcome: {outcome} for customer {customerId} in {Duration.Print(after)}, as {planned.Key}");
        Keep(planned);
    }

    /// <summary>Returns whether the outcome of an entry was removed.</summary>
    public bool IsVoid(OutcomeEntry entry) => !Planned(entry.CustomerId).Any(planned => planned.Number == entry.Number);

    /// <summary>Sets the results of a planned outcome, unless it was removed or delayed.</summary>
    public void Run(OutcomeEntry entry)
    {
        if (Planned(entry.CustomerId).FirstOrDefault(planned => planned.Number == entry.Number) is not { } due || due.DueAt > world.Clock.Now)
        {
            return;
        }

        Drop(due);
        var refusal = !subjects.IsActive(due.CustomerId) ? $"refused, customer {due.CustomerId} is inactive"
            : FindFault(due.CustomerId, due.Outcome) is { } fault ? $"refused for customer {due.CustomerId}, {fault}"
            : null;
        Record($"{due.Key}: {refusal ?? $"{due.Outcome} for customer {due.CustomerId}"}");
        if (refusal is null)
        {
            Apply(due.CustomerId, due.Outcome);
        }
    }

    /// <summary>Reschedules a planned outcome.</summary>
    public void Move(PlannedOutcome planned, DateTimeOffset to)
    {
        Drop(planned);
        Keep(planned with { DueAt = to });
    }

    public void Drop(PlannedOutcome planned)
    {
        _planned[planned.CustomerId].Remove(planned);
        if (_planned[planned.CustomerId] is [])
        {
            _planned.Remove(planned.CustomerId);
        }
    }

    /// <summary>Scans a customer again. Without results, the next round of a repetition in its story starts now, or the scan finds nothing new.</summary>
    /// <exception cref="ApiException">The customer is inactive, or the bank never makes such a change.</exception>
    public void Rescan(Guid customerId, IReadOnlyList<FieldChange> results)
    {
        RequireActive(customerId);
        var found = new Outcome([.. results.Where(result => !Equals(result.Value, subjects.ValueOf(customerId, result.Field)))]);
        RequireAtTheBank(customerId, found);
        var story = world.FindPart<ScenarioPlayer>()?.Stories.Find(customerId);
        var nightly = results is [] ? story?.Branches.FirstOrDefault(lane => lane is { State: BranchState.Time, IsBeforeRepetition: true }) : null;
        Record($"rescan: customer {customerId}, {(nightly is not null ? $"step {nightly.Key}" : found.Changes is [] ? "nothing new" : found)}");
        if (nightly is not null)
        {
            world.Player.RunNow(story!, nightly);
        }
        else
        {
            Apply(customerId, found);
        }
    }

    public void Clear()
    {
        _planned.Clear();
        _numbered = 0;
    }

    public SavedOutcomes Save() => new([.. _planned.Values.SelectMany(planned => planned).Select(SavedPlannedOutcome.Of)], _numbered);

    /// <summary>Restores saved outcomes. Their entries are already on the agenda.</summary>
    public void Load(SavedOutcomes saved)
    {
        Clear();
        _numbered = saved.Numbered;
        saved.Planned.ToList().ForEach(planned => Add(planned.ToPlanned(fields)));
    }

    private void RequireDecision(Outcome outcome)
    {
        if (outcome.Changes is [])
        {
            var titles = fields.Select(field => field.RequestField?.Title).OfType<string>().Order(StringComparer.Ordinal);
            throw ApiException.Invalid([$"{string.Join(" or ", titles)} required"]);
        }
    }

    private void RequireActive(Guid customerId)
    {
        if (!subjects.IsActive(customerId))
        {
            throw ScenarioErrors.StoryOver.ToException(customerId);
        }
    }

    private void RequireAtTheBank(Guid customerId, Outcome outcome)
    {
        if (FindFault(customerId, outcome) is { } fault)
        {
            throw ScenarioErrors.NeverAtTheBank.ToException(fault);
        }
    }

    private void Keep(PlannedOutcome planned)
    {
        Add(planned);
        world.Agenda.Book(planned.DueAt, new OutcomeEntry(planned.CustomerId, planned.Number));
    }

    private void Add(PlannedOutcome planned)
    {
        _planned.TryAdd(planned.CustomerId, []);
        _planned[planned.CustomerId].Add(planned);
    }

    // Results are set in the order of the fields, as at the bank: PEP before OFAC.
    private void Apply(Guid customerId, Outcome outcome)
    {
        foreach (var change in outcome.Changes)
        {
            subjects.Set(customerId, change, outcome.IsSilent);
        }

        if (world.FindPart<ScenarioPlayer>()?.Stories.Find(customerId) is { } story)
        {
            world.Player.Holds.EndDecided(story, decisions =>
                decisions.All(decision => decision.Field.IsFinal(subjects.ValueOf(customerId, decision.Field)))
                && decisions.Any(decision => outcome.Changes.Any(change => change.Field == decision.Field)));
        }
    }

    private void Record(string what) => world.Journal.Add(new ControlEntry { At = world.Clock.Now, What = what });

    private string? FindFault(Guid customerId, Outcome outcome) => outcome.IsForced ? null
        : outcome.Changes.OrderBy(change => change.Field.Key, StringComparer.Ordinal)
            .Select(change => FindFault(change, subjects.ValueOf(customerId, change.Field)))
            .FirstOrDefault(fault => fault is not null);

    private static string? FindFault(FieldChange change, object from)
    {
        var next = change.Field.NextOf(from);
        return next.Contains(change.Value) ? null
            : $"the bank never goes from {from} to {change.Value} with {change.Field.Key}{(next is [] ? ", nor anywhere else" : $"; it goes to {string.Join(" or ", next)}")}";
    }
}
