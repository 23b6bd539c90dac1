namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>Schedules the steps of stories. Call only while holding the world lock.</summary>
internal sealed class StepBooking(Agenda agenda, ActiveStories stories, Holds holds)
{
    /// <summary>Starts the wait of a branch for its next step.</summary>
    /// <param name="from">The end of the previous step.</param>
    public void Approach(Story story, Branch lane, DateTimeOffset from)
    {
        for (from = Settle(story, lane, from); lane.State is not BranchState.Holding && IsSkipped(story, lane); from = Settle(story, lane, from))
        {
            story.Past.Add(new CompletedStep(lane.Current!, lane.Occurrence, from, IsSkipped: true));
            lane.MoveOn();
        }

        if (lane.State is BranchState.Holding)
        {
            if (lane.IsHoldOver)
            {
                holds.TimeOut(story, lane, from);
            }
        }
        else if (lane.Current is not { } step)
        {
            stories.End(story, lane);
        }
        else if (step.WaitFor is { } upon && !story.IsMet(upon))
        {
            var goesOnAt = upon.OrAfter is { } orAfter ? ClockSetting.Later(from, story.SpanOf(orAfter, lane, "orAfter")) : default(DateTimeOffset?);
            var ticket = stories.WaitUpon(lane, upon, goesOnAt);
            if (goesOnAt is { } due)
            {
                agenda.Book(due, new StepEntry(story.CustomerId, lane.Number, ticket));
            }
        }
        else
        {
            Book(story, lane, from);
        }
    }

    /// <summary>Leaves finished step lists up to the next step, and returns the time from which that step counts.</summary>
    public static DateTimeOffset Settle(Story story, Branch lane, DateTimeOffset from) => lane.IsBehindSteps
        ? lane.Settle(from, every => story.Chance.Of(every, $"{story.Key}/{story.Scenario.Name}/{lane.Place}/every"))
        : from;

    /// <summary>Returns whether a tester has skipped the next step of a branch.</summary>
    public static bool IsSkipped(Story story, Branch lane) => lane.Current is not null && story.FindOrder(lane) is { IsSkipped: true };

    /// <summary>Schedules the next step of a branch, which waits only for its time.</summary>
    /// <param name="from">The time from which the step's delay counts.</param>
    public void Book(Story story, Branch lane, DateTimeOffset from)
    {
        var step = lane.Current!;
        var due = DueOf(story, lane, from);
        if (step.ReadLag < TimeSpan.Zero)
        {
            lane.EventAt = due;
            due = ClockSetting.Later(due, step.ReadLag) is var early && early > from ? early : from;
        }

        BookAt(story, lane, due);
    }

    public void BookAt(Story story, Branch lane, DateTimeOffset due) =>
        agenda.Book(due, new StepEntry(story.CustomerId, lane.Number, lane.Wait(BranchState.Time, due)));

    public void Move(Story story, Branch lane, StepRequest order, DateTimeOffset now)
    {
        var due = order.Apply(lane.DueAt!.Value, now);
        lane.EventAt = lane.EventAt is { } eventAt ? ClockSetting.Later(eventAt, due - lane.DueAt.Value) : null;
        lane.Shift(due);
        BookAt(story, lane, due);
    }

    /// <summary>Returns the time of a branch's next step that waits only for its time.</summary>
    /// <param name="from">The time from which the step's delay counts.</param>
    public static DateTimeOffset DueOf(Story story, Branch lane, DateTimeOffset from)
    {
        var step = lane.Current!;
        var due = ClockSetting.Later(from, story.SpanOf(step.After ?? default, lane, "after"));
        due = step.At is { } at && ClockSetting.Later(story.BeganAt, story.SpanOf(at, lane, "at")) is var earliest && earliest > due ? earliest : due;
        return story.FindOrder(lane) is { } order ? order.Apply(due, from) : due;
    }
}

/// <summary>Represents the agenda entry of the next step of a branch.</summary>
/// <param name="Ticket">The number of the branch's wait. During another wait, the entry is void.</param>
internal sealed record StepEntry(Guid CustomerId, int Lane, int Ticket) : AgendaEntry
{
    public override string What => "step";

    public override Guid? OfCustomer => CustomerId;
}

/// <summary>Represents the agenda entry of a hold's timeout.</summary>
internal sealed record HoldEndEntry(Guid CustomerId, int Lane, int Hold) : AgendaEntry
{
    public override string What => "end of a hold";

    public override bool AwaitsPerson => true;

    public override Guid? OfCustomer => CustomerId;
}
