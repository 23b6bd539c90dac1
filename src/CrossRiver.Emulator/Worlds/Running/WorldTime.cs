using CrossRiver.Emulator.Errors;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Webhooks.Delivering;

namespace CrossRiver.Emulator.Worlds.Running;

/// <summary>How the time of a world passes, who advances it, and when nothing more is to come for now.</summary>
internal sealed class WorldTime
{
    private readonly WorldParts _world;
    private int _callsUnderWay;
    private int _openWaits;

    /// <param name="world">What the world is made of.</param>
    public WorldTime(WorldParts world)
    {
        _world = world;
        LetSkip();
    }

    /// <summary>Whether somebody advances the time.</summary>
    public bool IsBeingAdvanced => _world.Agenda.Leader is not null;

    /// <summary>Whether a call of the partner is under way, or somebody advances the time or waits for something.</summary>
    public bool IsInUse => IsBeingAdvanced || Volatile.Read(ref _callsUnderWay) > 0 || Volatile.Read(ref _openWaits) > 0;

    /// <summary>Within a turn: lets time pass in another way.</summary>
    public void Go(ClockMode mode, double speed, DateTimeOffset? now)
    {
        _world.Clock.Go(mode, speed);
        if (now is { } moment)
        {
            _world.Clock.MoveTo(moment);
        }

        LetSkip();
        _world.Agenda.RenewAlarm();
    }

    /// <summary>Within a turn: begins anew, as another clock goes.</summary>
    public void BeginAnew(ClockCourse course)
    {
        _world.Clock.BeginAnew(course);
        LetSkip();
        _world.Agenda.RenewAlarm();
    }

    /// <summary>A call of the partner concerns the world: until it is answered, time is not skipped.</summary>
    public void CallBegins() => Interlocked.Increment(ref _callsUnderWay);

    /// <summary>A call of the partner is answered.</summary>
    public void CallEnds()
    {
        if (Interlocked.Decrement(ref _callsUnderWay) == 0 && _world.Clock.Course.Mode is ClockMode.Skip)
        {
            _world.Turn.Take(() => true);
        }
    }

    /// <summary>Somebody waits for something to happen in the world. Time goes on as it does.</summary>
    public void WaitBegins() => Interlocked.Increment(ref _openWaits);

    /// <summary>Somebody does not wait any more, and has used the world until now.</summary>
    public void WaitEnds()
    {
        _world.LastUse.TryUse();
        Interlocked.Decrement(ref _openWaits);
    }

    /// <summary>Moves the time from due entry to due entry; completes when every step has run and every attempt has its answer.</summary>
    /// <param name="order">How far.</param>
    /// <param name="giveUp">Ends it early: what has run has run, and the time stays where it is.</param>
    /// <exception cref="RefusedException">409: somebody else advances the time.</exception>
    public async Task<Advance> AdvanceAsync(AdvanceOrder order, CancellationToken giveUp)
    {
        var advance = _world.Turn.Take(() => Begin(order));
        try
        {
            while (await _world.Turn.TakeInQuietAsync(() => GoOn(advance), giveUp) is { End: null })
            {
                RunDue(advance);
            }
        }
        catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
        {
            advance.End = AdvanceEnd.TimeIsUp;
        }
        finally
        {
            _world.Turn.Take(() => Finish(advance));
        }

        return advance;
    }

    /// <summary>Within a turn: whoever advances the time does so no longer.</summary>
    public void BreakOffAdvance()
    {
        _world.Agenda.Leader = null;
        _world.Clock.LetGo();
        _world.Agenda.RenewAlarm();
    }

    /// <summary>Completes when nothing is due, no step runs and no attempt is under way.</summary>
    /// <param name="within">A span from now in which nothing may become due either, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was ended before.</exception>
    public Task<Idleness> WhenIdleAsync(TimeSpan? within = null, CancellationToken cancellationToken = default) =>
        _world.Turn.TakeInQuietAsync(() => FindIdleness(within), cancellationToken);

    /// <summary>What keeps the world from being idle, or is due within a span: attempts under way, then entries in order.</summary>
    /// <param name="within">The span from now; <see langword="null"/> for what is due now.</param>
    public IReadOnlyList<Pending> FindPending(TimeSpan? within) => _world.Turn.Take<IReadOnlyList<Pending>>(() =>
    [
        .. _world.Unfinished.Where(delivery => delivery.State is DeliveryState.UnderWay).Select(Pending.Of),
        .. _world.Agenda.DueBy(ClockCourse.Later(_world.Clock.Now, within ?? TimeSpan.Zero)).Select(Pending.Of),
    ]);

    private Advance Begin(AdvanceOrder order)
    {
        if (IsBeingAdvanced)
        {
            throw ErrorCatalog.AlreadyAdvancing.Refuse();
        }

        _world.Clock.Hold();
        var target = order.To ?? (order.By is { } span ? ClockCourse.Later(_world.Clock.Now, span) : null);

        return _world.Agenda.Leader = new Advance(_world.Clock.Now, target, order.Steps, _world.Agenda.Ran + order.MostEntries) { Before = Count() };
    }

    private Advance? GoOn(Advance advance)
    {
        if (_world.Agenda.Leader != advance || _world.Agenda.IsStopped)
        {
            advance.End = AdvanceEnd.Reset;
        }
        else if (advance.StepsLeft is not null && _world.Agenda.HasDue)
        {
            // What the step has led to at its own moment belongs to it.
            return advance;
        }
        else if (advance.StepsLeft is 0 || _world.Agenda.NextDueAt is not { } next || next > advance.Target)
        {
            _world.Clock.MoveTo(advance.Target ?? _world.Clock.Now);
            advance.End = AdvanceEnd.Arrived;
        }
        else if (_world.Agenda.Ran >= advance.RanAtMost)
        {
            advance.End = AdvanceEnd.TooManyEntries;
        }
        else
        {
            _world.Clock.MoveTo(next);
            advance.StepsLeft--;
        }

        return advance;
    }

    // What is due at one moment goes together, but for one customer one thing after another.
    private void RunDue(Advance advance)
    {
        var concerned = new HashSet<Guid>();
        while (_world.Agenda.Ran < advance.RanAtMost && _world.Agenda.TryRunNext(MayRun))
        {
        }

        bool MayRun(AgendaEntry entry) => _world.Agenda.Leader == advance && (CustomerOf(entry) is not { } customerId || concerned.Add(customerId));
    }

    private Guid? CustomerOf(AgendaEntry entry) =>
        entry.OfCustomer ?? (entry.OfEvent is { } eventId ? _world.UsedDeliveries?.Store.Find(eventId)?.Event.CustomerId : null);

    private bool Finish(Advance advance)
    {
        if (_world.Agenda.Leader == advance)
        {
            BreakOffAdvance();
        }

        advance.After = Count();
        advance.Next = _world.Agenda.NextDueAt is { } due ? Pending.Of(_world.Agenda.DueBy(due).First()) : null;
        return true;
    }

    private Idleness? FindIdleness(TimeSpan? within)
    {
        var now = _world.Clock.Now;
        if (IsBeingAdvanced || _world.Agenda.HasDue)
        {
            return null;
        }

        return within is not { } span || _world.Agenda.NextDueAt is not { } next || next > ClockCourse.Later(now, span) ? new Idleness(IsNever: false)
            : _world.Clock.Course.Stands ? new Idleness(IsNever: true)
            : null;
    }

    private Tally Count() => new(
        _world.Agenda.Ran,
        _world.News.Events,
        _world.UsedDeliveries?.Record.Succeeded ?? 0,
        _world.UsedDeliveries?.Record.Failed ?? 0);

    private void LetSkip() => _world.Turn.OnQuiet = _world.Clock.Course.Mode is ClockMode.Skip ? Skip : null;

    private void Skip()
    {
        if (!IsBeingAdvanced && Volatile.Read(ref _callsUnderWay) == 0 && !_world.Agenda.HasDue && _world.Agenda.NextDueAt is { } next)
        {
            _world.Clock.MoveTo(next);
            _world.Agenda.RenewAlarm();
        }
    }
}

/// <summary>Whether a world is idle.</summary>
/// <param name="IsNever">Whether it will not be what was asked for, because something is due in that span and time stands still.</param>
internal sealed record Idleness(bool IsNever);
