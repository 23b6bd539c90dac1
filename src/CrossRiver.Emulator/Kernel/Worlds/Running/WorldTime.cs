namespace CrossRiver.Emulator.Kernel.Worlds.Running;

/// <summary>Controls the time of a world, and waits until it is idle.</summary>
internal sealed class WorldTime(World world)
{
    public bool IsBeingAdvanced => world.Agenda.Leader is not null;

    /// <summary>Gets whether a call of the partner, an advance or a wait is in progress.</summary>
    public bool IsInUse => IsBeingAdvanced || world.Usage.IsByCalls || world.Usage.IsByWaits;

    /// <summary>Changes the way in which time passes. Call only while holding the world lock.</summary>
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

    /// <summary>Starts another course of the clock. Call only while holding the world lock.</summary>
    public void BeginAnew(ClockSetting setting)
    {
        world.Clock.BeginAnew(setting);
        world.Agenda.Reach.Clear();
        LetSkip();
        world.Agenda.RenewAlarm();
    }

    /// <summary>Stops skipping until the partner's call ends.</summary>
    public void CallBegins() => world.Usage.CallBegins();

    public void CallEnds()
    {
        if (world.Usage.CallEnds() && world.Clock.Course.Mode is ClockMode.Skip)
        {
            world.Lock.Run(() => true);
        }
    }

    /// <summary>Gets whether nothing is due or running and, in skip mode, nothing is left to skip to.</summary>
    /// <remarks>Call only while holding the world lock, with nothing in flight.</remarks>
    public bool IsAtRest => !IsBeingAdvanced && !world.Agenda.HasDue && NextSkip is null;

    /// <summary>Waits until no attempt is in flight and the world is at rest.</summary>
    /// <param name="within">A span from now in which nothing may become due, or null.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled the wait.</exception>
    public Task<IdleStatus> WhenIdleAsync(TimeSpan? within = null, CancellationToken cancellationToken = default) =>
        world.Lock.RunWhenIdleAsync(() => FindIdleness(within), cancellationToken);

    /// <summary>Lets skipping reach the ends of holds within a span from now.</summary>
    /// <returns>An object that ends this when it is disposed, or null without a span.</returns>
    public IDisposable? LetSkipOver(TimeSpan? within)
    {
        if (within is not { } span)
        {
            return null;
        }

        var moment = ClockSetting.Later(world.Clock.Now, span);
        world.Lock.Guard(() => world.Agenda.Reach.Add(moment));
        return new OpenReach(world, moment);
    }

    /// <summary>Returns the attempts in flight, then the entries in order that keep the world from being idle.</summary>
    /// <param name="within">A span from now in which nothing may become due, or null for entries that are due now. It has no effect in skip mode.</param>
    public IReadOnlyList<ScheduledWork> FindPending(TimeSpan? within) => FindPending(() => IsSkipping
        ? world.Agenda.DueBy(ClockSetting.End).TakeWhile(IsSkippedTo)
        : world.Agenda.DueBy(ClockSetting.Later(world.Clock.Now, within ?? TimeSpan.Zero)));

    /// <summary>Returns the attempts in flight, then the entries that are due by a moment.</summary>
    public IReadOnlyList<ScheduledWork> FindPendingBy(DateTimeOffset moment) => FindPending(() => world.Agenda.DueBy(moment));

    private IReadOnlyList<ScheduledWork> FindPending(Func<IEnumerable<DueEntry>> due) =>
        world.Lock.Run<IReadOnlyList<ScheduledWork>>(() => [.. world.Work.SelectMany(work => work.UnderWay), .. due().Select(ScheduledWork.Of)]);

    private IdleStatus? FindIdleness(TimeSpan? within)
    {
        var now = world.Clock.Now;
        if (!IsAtRest)
        {
            return null;
        }

        var isQuiet = IsSkipping || within is not { } span || world.Agenda.NextDueAt is not { } next || next > ClockSetting.Later(now, span);
        return isQuiet || world.Clock.Course.Stands ? new IdleStatus(IsNever: !isQuiet) : null;
    }

    /// <summary>Starts or ends skipping, as the clock's mode says. Call only while holding the world lock.</summary>
    public void LetSkip() => world.Lock.OnIdle = IsSkipping ? Skip : null;

    private bool IsSkipping => world.Clock.Course.Mode is ClockMode.Skip;

    private DateTimeOffset? NextSkip => IsSkipping && world.Agenda.Next is { } next && IsSkippedTo(next) ? next.DueAt : null;

    private bool IsSkippedTo(DueEntry due) => !due.Entry.AwaitsPerson || world.Agenda.Reach.Covers(due.DueAt);

    private void Skip()
    {
        if (!IsBeingAdvanced && !world.Usage.IsByCalls && !world.Agenda.HasDue && NextSkip is { } next)
        {
            world.Clock.MoveTo(next);
            world.Agenda.RenewAlarm();
        }
    }

    private sealed class OpenReach(World world, DateTimeOffset moment) : IDisposable
    {
        public void Dispose() => world.Lock.Guard(() => world.Agenda.Reach.Remove(moment));
    }
}

/// <param name="IsNever">Whether the world will not become idle, because an entry is due in the span and time is stopped.</param>
internal sealed record IdleStatus(bool IsNever);

/// <summary>Represents the reach of skipping over waits for people: the widest span of the open waits.</summary>
/// <remarks>Call only while holding the world lock.</remarks>
internal sealed class SkipReach
{
    private List<DateTimeOffset>? _moments;

    public bool Covers(DateTimeOffset moment) => _moments?.Exists(reached => moment <= reached) is true;

    public void Add(DateTimeOffset moment) => (_moments ??= []).Add(moment);

    public void Remove(DateTimeOffset moment)
    {
        _moments?.Remove(moment);
        _moments = _moments is [] ? null : _moments;
    }

    public void Clear() => _moments = null;
}
