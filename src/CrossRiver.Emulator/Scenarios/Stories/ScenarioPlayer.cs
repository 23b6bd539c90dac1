using System.Diagnostics;
using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Journal;
using CrossRiver.Emulator.Signals;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Worlds;

namespace CrossRiver.Emulator.Scenarios.Stories;

/// <summary>Plays the scenarios of a world's customers: lets each step wait for what it waits for, and does it when that has come.</summary>
/// <remarks>Used in the world's turn only.</remarks>
internal sealed class ScenarioPlayer
{
    private readonly EmulatorClock _clock;
    private readonly Chance _chance;
    private readonly CustomerStore _customers;
    private readonly Turn _turn;
    private readonly Tracing _tracing;
    private readonly StoriesUnderWay _stories;
    private readonly Holds _holds;
    private readonly StepChanges _changes;

    public ScenarioPlayer(EmulatorClock clock, Agenda agenda, Chance chance, JournalRing journal, CustomerStore customers, Turn turn, Tracing tracing)
    {
        _clock = clock;
        _chance = chance;
        _customers = customers;
        _turn = turn;
        _tracing = tracing;
        _stories = new StoriesUnderWay(customers);
        _holds = new Holds(clock, agenda, journal, _stories);
        _changes = new StepChanges(clock, agenda, customers);
    }

    /// <summary>Whether there may be a story that waits for a call. Any thread may ask.</summary>
    public bool IsWaitingUpon => _stories.IsWaitingUpon;

    private StepBooking Booking => _holds.Booking;

    /// <summary>Starts a customer's story.</summary>
    public void Start(Customer customer, Scenario scenario)
    {
        var story = new Story(customer, scenario, _chance, _turn.Origin);
        _stories.Add(story);
        foreach (var lane in story.Lanes)
        {
            Booking.Approach(story, lane, customer.CreatedAt);
        }
    }

    /// <summary>The time of a step has come, unless its lane has gone on meanwhile.</summary>
    /// <param name="entry">The step.</param>
    /// <param name="dueAt">When it was due; what follows counts from there, so that a busy machine does not stretch the story.</param>
    public void Play(StepEntry entry, DateTimeOffset dueAt)
    {
        if (_stories.Find(entry.CustomerId) is { } story && story.Lanes[entry.Lane] is { Current: not null } lane && lane.Ticket == entry.Ticket)
        {
            _stories.StopWaiting(lane);
            Play(story, lane, dueAt);
        }
    }

    /// <summary>The time of a hold is over.</summary>
    public void EndHold(HoldEndEntry entry, DateTimeOffset dueAt) => _holds.End(entry, dueAt);

    /// <summary>Reads show a change from now on.</summary>
    public void Show(LagEndEntry entry) => _customers.HeldBack.Show(entry.CustomerId, entry.Change);

    /// <summary>A person does something that a hold waits for: the first who comes decides.</summary>
    /// <returns>Whether there was a hold that waits for it.</returns>
    public bool Act(Guid customerId, string action) => _holds.Act(customerId, action);

    /// <summary>A call about a customer was made: reads are <c>customers.get</c>.</summary>
    /// <returns>Whether the story goes on because of it.</returns>
    public bool Called(Guid customerId, string call)
    {
        var story = _stories.Find(customerId);
        var met = story?.Lanes.Where(lane => lane.State is LaneState.Upon && IsMeant(lane.Current!.Upon!, call) && --lane.Missing <= 0).ToList() ?? [];
        foreach (var lane in met)
        {
            _stories.StopWaiting(lane);
            Booking.Book(story!, lane, _clock.Now);
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
        if (_changes.Taken(eventId) is not { } taken || _stories.Find(taken.CustomerId) is not { } story)
        {
            return;
        }

        story.Ack(taken.StepId);
        foreach (var lane in story.Lanes.Where(lane => lane.State is LaneState.Upon && lane.Current!.Upon!.Acked == taken.StepId))
        {
            Booking.Book(story, lane, _clock.Now);
        }
    }

    /// <summary>What a snapshot keeps of the stories.</summary>
    public SavedStories Save()
    {
        var (scenarios, stories) = _stories.Save();
        return new SavedStories(scenarios, stories, _changes.Save());
    }

    /// <summary>Goes on with stories that were saved; what they wait for is on the agenda.</summary>
    /// <param name="stories">The stories, made of what was saved.</param>
    /// <param name="followed">The steps whose events are on their way.</param>
    public void Load(IReadOnlyList<Story> stories, IReadOnlyList<FollowedStep> followed)
    {
        Clear();
        foreach (var story in stories)
        {
            _stories.Add(story);
        }

        _changes.Load(followed);
    }

    /// <summary>Makes stories of what was saved, without telling them yet.</summary>
    /// <param name="saved">What was saved.</param>
    /// <param name="customers">The customers of that time.</param>
    /// <param name="chance">The chance of that time.</param>
    /// <exception cref="InvalidDataException">There is no such customer, or a story stands where its scenario has no step.</exception>
    public static IReadOnlyList<Story> Restore(SavedStories saved, IReadOnlyDictionary<Guid, Customer> customers, Chance chance) =>
        StoriesUnderWay.Restore(saved, customers, chance);

    /// <summary>Forgets every story.</summary>
    public void Clear()
    {
        _stories.Clear();
        _changes.Clear();
    }

    private static bool IsMeant(Upon upon, string call) => upon.Call == call || (upon.Reads is not null && call == "customers.get");

    private void Play(Story story, Lane lane, DateTimeOffset dueAt)
    {
        var step = lane.Current!;
        using var span = Begin(story, step);
        _turn.Origin = TraceOrigin.Of(span) ?? story.Origin;
        if (lane.EventAt is { } eventAt)
        {
            lane.EventAt = null;
            lane.Unannounced = _changes.MakeInSilence(story, step);
            Booking.BookAt(story, lane, eventAt);
            return;
        }

        _changes.Make(story, step, lane.Unannounced);
        lane.Unannounced = null;
        GoInto(story, lane, step, dueAt);
    }

    private void GoInto(Story story, Lane lane, Step step, DateTimeOffset at)
    {
        if (step.Hold is { } hold)
        {
            _holds.Begin(story, lane, hold, at);
            return;
        }

        if (step.Choose is not [])
        {
            lane.Enter(Choice.At(story.Chance.Share(story.ChoiceOf(lane, "choose")), step.Choose), at);
        }
        else if (step.Repeat is { } repeat)
        {
            lane.Enter(repeat, at);
        }
        else
        {
            lane.MoveOn();
        }

        Booking.Approach(story, lane, at);
    }

    private Activity? Begin(Story story, Step step) => _tracing.Begin("step", step.Id, ActivityKind.Internal, story.Origin)
        ?.SetTag(Tags.PartnerId, _customers.Find(story.CustomerId)?.PartnerId.ToString())
        .SetTag(Tags.CustomerId, story.CustomerId.ToString())
        .SetTag(Tags.Scenario, story.Scenario.Name)
        .SetTag(Tags.Step, step.Id);
}
