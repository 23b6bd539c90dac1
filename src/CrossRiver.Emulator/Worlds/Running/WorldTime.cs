using CrossRiver.Emulator.Errors;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Webhooks.Delivering;

namespace CrossRiver.Emulator.Worlds.Running;

/// <summary>How the time of a world passes, who advances it, and when nothing more is to come for now.</summary>
internal sealed class WorldTime
{
    private readonly EmulatorClock _clock;
    private readonly Turn _turn;
    private readonly AgendaRunner _runner;
    private readonly Deliveries _deliveries;
    private readonly Func<Tally> _count;
    private int _callsUnderWay;

    /// <param name="clock">The world's clock.</param>
    /// <param name="turn">The world's turn.</param>
    /// <param name="runner">Runs what is due.</param>
    /// <param name="deliveries">What is under way to the partner.</param>
    /// <param name="count">Counts what has happened so far.</param>
    public WorldTime(EmulatorClock clock, Turn turn, AgendaRunner runner, Deliveries deliveries, Func<Tally> count)
    {
        _clock = clock;
        _turn = turn;
        _runner = runner;
        _deliveries = deliveries;
        _count = count;
        LetSkip();
    }

    private Agenda Agenda => _runner.Agenda;

    /// <summary>Whether somebody advances the time.</summary>
    public bool IsBeingAdvanced => _runner.IsLed;

    /// <summary>Whether a call of the partner is under way, or somebody advances the time.</summary>
    public bool IsInUse => IsBeingAdvanced || Volatile.Read(ref _callsUnderWay) > 0;

    /// <summary>Within a turn: lets time pass in another way.</summary>
    public void Go(ClockMode mode, double speed, DateTimeOffset? now)
    {
        _clock.Go(mode, speed);
        if (now is { } moment)
        {
            _clock.MoveTo(moment);
        }

        LetSkip();
        Agenda.RenewAlarm();
    }

    /// <summary>Within a turn: begins anew, as another clock goes.</summary>
    public void BeginAnew(ClockCourse course)
    {
        _clock.BeginAnew(course);
        LetSkip();
        Agenda.RenewAlarm();
    }

    /// <summary>A call of the partner concerns the world: until it is answered, time is not skipped.</summary>
    public void CallBegins() => Interlocked.Increment(ref _callsUnderWay);

    /// <summary>A call of the partner is answered.</summary>
    public void CallEnds()
    {
        if (Interlocked.Decrement(ref _callsUnderWay) == 0 && _clock.Course.Mode is ClockMode.Skip)
        {
            _turn.Take(() => true);
        }
    }

    /// <summary>Moves the time from due entry to due entry; completes when every step has run and every attempt has its answer.</summary>
    /// <param name="order">How far.</param>
    /// <param name="giveUp">Ends it early: what has run has run, and the time stays where it is.</param>
    /// <exception cref="RefusedException">409: somebody else advances the time.</exception>
    public async Task<Advance> AdvanceAsync(AdvanceOrder order, CancellationToken giveUp)
    {
        var advance = _turn.Take(() => Begin(order));
        try
        {
            while (await _turn.TakeInQuietAsync(() => GoOn(advance), giveUp) is { End: null })
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
            _turn.Take(() => Finish(advance));
        }

        return advance;
    }

    /// <summary>Within a turn: whoever advances the time does so no longer.</summary>
    public void BreakOffAdvance()
    {
        _runner.IsLed = false;
        _clock.LetGo();
        Agenda.RenewAlarm();
    }

    /// <summary>Completes when nothing is due, no step runs and no attempt is under way.</summary>
    /// <param name="within">A span from now in which nothing may become due either, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was ended before.</exception>
    public Task<Idleness> WhenIdleAsync(TimeSpan? within = null, CancellationToken cancellationToken = default) =>
        _turn.TakeInQuietAsync(() => FindIdleness(within), cancellationToken);

    /// <summary>What keeps the world from being idle, or is due within a span: attempts under way, then entries in order.</summary>
    /// <param name="within">The span from now; <see langword="null"/> for what is due now.</param>
    public IReadOnlyList<Pending> FindPending(TimeSpan? within) => _turn.Take<IReadOnlyList<Pending>>(() =>
    [
        .. _deliveries.Store.Unfinished.Where(delivery => delivery.State is DeliveryState.UnderWay).Select(Pending.Of),
        .. Agenda.DueBy(ClockCourse.Later(_clock.Now, within ?? TimeSpan.Zero)).Select(Pending.Of),
    ]);

    private Advance Begin(AdvanceOrder order)
    {
        if (_runner.IsLed)
        {
            throw ErrorCatalog.AlreadyAdvancing.Refuse();
        }

        _runner.IsLed = true;
        _clock.Hold();
        var target = order.To ?? (order.By is { } span ? ClockCourse.Later(_clock.Now, span) : null);

        return new Advance(_clock.Now, target, order.Steps, _runner.Ran + order.MostEntries) { Before = _count() };
    }

    private Advance? GoOn(Advance advance)
    {
        if (!_runner.IsLed || _runner.IsStopped)
        {
            advance.End = AdvanceEnd.Reset;
        }
        else if (advance.StepsLeft is not null && Agenda.HasDue)
        {
            // What the step has led to at its own moment belongs to it.
            return advance;
        }
        else if (advance.StepsLeft is 0 || Agenda.NextDueAt is not { } next || next > advance.Target)
        {
            _clock.MoveTo(advance.Target ?? _clock.Now);
            advance.End = AdvanceEnd.Arrived;
        }
        else if (_runner.Ran >= advance.RanAtMost)
        {
            advance.End = AdvanceEnd.TooManyEntries;
        }
        else
        {
            _clock.MoveTo(next);
            advance.StepsLeft--;
        }

        return advance;
    }

    // What is due at one moment goes together, but for one customer one thing after another.
    private void RunDue(Advance advance)
    {
        var concerned = new HashSet<Guid>();
        while (_runner.Ran < advance.RanAtMost && _runner.TryRunNext(entry => CustomerOf(entry) is not { } customerId || concerned.Add(customerId)))
        {
        }
    }

    private Guid? CustomerOf(AgendaEntry entry) =>
        entry.OfCustomer ?? (entry.OfEvent is { } eventId ? _deliveries.Store.Find(eventId)?.Event.CustomerId : null);

    private bool Finish(Advance advance)
    {
        if (advance.End is not AdvanceEnd.Reset)
        {
            _runner.IsLed = false;
            _clock.LetGo();
            Agenda.RenewAlarm();
        }

        advance.After = _count();
        advance.Next = Agenda.NextDueAt is { } due ? Pending.Of(Agenda.DueBy(due).First()) : null;
        return true;
    }

    private Idleness? FindIdleness(TimeSpan? within)
    {
        var now = _clock.Now;
        if (_runner.IsLed || Agenda.HasDue)
        {
            return null;
        }

        return within is not { } span || Agenda.NextDueAt is not { } next || next > ClockCourse.Later(now, span) ? new Idleness(IsNever: false)
            : _clock.Course.Stands ? new Idleness(IsNever: true)
            : null;
    }

    private void LetSkip() => _turn.OnQuiet = _clock.Course.Mode is ClockMode.Skip ? Skip : null;

    private void Skip()
    {
        if (!_runner.IsLed && Volatile.Read(ref _callsUnderWay) == 0 && !Agenda.HasDue && Agenda.NextDueAt is { } next)
        {
            _clock.MoveTo(next);
            Agenda.RenewAlarm();
        }
    }
}

/// <summary>Whether a world is idle.</summary>
/// <param name="IsNever">Whether it will not be what was asked for, because something is due in that span and time stands still.</param>
internal sealed record Idleness(bool IsNever);
