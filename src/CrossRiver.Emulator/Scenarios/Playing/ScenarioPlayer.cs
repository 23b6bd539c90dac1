using System.Diagnostics;
using CrossRiver.Emulator.Faults.Api;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Overrides;
using CrossRiver.Emulator.Scenarios.Playing.Rules;
using CrossRiver.Emulator.Scenarios.Playing.Saving;
using CrossRiver.Emulator.Scenarios.Schema;

namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>Plays the scenarios of a world's customers: makes each step when its wait ends. Call only while holding the world lock.</summary>
internal sealed class ScenarioPlayer : IWorldPart<SavedStories>, ICallListener
{
    private readonly World _world;
    private readonly Tracing _tracing;
    private readonly ScenarioFormat _format;
    private readonly StoryCounts _counts;

    public ScenarioPlayer(World world, ISubjects subjects, ModuleCatalog modules, Tracing tracing, ScenarioFormat format, StoryCounts counts)
    {
        (_world, _tracing, _format, _counts, Subjects) = (world, tracing, format, counts, subjects);
        Changes = new StepChanges(world, subjects, modules);
        Stories = new ActiveStories(subjects);
        Holds = new Holds(world.Clock, world.Agenda, world.Journal, Stories, counts);
    }

    public bool IsWaiting => Stories.IsWaitingUpon;

    public ISubjects Subjects { get; }

    public ActiveStories Stories { get; }

    public Holds Holds { get; }

    public StepChanges Changes { get; }

    private StepBooking Booking => Holds.Booking;

    public void Start(Subject subject, Scenario scenario)
    {
        var story = new Story(subject, scenario, _world.Random, _world.Lock.Origin);
        Stories.Add(story);
        _counts.Started(scenario);
        StoryDelivery.Begin(_world, subject, scenario);
        foreach (var branch in story.Branches)
        {
            Booking.Approach(story, branch, subject.CreatedAt);
        }
    }

    /// <summary>Returns whether the branch of an entry no longer waits for it.</summary>
    public bool IsVoid(StepEntry entry) =>
        Stories.Find(entry.CustomerId) is not { } story || story.Branches[entry.Lane] is not { Current: not null } branch || branch.Ticket != entry.Ticket;

    /// <summary>Makes the step of an entry, unless the entry is void.</summary>
    /// <param name="dueAt">The time at which the step was due. Later steps count from it, so that a busy machine does not extend the story.</param>
    public void Play(StepEntry entry, DateTimeOffset dueAt)
    {
        if (!IsVoid(entry))
        {
            var story = Stories.Find(entry.CustomerId)!;
            Stories.StopWaiting(story.Branches[entry.Lane]);
            Play(story, story.Branches[entry.Lane], dueAt);
        }
    }

    /// <summary>Makes the next step of a branch now, regardless of its wait. Later steps count from now.</summary>
    public void RunNow(Story story, Branch branch)
    {
        Stories.StopWaiting(branch);
        branch.EventAt = branch.EventAt is null ? null : ClockSetting.Later(_world.Clock.Now, -branch.Current!.ReadLag);
        branch.Shift(_world.Clock.Now);
        branch.Wait(BranchState.Time);
        Play(story, branch, _world.Clock.Now);
    }

    /// <summary>Ends the wait for the next step of a branch, which is skipped. Later steps count from now.</summary>
    public void Skip(Story story, Branch branch)
    {
        Stories.StopWaiting(branch);
        branch.EventAt = null;
        branch.Unannounced = null;
        branch.Wait(BranchState.Time);
        Booking.Approach(story, branch, _world.Clock.Now);
    }

    /// <remarks>The resource is a customer, and a read is <c>customers.get</c>.</remarks>
    public bool Called(Guid resourceId, string operation)
    {
        var story = Stories.Find(resourceId);
        var met = story?.Branches.Where(branch => branch.State is BranchState.Upon && IsMeant(branch.Current!.WaitFor!, operation) && --branch.Missing <= 0).ToList() ?? [];
        foreach (var branch in met)
        {
            Stories.StopWaiting(branch);
            Booking.Book(story!, branch, _world.Clock.Now);
        }

        return met is not [];
    }

    /// <summary>Ends the waits for the acknowledgement of an event.</summary>
    public void Acknowledged(Guid eventId)
    {
        foreach (var (customerId, stepId) in Changes.Acknowledged(eventId))
        {
            if (Stories.Find(customerId) is { } story)
            {
                Acknowledge(story, stepId);
            }
        }
    }

    public SavedStories Save() => SavedStories.Of(Stories, Changes.Save(), _format);

    public int Clear(ResetOptions reset)
    {
        Stories.Clear();
        Changes.Clear();
        return 0;
    }

    /// <summary>Restores saved stories. Their entries are already on the agenda.</summary>
    public void Load(SavedStories saved)
    {
        var restored = RestoredStories.Of(saved, Subjects, _world.Random, _format);
        foreach (var (customerId, past) in restored.Pasts)
        {
            Stories.Add(customerId, past);
        }

        restored.Stories.ToList().ForEach(Stories.Add);

        Changes.Load(restored.Followed);
    }

    private static bool IsMeant(WaitFor upon, string call) => upon.Call == call || (upon.Reads is not null && call == "customers.get");

    private void Acknowledge(Story story, string stepId)
    {
        story.Ack(stepId);
        foreach (var branch in story.Branches.Where(branch => branch.State is BranchState.Upon && branch.Current!.WaitFor!.Acked == stepId))
        {
            Booking.Book(story, branch, _world.Clock.Now);
        }
    }

    private void Play(Story story, Branch branch, DateTimeOffset dueAt)
    {
        var step = branch.Current!;
        using var span = Begin(story, step);
        _world.Lock.Origin = ParentSpan.Of(span) ?? story.Origin;
        if (branch.EventAt is { } eventAt)
        {
            branch.EventAt = null;
            branch.Unannounced = Changes.MakeInSilence(story, step);
            Booking.BookAt(story, branch, eventAt);
            return;
        }

        story.Past.Add(new CompletedStep(step, branch.Occurrence, _world.Clock.Now, IsSkipped: false));
        Changes.Make(story, step, branch.Unannounced);
        branch.Unannounced = null;
        ChangeConditions(story, branch, step);
        if (step.Hold is { } hold)
        {
            Holds.Begin(story, branch, hold, dueAt);
        }
        else
        {
            if (story.Pass(branch, dueAt) is { } way)
            {
                _counts.Chosen(story.Scenario, step, way);
            }

            Booking.Approach(story, branch, dueAt);
        }
    }

    private void ChangeConditions(Story story, Branch branch, Step step)
    {
        if (step.Conditions is not { } change)
        {
            return;
        }

        var by = $"by step {step.Id} of customer {story.CustomerId}";
        if (change.Lasts is { } lasts)
        {
            _world.Faults.StartOrExtend(change.Name, story.SpanOf(lasts, branch, "conditions"), by);
        }
        else
        {
            _world.Faults.Stop(change.Name, by);
        }
    }

    private Activity? Begin(Story story, Step step) => _tracing.Begin("step", step.Id, ActivityKind.Internal, story.Origin)
        ?.SetTag(Tags.PartnerId, _world.PartnerId.ToString())
        .SetTag(Tags.CustomerId, story.CustomerId.ToString())
        .SetTag(Tags.Scenario, story.Scenario.Name)
        .SetTag(Tags.Step, step.Id);
}

/// <summary>Provides the scenarios of a world and the stories of its customers. Call only while holding the world lock.</summary>
internal static class StoriesInWorld
{
    extension(World world)
    {
        public ScenarioSelection Scenarios => world.Part<ScenarioSelection>();

        public StoryCommands Stories => world.Part<StoryCommands>();

        public ScenarioPlayer Player => world.Part<ScenarioPlayer>();
    }
}
