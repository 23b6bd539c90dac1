namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>Schedules the steps of stories. Call only while holding the world lock.</summary>
internal sealed class StepBooking(Agenda agenda, ActiveStories stories, Holds holds)
{
    /// <summary>Starts the wait of a branch for its next step.</summary>
    /// <param name="from">The end of the previous step.</param>
    public void Approach(Story story, Branch branch, DateTimeOffset from)
    {
        var hold = branch.Hold;
        for (from = Settle(story, branch, from); branch.State is not BranchState.Holding && IsSkipped(story, branch); from = Settle(story, branch, from))
        {
            story.Past.Add(new CompletedStep(branch.Current!, branch.Occurrence, from, IsSkipped: true));
            branch.MoveOn();
        }

        if (branch.State is BranchState.Holding)
        {
            holds.Continue(story, branch, from, isRenewed: branch.Hold != hold);
        }
        else if (branch.Current is not { } step)
        {
            stories.End(story, branch);
        }
        else if (step.WaitFor is { } upon && !story.IsMet(upon))
        {
            var goesOnAt = upon.OrAfter is { } orAfter ? ClockSetting.Later(from, story.SpanOf(orAfter, branch, "orAfter")) : default(DateTimeOffset?);
            var ticket = stories.WaitUpon(branch, upon, goesOnAt);
            if (goesOnAt is { } due)
            {
                agenda.Book(due, new StepEntry(story.CustomerId, branch.Number, ticket));
            }
        }
        else
        {
            Book(story, branch, from);
        }
    }

    /// <summary>Leaves finished step lists up to the next step, and returns the time from which that step counts.</summary>
    public static DateTimeOffset Settle(Story story, Branch branch, DateTimeOffset from) => branch.IsBehindSteps
        ? branch.Settle(from, every => story.Chance.Of(every, $"{story.Key}/{story.Scenario.Name}/{branch.Place}/every"))
        : from;

    /// <summary>Returns whether a tester has skipped the next step of a branch.</summary>
    public static bool IsSkipped(Story story, Branch branch) => branch.Current is not null && story.FindOrder(branch) is { IsSkipped: true };

    /// <summary>Schedules the next step of a branch, which waits only for its time.</summary>
    /// <param name="from">The time from which the step's delay counts.</param>
    public void Book(Story story, Branch branch, DateTimeOffset from)
    {
        var step = branch.Current!;
        var due = DueOf(story, branch, from);
        if (step.ReadLag < TimeSpan.Zero)
        {
            branch.EventAt = due;
            due = ClockSetting.Later(due, step.ReadLag) is var early && early > from ? early : from;
        }

        BookAt(story, branch, due);
    }

    public void BookAt(Story story, Branch branch, DateTimeOffset due) =>
        agenda.Book(due, new StepEntry(story.CustomerId, branch.Number, branch.Wait(BranchState.Time, due)));

    public void Move(Story story, Branch branch, StepRequest order, DateTimeOffset now)
    {
        var due = order.Apply(branch.DueAt!.Value, now);
        branch.EventAt = branch.EventAt is { } eventAt ? ClockSetting.Later(eventAt, due - branch.DueAt.Value) : null;
        branch.Shift(due);
        BookAt(story, branch, due);
    }

    /// <summary>Returns the time of a branch's next step that waits only for its time.</summary>
    /// <param name="from">The time from which the step's delay counts.</param>
    public static DateTimeOffset DueOf(Story story, Branch branch, DateTimeOffset from)
    {
        var step = branch.Current!;
        var due = ClockSetting.Later(from, story.SpanOf(step.After ?? default, branch, "after"));
        due = step.At is { } at && ClockSetting.Later(story.BeganAt, story.SpanOf(at, branch, "at")) is var earliest && earliest > due ? earliest : due;
        return story.FindOrder(branch) is { } order ? order.Apply(due, from) : due;
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
