using System.Diagnostics;
using CrossRiver.Emulator.Faults.Api;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Playing.Rules;
using CrossRiver.Emulator.Scenarios.Playing.Saving;
using CrossRiver.Emulator.Scenarios.Schema;

namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>Plays the scenarios of a world's customers: lets each step wait for what it waits for, and does it when that has come.</summary>
/// <remarks>Used in the world's turn only.</remarks>
internal sealed class ScenarioPlayer : IWorldPart<SavedStories>, ICallListener
{
    private readonly World _world;
    private readonly Tracing _tracing;
    private readonly ScenarioFormat _format;
    private readonly StepChanges _changes;

    /// <param name="subjects">The customers of the world.</param>
    /// <param name="tracing">Makes a span of each step.</param>
    /// <param name="format">Reads the scenarios that a snapshot has.</param>
    public ScenarioPlayer(World world, ISubjects subjects, Tracing tracing, ScenarioFormat format)
    {
        (_world, _tracing, _format, Subjects) = (world, tracing, format, subjects);
        _changes = new StepChanges(world.Clock, world.Agenda, subjects);
        Stories = new StoriesUnderWay(subjects);
        Holds = new Holds(world.Clock, world.Agenda, world.Journal, Stories);
    }

    /// <inheritdoc/>
    public bool IsWaiting => Stories.IsWaitingUpon;

    /// <summary>Gets the customers of the world, as scenarios see them.</summary>
    public ISubjects Subjects { get; }

    /// <summary>The stories that are being told.</summary>
    public StoriesUnderWay Stories { get; }

    /// <summary>The waits for people.</summary>
    public Holds Holds { get; }

    /// <summary>The step that is being made, or <see langword="null"/>.</summary>
    public Step? BeingMade => _changes.BeingMade;

    private StepBooking Booking => Holds.Booking;

    /// <summary>Starts a customer's story.</summary>
    public void Start(Subject subject, Scenario scenario)
    {
        var story = new Story(subject, scenario, _world.Chance, _world.Turn.Origin);
        Stories.Add(story);
        StoryDelivery.Begin(_world, subject, scenario);
        foreach (var lane in story.Lanes)
        {
            Booking.Approach(story, lane, subject.CreatedAt);
        }
    }

    /// <summary>Whether the lane of a step has gone on otherwise.</summary>
    public bool IsVoid(StepEntry entry) =>
        Stories.Find(entry.CustomerId) is not { } story || story.Lanes[entry.Lane] is not { Current: not null } lane || lane.Ticket != entry.Ticket;

    /// <summary>The time of a step has come, unless its lane has gone on meanwhile.</summary>
    /// <param name="entry">The step.</param>
    /// <param name="dueAt">When it was due; what follows counts from there, so that a busy machine does not stretch the story.</param>
    public void Play(StepEntry entry, DateTimeOffset dueAt)
    {
        if (!IsVoid(entry))
        {
            var story = Stories.Find(entry.CustomerId)!;
            Stories.StopWaiting(story.Lanes[entry.Lane]);
            Play(story, story.Lanes[entry.Lane], dueAt);
        }
    }

    /// <summary>The next step of a lane comes now, whatever it waits for; what follows counts from now.</summary>
    public void Hurry(Story story, Lane lane)
    {
        Stories.StopWaiting(lane);
        lane.EventAt = lane.EventAt is null ? null : ClockCourse.Later(_world.Clock.Now, -lane.Current!.ReadLag);
        lane.Shift(_world.Clock.Now);
        lane.Wait(LaneState.Time);
        Play(story, lane, _world.Clock.Now);
    }

    /// <summary>The next step of a lane does not come, as was ordered; what follows counts from now.</summary>
    public void Skip(Story story, Lane lane)
    {
        Stories.StopWaiting(lane);
        lane.EventAt = null;
        lane.Unannounced = null;
        lane.Wait(LaneState.Time);
        Booking.Approach(story, lane, _world.Clock.Now);
    }

    /// <summary>The time of a hold is over.</summary>
    public void EndHold(HoldEndEntry entry, DateTimeOffset dueAt) => Holds.End(entry, dueAt);

    /// <summary>A person does something that a hold waits for: the first who comes decides.</summary>
    /// <returns>Whether there was a hold that waits for it.</returns>
    public bool Act(Guid customerId, string action) => Holds.Act(customerId, action);

    /// <inheritdoc/>
    /// <remarks>The resource is a customer; reads are <c>customers.get</c>.</remarks>
    public bool Called(Guid resourceId, string operation)
    {
        var story = Stories.Find(resourceId);
        var met = story?.Lanes.Where(lane => lane.State is LaneState.Upon && IsMeant(lane.Current!.Upon!, operation) && --lane.Missing <= 0).ToList() ?? [];
        foreach (var lane in met)
        {
            Stories.StopWaiting(lane);
            Booking.Book(story!, lane, _world.Clock.Now);
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
        foreach (var (customerId, stepId) in _changes.Taken(eventId))
        {
            if (Stories.Find(customerId) is { } story)
            {
                Acknowledge(story, stepId);
            }
        }
    }

    /// <summary>What a snapshot keeps of the stories.</summary>
    public SavedStories Save() => SavedStories.Of(Stories, _changes.Save(), _format);

    /// <inheritdoc/>
    public int Clear(ResetOptions reset)
    {
        Stories.Clear();
        _changes.Clear();
        return 0;
    }

    /// <summary>Goes on with stories that were restored; what they wait for is on the agenda.</summary>
    public void Load(SavedStories saved)
    {
        var restored = RestoredStories.Of(saved, Subjects, _world.Chance, _format);
        foreach (var (customerId, past) in restored.Pasts)
        {
            Stories.Add(customerId, past);
        }

        foreach (var story in restored.Stories)
        {
            Stories.Add(story);
        }

        _changes.Load(restored.Followed);
    }

    private static bool IsMeant(Upon upon, string call) => upon.Call == call || (upon.Reads is not null && call == "customers.get");

    private void Acknowledge(Story story, string stepId)
    {
        story.Ack(stepId);
        foreach (var lane in story.Lanes.Where(lane => lane.State is LaneState.Upon && lane.Current!.Upon!.Acked == stepId))
        {
            Booking.Book(story, lane, _world.Clock.Now);
        }
    }

    private void Play(Story story, Lane lane, DateTimeOffset dueAt)
    {
        var step = lane.Current!;
        using var span = Begin(story, step);
        _world.Turn.Origin = TraceOrigin.Of(span) ?? story.Origin;
        if (lane.EventAt is { } eventAt)
        {
            lane.EventAt = null;
            lane.Unannounced = _changes.MakeInSilence(story, step);
            Booking.BookAt(story, lane, eventAt);
            return;
        }

        story.Past.Add(new PastStep(step, lane.Occurrence, _world.Clock.Now, IsSkipped: false));
        _changes.Make(story, step, lane.Unannounced);
        lane.Unannounced = null;
        ChangeWeather(story, lane, step);

        GoInto(story, lane, step, dueAt);
    }

    private void ChangeWeather(Story story, Lane lane, Step step)
    {
        if (step.Conditions is not { } change)
        {
            return;
        }

        var by = $"by step {step.Id} of customer {story.CustomerId}";
        if (change.Lasts is { } lasts)
        {
            _world.Faults.StartOrExtend(change.Name, story.SpanOf(lasts, lane, "conditions"), by);
        }
        else
        {
            _world.Faults.Stop(change.Name, by);
        }
    }

    private void GoInto(Story story, Lane lane, Step step, DateTimeOffset at)
    {
        if (step.Hold is { } hold)
        {
            Holds.Begin(story, lane, hold, at);
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
        ?.SetTag(Tags.PartnerId, _world.PartnerId.ToString())
        .SetTag(Tags.CustomerId, story.CustomerId.ToString())
        .SetTag(Tags.Scenario, story.Scenario.Name)
        .SetTag(Tags.Step, step.Id);
}
