using System.Diagnostics;
using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Journal;
using CrossRiver.Emulator.Signals;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Worlds;

namespace CrossRiver.Emulator.Scenarios.Stories;

/// <summary>Plays the scenarios of a world's customers: lets each step wait for what it waits for, and does it when that has come.</summary>
/// <remarks>Used in the world's turn only.</remarks>
internal sealed class ScenarioPlayer(EmulatorClock clock, Agenda agenda, Chance chance, JournalRing journal, CustomerStore customers, Turn turn, Tracing tracing)
{
    private readonly Dictionary<Guid, Story> _stories = [];
    private readonly StepChanges _changes = new(clock, agenda, customers);

    // Asked outside of turns, too, to spare the calls that no story waits for one.
    private volatile int _waitingUpon;

    /// <summary>Whether there may be a story that waits for a call. Any thread may ask.</summary>
    public bool IsWaitingUpon => _waitingUpon > 0;

    /// <summary>Starts a customer's story.</summary>
    public void Start(Customer customer, Scenario scenario)
    {
        var story = new Story(customer, scenario, chance, turn.Origin);
        _stories.Add(customer.Id, story);
        foreach (var lane in story.Lanes)
        {
            Approach(story, lane, customer.CreatedAt);
        }
    }

    /// <summary>The time of a step has come, unless its lane has gone on meanwhile.</summary>
    /// <param name="entry">The step.</param>
    /// <param name="dueAt">When it was due; what follows counts from there, so that a busy machine does not stretch the story.</param>
    public void Play(StepEntry entry, DateTimeOffset dueAt)
    {
        if (FindActive(entry.CustomerId) is not { } story || story.Lanes[entry.Lane] is not { Current: { } step } lane || lane.Ticket != entry.Ticket)
        {
            return;
        }

        using var span = Begin(story, step);
        turn.Origin = TraceOrigin.Of(span) ?? story.Origin;
        if (lane.EventAt is { } eventAt)
        {
            lane.EventAt = null;
            lane.Unannounced = _changes.MakeInSilence(story, step);
            agenda.Book(eventAt, new StepEntry(story.CustomerId, lane.Number, lane.Wait(LaneState.Time)));
            return;
        }

        _changes.Make(story, step, lane.Unannounced);
        lane.Unannounced = null;
        GoInto(story, lane, step, dueAt);
    }

    /// <summary>The time of a hold is over.</summary>
    public void EndHold(HoldEndEntry entry, DateTimeOffset dueAt)
    {
        if (FindActive(entry.CustomerId) is not { } story || story.Lanes[entry.Lane] is not { } lane || lane.Hold != entry.Hold)
        {
            return;
        }

        lane.IsHoldOver = true;
        if (lane.State is LaneState.Holding)
        {
            TimeOut(story, lane, dueAt);
        }
    }

    /// <summary>Reads show a change from now on.</summary>
    public void Show(LagEndEntry entry) => customers.HeldBack.Show(entry.CustomerId, entry.Change);

    /// <summary>A person does something that a hold waits for: the first who comes decides.</summary>
    /// <returns>Whether there was a hold that waits for it.</returns>
    public bool Act(Guid customerId, string action)
    {
        if (FindActive(customerId) is not { } story
            || story.Lanes.FirstOrDefault(lane => lane.FindAction(action) is not null) is not { } lane)
        {
            return false;
        }

        Do(story, lane, lane.FindAction(action)!, clock.Now);
        return true;
    }

    /// <summary>A call about a customer was made: reads are <c>customers.get</c>.</summary>
    /// <returns>Whether the story goes on because of it.</returns>
    public bool Called(Guid customerId, string call)
    {
        var story = FindActive(customerId);
        var met = story?.Lanes.Where(lane => lane.State is LaneState.Upon && IsMeant(lane.Current!.Upon!, call) && --lane.Missing <= 0).ToList() ?? [];
        foreach (var lane in met)
        {
            _waitingUpon--;
            BookFrom(story!, lane, clock.Now);
        }

        return met is not [];
    }

    /// <summary>An event was published; it may be one that a story waits to be taken, or that reads wait for.</summary>
    public void Published(Guid eventId) => _changes.Published(eventId);

    /// <summary>The first attempt of an event begins.</summary>
    public void Left(Guid eventId) => _changes.Left(eventId);

    /// <summary>The partner has taken an event.</summary>
    public void Taken(Guid eventId)
    {
        if (_changes.Taken(eventId) is not { } taken || FindActive(taken.Story.CustomerId) is not { } story)
        {
            return;
        }

        story.Ack(taken.StepId);
        foreach (var lane in story.Lanes.Where(lane => lane.State is LaneState.Upon && lane.Current!.Upon!.Acked == taken.StepId))
        {
            BookFrom(story, lane, clock.Now);
        }
    }

    /// <summary>Forgets every story.</summary>
    public void Clear()
    {
        _stories.Clear();
        _waitingUpon = 0;
        _changes.Clear();
    }

    private static bool IsMeant(Upon upon, string call) => upon.Call == call || (upon.Reads is not null && call == "customers.get");

    private Activity? Begin(Story story, Step step) => tracing.Begin("step", step.Id, ActivityKind.Internal, story.Origin)
        ?.SetTag(Tags.PartnerId, customers.Find(story.CustomerId)?.PartnerId.ToString())
        .SetTag(Tags.CustomerId, story.CustomerId.ToString())
        .SetTag(Tags.Scenario, story.Scenario.Name)
        .SetTag(Tags.Step, step.Id);

    // A customer that is gone or deactivated has no story any more.
    private Story? FindActive(Guid customerId)
    {
        if (!_stories.TryGetValue(customerId, out var story) || customers.Find(customerId) is { Status: CustomerStatus.Active })
        {
            return story;
        }

        _waitingUpon -= story.Lanes.Count(lane => lane.State is LaneState.Upon && lane.Current!.Upon!.Acked is null);
        _stories.Remove(customerId);
        return null;
    }

    // Lets the lane wait for its next step.
    private void Approach(Story story, Lane lane, DateTimeOffset from)
    {
        from = lane.Settle(from, every => story.Chance.Of(every, $"{story.Key}/{story.Scenario.Name}/{lane.Place}/every"));
        if (lane.State is LaneState.Holding)
        {
            if (lane.IsHoldOver)
            {
                TimeOut(story, lane, from);
            }
        }
        else if (lane.Current is not { } step)
        {
            lane.Wait(LaneState.Ended);
            if (story.HasEnded)
            {
                _stories.Remove(story.CustomerId);
            }
        }
        else if (step.Upon is { } upon && !(upon.Acked is { } acked && story.IsAcked(acked)))
        {
            var ticket = lane.Wait(LaneState.Upon);
            lane.Missing = upon.Reads ?? upon.Times;
            _waitingUpon += upon.Acked is null ? 1 : 0;
            if (upon.OrAfter is { } orAfter)
            {
                agenda.Book(from + story.Chance.Of(orAfter, story.ChoiceOf(lane, "orAfter")), new StepEntry(story.CustomerId, lane.Number, ticket));
            }
        }
        else
        {
            BookFrom(story, lane, from);
        }
    }

    private void BookFrom(Story story, Lane lane, DateTimeOffset from)
    {
        var step = lane.Current!;
        var due = from + story.Chance.Of(step.After ?? default, story.ChoiceOf(lane, "after"));
        if (step.At is { } at && story.BeganAt + story.Chance.Of(at, story.ChoiceOf(lane, "at")) is var earliest && earliest > due)
        {
            due = earliest;
        }

        if (step.ReadLag < TimeSpan.Zero)
        {
            lane.EventAt = due;
            due = due + step.ReadLag > from ? due + step.ReadLag : from;
        }

        agenda.Book(due, new StepEntry(story.CustomerId, lane.Number, lane.Wait(LaneState.Time)));
    }

    private void GoInto(Story story, Lane lane, Step step, DateTimeOffset at)
    {
        if (step.Hold is { } hold)
        {
            lane.BeginHold();
            journal.Add(new ChangeEntry { At = clock.Now, CustomerId = story.CustomerId, What = $"waits at {step.Id} for {string.Join(", ", hold.Actions.Select(action => action.Name))}" });
            if (hold.Timeout is { } timeout)
            {
                agenda.Book(at + story.Chance.Of(timeout, story.ChoiceOf(lane, "timeout")), new HoldEndEntry(story.CustomerId, lane.Number, lane.Hold));
            }

            return;
        }

        if (step.Choose is not [])
        {
            lane.Enter(Choice.At(story.Chance.Share(story.ChoiceOf(lane, "choose")), step.Choose).Steps, at);
        }
        else if (step.Repeat is { } repeat)
        {
            lane.Enter(repeat, at);
        }
        else
        {
            lane.MoveOn();
        }

        Approach(story, lane, at);
    }

    // An action that does not end the hold is done once: then the hold waits for a person alone.
    private void TimeOut(Story story, Lane lane, DateTimeOffset at)
    {
        lane.IsHoldOver = false;
        Do(story, lane, lane.FindAction(lane.Current!.Hold!.TimeoutAction!)!, at);
    }

    private void Do(Story story, Lane lane, HoldAction action, DateTimeOffset at)
    {
        journal.Add(new ChangeEntry { At = clock.Now, CustomerId = story.CustomerId, What = $"{action.Name} at {lane.Current!.Id}" });
        lane.Enter(action, at);
        Approach(story, lane, at);
    }
}
