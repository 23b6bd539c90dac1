namespace CrossRiver.Emulator.Kernel.Worlds.Running;

/// <summary>How the time of a world passes, and when nothing more is to come for now.</summary>
internal sealed class WorldTime(World world)
{
    /// <summary>Gets whether an advance is under way.</summary>
    public bool IsBeingAdvanced => world.Agenda.Leader is not null;

    /// <summary>Whether a call of the partner is under way, or somebody advances the time or waits for something.</summary>
    public bool IsInUse => IsBeingAdvanced || world.LastUse.IsByCalls || world.LastUse.IsByWaits;

    /// <summary>Within a turn: lets time pass in another way.</summary>
    public void Go(ClockMode mode, double speed, DateTimeOffset? now)
    {
        world.Clock.Go(mode, speed);
        if (now is { } moment)
        {
            world.Clock.MoveTo(moment);
        }

        LetSkip();
        world.Agenda.RenewAlarm();
    }

    /// <summary>Within a turn: begins anew, as another clock goes.</summary>
    public void BeginAnew(ClockCourse course)
    {
        world.Clock.BeginAnew(course);
        world.Agenda.Reach.Clear();
        LetSkip();
        world.Agenda.RenewAlarm();
    }

    /// <summary>A call of the partner concerns the world: until it is answered, time is not skipped.</summary>
    public void CallBegins() => world.LastUse.CallBegins();

    /// <summary>A call of the partner is answered.</summary>
    public void CallEnds()
    {
        if (world.LastUse.CallEnds() && world.Clock.Course.Mode is ClockMode.Skip)
        {
            world.Turn.Take(() => true);
        }
    }

    /// <summary>Gets whether nothing is due, no step runs and, in skip mode, nothing is left that time alone skips to.</summary>
    /// <remarks>Call only while holding the world's turn, in quiet.</remarks>
    public bool IsAtRest => !IsBeingAdvanced && !world.Agenda.HasDue && NextSkip is null;

    /// <summary>Completes when no attempt is under way and the world is at rest.</summary>
    /// <param name="within">A span from now in which nothing may become due either, or null.</param>
    /// <exception cref="OperationCanceledException">The wait was ended before.</exception>
    public Task<Idleness> WhenIdleAsync(TimeSpan? within = null, CancellationToken cancellationToken = default) =>
        world.Turn.TakeInQuietAsync(() => FindIdleness(within), cancellationToken);

    /// <summary>Lets skipping jump to the ends of holds that a span from now reaches.</summary>
    /// <param name="within">The span, or null for none.</param>
    /// <returns>Ends that when it is disposed; null for no span.</returns>
    public IDisposable? LetSkipOver(TimeSpan? within) => within is { } span ? new OpenReach(world, ClockCourse.Later(world.Clock.Now, span)) : null;

    /// <summary>What keeps the world from being idle: attempts under way, then entries in order.</summary>
    /// <param name="within">A span from now in which nothing may become due either; null for what is due now. In skip mode it has no effect.</param>
    public IReadOnlyList<Pending> FindPending(TimeSpan? within) => world.Turn.Take<IReadOnlyList<Pending>>(() =>
    [
        .. world.Work.SelectMany(work => work.UnderWay),
        .. (IsSkipping ? world.Agenda.DueBy(ClockCourse.End).TakeWhile(IsSkippedTo) : world.Agenda.DueBy(ClockCourse.Later(world.Clock.Now, within ?? TimeSpan.Zero))).Select(Pending.Of),
    ]);

    /// <summary>What is under way, or due by a moment.</summary>
    public IReadOnlyList<Pending> FindPendingBy(DateTimeOffset moment) => world.Turn.Take<IReadOnlyList<Pending>>(() =>
    [
        .. world.Work.SelectMany(work => work.UnderWay),
        .. world.Agenda.DueBy(moment).Select(Pending.Of),
    ]);

    private Idleness? FindIdleness(TimeSpan? within)
    {
        var now = world.Clock.Now;
        if (!IsAtRest)
        {
            return null;
        }

        return IsSkipping || within is not { } span || world.Agenda.NextDueAt is not { } next || next > ClockCourse.Later(now, span) ? new Idleness(IsNever: false)
            : world.Clock.Course.Stands ? new Idleness(IsNever: true)
            : null;
    }

    /// <summary>Within a turn: time is skipped from now on if the clock's mode is to skip.</summary>
    public void LetSkip() => world.Turn.OnQuiet = IsSkipping ? Skip : null;

    private bool IsSkipping => world.Clock.Course.Mode is ClockMode.Skip;

    // What time alone skips to, or null.
    private DateTimeOffset? NextSkip => IsSkipping && world.Agenda.Next is { } next && IsSkippedTo(next) ? next.DueAt : null;

    private bool IsSkippedTo(DueEntry due) => !due.Entry.AwaitsPerson || world.Agenda.Reach.Covers(due.DueAt);

    private void Skip()
    {
        if (!IsBeingAdvanced && !world.LastUse.IsByCalls && !world.Agenda.HasDue && NextSkip is { } next)
        {
            world.Clock.MoveTo(next);
            world.Agenda.RenewAlarm();
        }
    }

    private sealed class OpenReach : IDisposable
    {
        private readonly World _world;
        private readonly DateTimeOffset _moment;

        public OpenReach(World world, DateTimeOffset moment)
        {
            (_world, _moment) = (world, moment);
            world.Turn.Guard(() => world.Agenda.Reach.Add(moment));
        }

        public void Dispose() => _world.Turn.Guard(() => _world.Agenda.Reach.Remove(_moment));
    }
}

/// <summary>Whether a world is idle.</summary>
/// <param name="IsNever">Whether it will not be what was asked for, because something is due in that span and time stands still.</param>
internal sealed record Idleness(bool IsNever);
