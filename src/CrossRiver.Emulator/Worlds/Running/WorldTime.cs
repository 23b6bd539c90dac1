using CrossRiver.Emulator.Errors;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Webhooks.Delivering;

namespace CrossRiver.Emulator.Worlds.Running;

/// <summary>How the time of a world passes, who advances it, and when nothing more is to come for now.</summary>
/// <param name="world">The world.</param>
internal sealed class WorldTime(World world)
{
    private const int MostOfOneCall = 1_000;

    /// <summary>Whether somebody advances the time.</summary>
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

    /// <summary>Moves the time from due entry to due entry; completes when every step has run and every attempt has its answer.</summary>
    /// <param name="order">How far.</param>
    /// <param name="giveUp">Ends it early: what has run has run, and the time stays where it is.</param>
    /// <exception cref="RefusedException">409: somebody else advances the time.</exception>
    public async Task<Advance> AdvanceAsync(AdvanceOrder order, CancellationToken giveUp)
    {
        var advance = world.Turn.Take(() => Begin(order));
        try
        {
            var slice = new Slice(world.Clock);
            while (await world.Turn.TakeInQuietAsync(() => GoOn(advance), giveUp) is { End: null })
            {
                await RunDueAsync(advance, slice, giveUp);
            }
        }
        catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
        {
            advance.End = AdvanceEnd.TimeIsUp;
        }
        finally
        {
            world.Turn.Take(() => Finish(advance));
        }

        return advance;
    }

    /// <summary>Runs what is due until nothing of one customer's is. What came before it on the agenda runs before it.</summary>
    /// <param name="customerId">The customer.</param>
    /// <remarks>
    /// The agenda runs it anyway, on another thread: a caller that has changed the customer's story wants to answer with what that led to at once.
    /// While the time is being advanced, only entries of this customer are run here. At most 1,000 entries are run.
    /// </remarks>
    public void RunDueOf(Guid customerId)
    {
        for (var ran = 0; ran < MostOfOneCall && world.Turn.Take(HasDue) && world.Agenda.TryRunNext(MayRun); ran++)
        {
        }

        bool HasDue() => world.Agenda.HasDue && world.Agenda.DueBy(world.Clock.Now).Any(due => due.Entry.OfCustomer == customerId);

        bool MayRun(AgendaEntry entry) => !IsBeingAdvanced || entry.OfCustomer == customerId;
    }

    /// <summary>Within a turn: whoever advances the time does so no longer.</summary>
    public void BreakOffAdvance()
    {
        world.Agenda.BreakOff();
        world.Clock.LetGo();
        world.Agenda.RenewAlarm();
    }

    /// <summary>Gets whether nothing is due, no step runs and, in skip mode, nothing is left that time alone skips to.</summary>
    /// <remarks>Call only while holding the world's turn, in quiet.</remarks>
    public bool IsAtRest => !IsBeingAdvanced && !world.Agenda.HasDue && NextSkip is null;

    /// <summary>Completes when no attempt is under way and the world is at rest.</summary>
    /// <param name="within">A span from now in which nothing may become due either, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was ended before.</exception>
    public Task<Idleness> WhenIdleAsync(TimeSpan? within = null, CancellationToken cancellationToken = default) =>
        world.Turn.TakeInQuietAsync(() => FindIdleness(within), cancellationToken);

    /// <summary>Lets skipping jump to the ends of holds that a span from now reaches.</summary>
    /// <param name="within">The span, or <see langword="null"/> for none.</param>
    /// <returns>Ends that when it is disposed; <see langword="null"/> for no span.</returns>
    public IDisposable? LetSkipOver(TimeSpan? within) => within is { } span ? new OpenReach(world, ClockCourse.Later(world.Clock.Now, span)) : null;

    /// <summary>What keeps the world from being idle: attempts under way, then entries in order.</summary>
    /// <param name="within">A span from now in which nothing may become due either; <see langword="null"/> for what is due now. In skip mode it has no effect.</param>
    public IReadOnlyList<Pending> FindPending(TimeSpan? within) => world.Turn.Take<IReadOnlyList<Pending>>(() =>
    [
        .. world.Unfinished.Where(delivery => delivery.State is DeliveryState.UnderWay).Select(Pending.Of),
        .. (IsSkipping ? world.Agenda.DueBy(ClockCourse.End).TakeWhile(IsSkippedTo) : world.Agenda.DueBy(ClockCourse.Later(world.Clock.Now, within ?? TimeSpan.Zero))).Select(Pending.Of),
    ]);

    /// <summary>What is under way, or due by a moment.</summary>
    public IReadOnlyList<Pending> FindPendingBy(DateTimeOffset moment) => world.Turn.Take<IReadOnlyList<Pending>>(() =>
    [
        .. world.Unfinished.Where(delivery => delivery.State is DeliveryState.UnderWay).Select(Pending.Of),
        .. world.Agenda.DueBy(moment).Select(Pending.Of),
    ]);

    private Advance Begin(AdvanceOrder order)
    {
        if (IsBeingAdvanced)
        {
            throw ErrorCatalog.AlreadyAdvancing.Refuse();
        }

        world.Clock.Hold();
        var target = order.To ?? (order.By is { } span ? ClockCourse.Later(world.Clock.Now, span) : null);

        return world.Agenda.Leader = new Advance(world.Clock.Now, target, order.Steps, world.Agenda.Ran + order.MostEntries) { Before = Count() };
    }

    private Advance? GoOn(Advance advance)
    {
        if (world.Agenda.Leader != advance || world.Agenda.IsStopped)
        {
            advance.End = AdvanceEnd.Reset;
        }
        else if (advance.StepsLeft is not null && world.Agenda.HasDue)
        {
            // What the step has led to at its own moment belongs to it.
            return advance;
        }
        else if (advance.StepsLeft is 0 || world.Agenda.NextDueAt is not { } next || next > advance.Target)
        {
            world.Clock.MoveTo(advance.Target ?? world.Clock.Now);
            advance.End = AdvanceEnd.Arrived;
        }
        else if (world.Agenda.Ran >= advance.RanAtMost)
        {
            advance.End = AdvanceEnd.TooManyEntries;
        }
        else
        {
            world.Clock.MoveTo(next);
            advance.StepsLeft--;
        }

        return advance;
    }

    // What is due at one moment goes together, but for one customer one thing after another.
    private async Task RunDueAsync(Advance advance, Slice slice, CancellationToken giveUp)
    {
        var concerned = new HashSet<Guid>();
        while (world.Agenda.Ran < advance.RanAtMost && world.Agenda.TryRunNext(MayRun))
        {
            await slice.CountAsync(giveUp);
            world.Turn.GiveWay();
        }

        bool MayRun(AgendaEntry entry) =>
            world.Agenda.Leader == advance && !world.Agenda.IsCongested && (CustomerOf(entry) is not { } customerId || concerned.Add(customerId));
    }

    private Guid? CustomerOf(AgendaEntry entry) =>
        entry.OfCustomer ?? (entry.OfEvent is { } eventId ? world.FindPart<Deliveries>()?.Store.Find(eventId)?.Event.CustomerId : null);

    private bool Finish(Advance advance)
    {
        if (world.Agenda.Leader == advance)
        {
            BreakOffAdvance();
        }

        advance.After = Count();
        advance.Next = world.Agenda.NextDueAt is { } due ? Pending.Of(world.Agenda.DueBy(due).First()) : null;
        return true;
    }

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

    private Tally Count() => new(
        world.Agenda.Ran,
        world.Events.Published,
        world.FindPart<Deliveries>()?.Record.Succeeded ?? 0,
        world.FindPart<Deliveries>()?.Record.Failed ?? 0);

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
