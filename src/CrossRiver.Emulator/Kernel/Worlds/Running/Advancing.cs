namespace CrossRiver.Emulator.Kernel.Worlds.Running;

/// <summary>Advances the time of a world and runs the due entries, one caller at a time.</summary>
internal sealed class Advancing(World world)
{
    private const int MostOfOneCall = 1_000;

    /// <summary>Moves the time from due entry to due entry. Completes after every step has run and every attempt has its answer.</summary>
    /// <param name="giveUp">Ends the advance early. Entries that ran stay, and so does the time.</param>
    /// <returns>The advance, or null if another caller advances the time.</returns>
    public async Task<Advance?> RunAsync(AdvanceTarget order, CancellationToken giveUp)
    {
        if (world.Lock.Run(() => Begin(order)) is not { } advance)
        {
            return null;
        }

        try
        {
            var slice = new Slice(world.Clock);
            while (await world.Lock.RunWhenIdleAsync(() => GoOn(advance), giveUp) is { End: null })
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
            world.Lock.Run(() => Finish(advance));
        }

        return advance;
    }

    /// <summary>Runs due entries until none of a customer is left, in the order of the agenda. At most 1,000 entries are run.</summary>
    /// <remarks>
    /// The agenda would run them on another thread, but a caller that has changed the customer's story answers with the result.
    /// During an advance, only entries of this customer run here.
    /// </remarks>
    public void RunDueOf(Guid customerId)
    {
        for (var ran = 0; ran < MostOfOneCall && world.Lock.Run(HasDue) && world.Agenda.TryRunNext(MayRun); ran++)
        {
        }

        bool HasDue() => world.Agenda.HasDue && world.Agenda.DueBy(world.Clock.Now).Any(due => due.Entry.OfCustomer == customerId);

        bool MayRun(AgendaEntry entry) => !world.Time.IsBeingAdvanced || entry.OfCustomer == customerId;
    }

    /// <summary>Ends the current advance, if there is one. Call only while holding the world lock.</summary>
    public void BreakOff()
    {
        world.Agenda.BreakOff();
        world.Clock.LetGo();
        world.Agenda.RenewAlarm();
    }

    private Advance? Begin(AdvanceTarget order)
    {
        if (world.Time.IsBeingAdvanced)
        {
            return null;
        }

        world.Clock.Hold();
        var target = order.To ?? (order.By is { } span ? ClockSetting.Later(world.Clock.Now, span) : null);

        return world.Agenda.Leader = new Advance(world.Clock.Now, target, order.Steps, ranBefore: world.Agenda.Ran, order.MostEntries);
    }

    private Advance? GoOn(Advance advance)
    {
        if (world.Agenda.Leader != advance || world.Agenda.IsStopped)
        {
            advance.End = AdvanceEnd.Reset;
        }
        else if (advance.StepsLeft is not null && world.Agenda.HasDue)
        {
            // Entries that a step caused at its own moment belong to it.
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

    // Entries of one moment run together, but only one of each customer, so that its events stay in order.
    private async Task RunDueAsync(Advance advance, Slice slice, CancellationToken giveUp)
    {
        var concerned = new HashSet<Guid>();
        while (world.Agenda.Ran < advance.RanAtMost && world.Agenda.TryRunNext(MayRun))
        {
            await slice.CountAsync(giveUp);
            world.Lock.Yield();
        }

        bool MayRun(AgendaEntry entry) =>
            world.Agenda.Leader == advance && !world.Agenda.IsCongested && (CustomerOf(entry) is not { } customerId || concerned.Add(customerId));
    }

    private Guid? CustomerOf(AgendaEntry entry) => entry.OfCustomer
        ?? (entry.OfEvent is { } eventId ? world.Work.Select(work => work.FindCustomer(eventId)).FirstOrDefault(customerId => customerId is not null) : null);

    private bool Finish(Advance advance)
    {
        if (world.Agenda.Leader == advance)
        {
            BreakOff();
        }

        advance.Ran = world.Agenda.Ran - advance.RanBefore;
        advance.Next = world.Agenda.NextDueAt is { } due ? ScheduledWork.Of(world.Agenda.DueBy(due).First()) : null;
        return true;
    }
}
