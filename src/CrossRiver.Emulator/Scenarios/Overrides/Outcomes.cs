using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Playing;

namespace CrossRiver.Emulator.Scenarios.Overrides;

/// <summary>What a tester decides instead of the bank: results of scans, now or later.</summary>
/// <param name="subjects">The customers of the world.</param>
/// <param name="fields">The registered fields.</param>
/// <remarks>
/// A result that is set is what the bank has decided. A hold whose actions set nothing but scans that are decided then, Clear or Positive, ends
/// without any of them; all other steps of the story come as they would have, and may set the scan again. Used in the world's turn only.
/// </remarks>
internal sealed class Outcomes(World world, ISubjects subjects, IReadOnlyList<SettableField> fields)
{
    /// <summary>How many outcomes may be planned for one customer.</summary>
    public const int Most = 100;

    private readonly Dictionary<Guid, List<PlannedOutcome>> _planned = [];
    private int _numbered;

    /// <summary>The outcomes that are to come for a customer.</summary>
    public IReadOnlyList<PlannedOutcome> Planned(Guid customerId) => _planned.GetValueOrDefault(customerId) ?? [];

    /// <summary>Sets results now.</summary>
    /// <exception cref="RefusedException">There are no results, the customer is not active, or the bank never goes there and it is not forced.</exception>
    public void Set(Guid customerId, Outcome outcome)
    {
        RequireDecision(outcome);
        RequireActive(customerId);
        if (FindFault(customerId, outcome) is { } fault)
        {
            throw ScenarioErrors.NeverAtTheBank.Refuse(fault);
        }

        Tell($"outcome: {outcome} for customer {customerId}");
        Apply(customerId, outcome);
    }

    /// <summary>Sets results later. Whether the bank goes there is seen at that time; if it does not, the journal tells that nothing was changed.</summary>
    /// <exception cref="RefusedException">There are no results, or the customer is not active or has too many outcomes planned.</exception>
    public void Plan(Guid customerId, Outcome outcome, TimeSpan after)
    {
        RequireDecision(outcome);
        RequireActive(customerId);
        if (Planned(customerId).Count >= Most)
        {
            throw RefusedException.Invalid([$"{Most} outcomes are planned for this customer already; skip one, or wait for it"]);
        }

        var planned = new PlannedOutcome(customerId, ++_numbered, ClockCourse.Later(world.Clock.Now, after), outcome);
        Tell($"outcome: {outcome} for customer {customerId} in {Duration.Print(after)}, as {planned.Key}");
        Keep(planned);
    }

    /// <summary>Whether a planned outcome was dropped, or delayed beyond the entry.</summary>
    public bool IsVoid(OutcomeEntry entry) => !Planned(entry.CustomerId).Any(planned => planned.Number == entry.Number);

    /// <summary>The time of a planned outcome has come, unless it was dropped or delayed.</summary>
    public void Run(OutcomeEntry entry)
    {
        if (Planned(entry.CustomerId).FirstOrDefault(planned => planned.Number == entry.Number) is not { } due || due.DueAt > world.Clock.Now)
        {
            return;
        }

        Drop(due);
        if (!subjects.IsActive(due.CustomerId))
        {
            Tell($"{due.Key}: refused, customer {due.CustomerId} is inactive");
        }
        else if (FindFault(due.CustomerId, due.Outcome) is { } fault)
        {
            Tell($"{due.Key}: refused for customer {due.CustomerId}, {fault}");
        }
        else
        {
            Tell($"{due.Key}: {due.Outcome} for customer {due.CustomerId}");
            Apply(due.CustomerId, due.Outcome);
        }
    }

    /// <summary>Lets a planned outcome come at another time.</summary>
    public void Move(PlannedOutcome planned, DateTimeOffset to)
    {
        Drop(planned);
        Keep(planned with { DueAt = to });
    }

    /// <summary>Lets a planned outcome not come.</summary>
    public void Drop(PlannedOutcome planned)
    {
        _planned[planned.CustomerId].Remove(planned);
        if (_planned[planned.CustomerId] is [])
        {
            _planned.Remove(planned.CustomerId);
        }
    }

    /// <summary>
    /// Scans a customer again, as every night. Without results the next time of a repetition in its story comes now, and if there is none,
    /// nothing new is found; results are what the scan finds.
    /// </summary>
    /// <exception cref="RefusedException">The customer is not active, or the bank never goes to such a result.</exception>
    public void Rescan(Guid customerId, IReadOnlyList<FieldChange> results)
    {
        RequireActive(customerId);
        var found = new Outcome([.. results.Where(result => !Equals(result.Value, subjects.ValueOf(customerId, result.Field)))]);
        if (FindFault(customerId, found) is { } fault)
        {
            throw ScenarioErrors.NeverAtTheBank.Refuse(fault);
        }

        var story = world.FindPart<ScenarioPlayer>()?.Stories.Find(customerId);
        var nightly = results is [] ? story?.Lanes.FirstOrDefault(lane => lane is { State: LaneState.Time, IsBeforeRepetition: true }) : null;
        Tell($"rescan: customer {customerId}, {(nightly is not null ? $"step {StepKey.Of(nightly)}" : found.Changes is [] ? "nothing new" : found)}");
        if (nightly is not null)
        {
            world.Player.Hurry(story!, nightly);
        }
        else
        {
            Apply(customerId, found);
        }
    }

    /// <summary>Forgets what is planned.</summary>
    public void Clear()
    {
        _planned.Clear();
        _numbered = 0;
    }

    /// <summary>What a snapshot keeps.</summary>
    public SavedOutcomes Save() => new([.. _planned.Values.SelectMany(planned => planned).Select(SavedPlannedOutcome.Of)], _numbered);

    /// <summary>Goes on with what was saved; the moments are on the agenda.</summary>
    public void Load(SavedOutcomes saved)
    {
        Clear();
        _numbered = saved.Numbered;
        foreach (var planned in saved.Planned)
        {
            Add(planned.ToPlanned(fields));
        }
    }

    private void RequireDecision(Outcome outcome)
    {
        if (outcome.Changes is [])
        {
            var titles = fields.Select(field => field.RequestField?.Title).OfType<string>().Order(StringComparer.Ordinal);
            throw RefusedException.Invalid([$"{string.Join(" or ", titles)} required"]);
        }
    }

    private void RequireActive(Guid customerId)
    {
        if (!subjects.IsActive(customerId))
        {
            throw ScenarioErrors.StoryOver.Refuse(customerId);
        }
    }

    private void Keep(PlannedOutcome planned)
    {
        Add(planned);
        world.Agenda.Book(planned.DueAt, new OutcomeEntry(planned.CustomerId, planned.Number));
    }

    private void Add(PlannedOutcome planned)
    {
        if (!_planned.TryGetValue(planned.CustomerId, out var others))
        {
            _planned[planned.CustomerId] = others = [];
        }

        others.Add(planned);
    }

    // Results come in the order of the fields, as at the bank: PEP before OFAC.
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

    private void Tell(string what) => world.Journal.Add(new ControlEntry { At = world.Clock.Now, What = what });

    private string? FindFault(Guid customerId, Outcome outcome) => outcome.IsForced
        ? null
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
