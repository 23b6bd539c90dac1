using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Playing.Saving;

namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>Does to customers what steps say, and follows the events of those steps that something waits for.</summary>
internal sealed class StepChanges(EmulatorClock clock, Agenda agenda, ISubjects subjects)
{
    // The events on their way that a step waits for, or that reads wait for. One that gathers several is of as many steps.
    private Dictionary<Guid, List<MadeStep>>? _followed;
    private MadeStep? _beingMade;

    /// <summary>The step that is being made, or <see langword="null"/>.</summary>
    public Step? BeingMade { get; private set; }

    /// <summary>Does what a step says.</summary>
    /// <param name="story">Whose step it is.</param>
    /// <param name="unannounced">The events of changes that were made in silence before; <see langword="null"/> when the changes are still to be made.</param>
    public void Make(Story story, Step step, IReadOnlyList<string>? unannounced)
    {
        BeingMade = step;

        // Each has an event of its own, and reads lag behind that one.
        foreach (var change in unannounced is null ? InOrder(step.Set) : [])
        {
            if (step.ReadLag > TimeSpan.Zero && agenda.HasRoom)
            {
                MakeUnseen(story, step, change);
            }
            else
            {
                Make(story, step, () => subjects.Set(story.CustomerId, change, step.IsSilent));
            }
        }

        foreach (var eventName in step.Emit is null ? unannounced ?? [] : [.. unannounced ?? [], step.Emit])
        {
            Make(story, step, () => subjects.Announce(story.CustomerId, eventName));
        }

        BeingMade = null;
    }

    /// <summary>Makes the changes of a step without telling anybody.</summary>
    /// <returns>The events that tell of them.</returns>
    public IReadOnlyList<string> MakeInSilence(Story story, Step step)
    {
        var changes = InOrder(step.Set).Where(change => !Equals(change.Value, subjects.ValueOf(story.CustomerId, change.Field))).ToList();
        changes.ForEach(change => subjects.Set(story.CustomerId, change, isSilent: true));

        return step.IsSilent ? [] : [.. changes.Select(change => change.Field.EventName).OfType<string>()];
    }

    /// <summary>An event was published; if a step is being made, it is the step's.</summary>
    public void Published(Guid eventId)
    {
        if (_beingMade is { } made && (made.IsAwaited || made.ReadLag > TimeSpan.Zero))
        {
            made.Events++;
            Follow(eventId, made);
        }
    }

    /// <summary>The first attempt of an event begins: from now on it counts when reads show what it tells.</summary>
    public void Left(Guid eventId)
    {
        var holding = _followed?.GetValueOrDefault(eventId)?.FindAll(made => made.HeldBack is not null) ?? [];
        foreach (var made in holding)
        {
            agenda.Book(ClockCourse.Later(clock.Now, made.ReadLag), subjects.EndOfLag(made.CustomerId, made.HeldBack!.Value));
            made.HeldBack = null;
        }

        // An event that leaves at once does so before its step is through.
        if (holding is [] && _beingMade is { } making)
        {
            making.HasLeft = true;
        }
    }

    /// <summary>The partner has taken an event.</summary>
    /// <returns>The steps that it is of, if anything follows them.</returns>
    public IReadOnlyList<(Guid CustomerId, string StepId)> Taken(Guid eventId) =>
        _followed?.Remove(eventId, out var made) is true ? [.. made.Select(step => (step.CustomerId, step.StepId))] : [];

    /// <summary>The steps that are followed.</summary>
    public IReadOnlyList<FollowedStep> Save() =>
    [
        .. (_followed ?? []).SelectMany(followed => followed.Value.Select(made => (Made: made, EventId: followed.Key))).GroupBy(followed => followed.Made, followed => followed.EventId).Select(followed => new FollowedStep
        {
            CustomerId = followed.Key.CustomerId,
            StepId = followed.Key.StepId,
            ReadLag = followed.Key.ReadLag,
            Events = [.. followed],
            HeldBack = followed.Key.HeldBack,
        }),
    ];

    /// <summary>Follows no step any more.</summary>
    public void Clear() => _followed = null;

    /// <summary>Follows steps that were saved.</summary>
    public void Load(IReadOnlyList<FollowedStep> saved)
    {
        foreach (var step in saved)
        {
            var made = new MadeStep(step.CustomerId, step.StepId, step.ReadLag, isAwaited: true) { Events = step.Events.Count, HeldBack = step.HeldBack };
            foreach (var eventId in step.Events)
            {
                Follow(eventId, made);
            }
        }
    }

    private static IEnumerable<FieldChange> InOrder(IReadOnlyList<FieldChange> changes) =>
        changes.Count < 2 ? changes : changes.OrderByDescending(change => change.Field.IsSetFirst);

    private MadeStep Make(Story story, Step step, Action make)
    {
        var made = _beingMade = new MadeStep(story.CustomerId, step.Id, step.ReadLag, story.Scenario.Plot.Awaits(step.Id));
        make();
        _beingMade = null;

        return made;
    }

    private void Follow(Guid eventId, MadeStep made)
    {
        _followed ??= [];
        if (!_followed.TryGetValue(eventId, out var steps))
        {
            _followed.Add(eventId, steps = []);
        }

        steps.Add(made);
    }

    private void MakeUnseen(Story story, Step step, FieldChange change)
    {
        var number = 0L;
        var made = Make(story, step, () => number = subjects.SetUnseen(story.CustomerId, change, step.IsSilent));
        if (made.Events > 0 && !made.HasLeft)
        {
            made.HeldBack = number;
        }
        else
        {
            agenda.Book(ClockCourse.Later(clock.Now, made.ReadLag), subjects.EndOfLag(story.CustomerId, number));
        }
    }

    /// <summary>A step that was made, whose events are on their way.</summary>
    private sealed class MadeStep(Guid customerId, string stepId, TimeSpan readLag, bool isAwaited)
    {
        public Guid CustomerId { get; } = customerId;

        public string StepId { get; } = stepId;

        public TimeSpan ReadLag { get; } = readLag;

        /// <summary>Whether a step waits for its events to be taken.</summary>
        public bool IsAwaited { get; } = isAwaited;

        /// <summary>How many events it has.</summary>
        public int Events { get; set; }

        /// <summary>Whether an event of it has left already while it was being made, as those do that are polled.</summary>
        public bool HasLeft { get; set; }

        /// <summary>The change that reads do not show until the event has left, or <see langword="null"/>.</summary>
        public long? HeldBack { get; set; }
    }
}
