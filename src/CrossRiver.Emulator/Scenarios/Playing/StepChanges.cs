using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Playing.Saving;

namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>Applies the changes of steps to customers, and follows the resulting events for the steps or reads that wait for them.</summary>
internal sealed class StepChanges(World world, ISubjects subjects, ModuleCatalog modules)
{
    // The steps of each followed event. An aggregated event belongs to several steps.
    private Dictionary<Guid, List<TrackedStep>>? _followed;
    private TrackedStep? _beingMade;

    public Step? CurrentStep { get; private set; }

    /// <summary>Applies the changes of a step, and publishes its events.</summary>
    /// <param name="unannounced">The events of changes that were made silently before, or null if the changes are still to be made.</param>
    public void Make(Story story, Step step, IReadOnlyList<string>? unannounced)
    {
        CurrentStep = step;

        // Each change has a separate event, and the read lag counts from that event.
        foreach (var change in unannounced is null ? InOrder(step.Set) : [])
        {
            var resources = modules.ResourcesWith(change.Field, world);
            if (step.ReadLag > TimeSpan.Zero && resources == subjects && world.Agenda.HasRoom)
            {
                MakeUnseen(story, step, change);
            }
            else
            {
                Make(story, step, () => resources.Set(story.CustomerId, change, step.IsSilent));
            }
        }

        foreach (var eventName in step.Emit is null ? unannounced ?? [] : [.. unannounced ?? [], step.Emit])
        {
            Make(story, step, () => modules.ResourcesOf(eventName, world).Announce(story.CustomerId, eventName));
        }

        CurrentStep = null;
    }

    /// <summary>Makes the changes of a step without events, and returns the names of the omitted events.</summary>
    public IReadOnlyList<string> MakeInSilence(Story story, Step step)
    {
        var changes = InOrder(step.Set).Where(change => modules.ResourcesWith(change.Field, world).Set(story.CustomerId, change, isSilent: true)).ToList();
        return step.IsSilent ? [] : [.. changes.Select(change => change.Field.EventName).OfType<string>()];
    }

    /// <summary>Follows a published event of the current step, if a step or reads wait for it.</summary>
    public void Published(Guid eventId)
    {
        if (_beingMade is { } made && (made.IsAwaited || made.ReadLag > TimeSpan.Zero))
        {
            made.Events++;
            Follow(eventId, made);
        }
    }

    /// <summary>Starts the read lag of the steps of an event at its first attempt.</summary>
    public void FirstAttemptStarted(Guid eventId)
    {
        var holding = _followed?.GetValueOrDefault(eventId)?.FindAll(made => made.HeldBack is not null) ?? [];
        foreach (var made in holding)
        {
            world.Agenda.Book(ClockSetting.Later(world.Clock.Now, made.ReadLag), subjects.EndOfLag(made.CustomerId, made.HeldBack!.Value));
            made.HeldBack = null;
        }

        // An event that is sent at once is sent before its step is finished.
        if (holding is [] && _beingMade is { } making)
        {
            making.HasLeft = true;
        }
    }

    /// <summary>Stops following an acknowledged event, and returns its steps.</summary>
    public IReadOnlyList<(Guid CustomerId, string StepId)> Acknowledged(Guid eventId) =>
        _followed?.Remove(eventId, out var made) is true ? [.. made.Select(step => (step.CustomerId, step.StepId))] : [];

    public IReadOnlyList<FollowedStep> Save() =>
    [
        .. (_followed ?? []).SelectMany(followed => followed.Value.Select(made => (Made: made, EventId: followed.Key)))
            .GroupBy(followed => followed.Made, followed => followed.EventId).Select(followed => new FollowedStep
        {
            CustomerId = followed.Key.CustomerId,
            StepId = followed.Key.StepId,
            ReadLag = followed.Key.ReadLag,
            Events = [.. followed],
            HeldBack = followed.Key.HeldBack,
        }),
    ];

    public void Clear() => _followed = null;

    public void Load(IReadOnlyList<FollowedStep> saved)
    {
        foreach (var step in saved)
        {
            var made = new TrackedStep(step.CustomerId, step.StepId, step.ReadLag, isAwaited: true) { Events = step.Events.Count, HeldBack = step.HeldBack };
            step.Events.ToList().ForEach(eventId => Follow(eventId, made));
        }
    }

    private static IEnumerable<FieldChange> InOrder(IReadOnlyList<FieldChange> changes) =>
        changes.Count < 2 ? changes : changes.OrderByDescending(change => change.Field.IsSetFirst);

    private TrackedStep Make(Story story, Step step, Action make)
    {
        var made = _beingMade = new TrackedStep(story.CustomerId, step.Id, step.ReadLag, story.Scenario.Analysis.Awaits(step.Id));
        make();
        _beingMade = null;
        return made;
    }

    private void Follow(Guid eventId, TrackedStep made)
    {
        _followed ??= [];
        _followed.TryAdd(eventId, []);
        _followed[eventId].Add(made);
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
            world.Agenda.Book(ClockSetting.Later(world.Clock.Now, made.ReadLag), subjects.EndOfLag(story.CustomerId, number));
        }
    }

    /// <summary>Represents a step with events that are not delivered yet.</summary>
    private sealed class TrackedStep(Guid customerId, string stepId, TimeSpan readLag, bool isAwaited)
    {
        public Guid CustomerId { get; } = customerId;

        public string StepId { get; } = stepId;

        public TimeSpan ReadLag { get; } = readLag;

        /// <summary>Gets whether a step waits for the acknowledgement of its events.</summary>
        public bool IsAwaited { get; } = isAwaited;

        public int Events { get; set; }

        /// <summary>Gets or sets whether an event was sent while the step was being made, as polled events are.</summary>
        public bool HasLeft { get; set; }

        /// <summary>Gets or sets the number of the change that reads do not show before an event is sent, or null.</summary>
        public long? HeldBack { get; set; }
    }
}
