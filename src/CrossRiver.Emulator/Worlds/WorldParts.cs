using CrossRiver.Emulator.Faults.Api;
using CrossRiver.Emulator.Idempotency;
using CrossRiver.Emulator.Journal;
using CrossRiver.Emulator.Kernel.Randomness;
using CrossRiver.Emulator.Kernel.Worlds;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Steering;
using CrossRiver.Emulator.Scenarios.Stories;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Webhooks.Delivering;
using CrossRiver.Emulator.Webhooks.Events;
using CrossRiver.Emulator.Webhooks.Registrations;
using CrossRiver.Emulator.Webhooks.Sending;
using CrossRiver.Emulator.Worlds.News;
using CrossRiver.Emulator.Worlds.Running;

namespace CrossRiver.Emulator.Worlds;

/// <summary>What a world is made of. There may be very many worlds: what only some of them need is made when it is used for the first time.</summary>
/// <remarks>
/// It is made in the world's turn, so any thread may ask for it. Who only looks whether there is something takes the property that begins with
/// <c>Used</c>: it is <see langword="null"/> while nobody has used the part.
/// </remarks>
internal sealed class WorldParts : IDisposable
{
    private readonly World _world;
    private Epoch? _epoch;

    /// <param name="world">The world.</param>
    /// <param name="surroundings">What all worlds share.</param>
    /// <param name="course">How its time goes at first.</param>
    public WorldParts(World world, Surroundings surroundings, ClockCourse course)
    {
        _world = world;
        Surroundings = surroundings;
        LastUse = new LastUse(surroundings.Machine);
        Clock = new EmulatorClock(surroundings.Machine, course);
        Journal = new JournalRing(surroundings.JournalSize, surroundings.JournalOrder, PartnerId);
        Chance = new Chance(surroundings.Worlds.Value.ChanceSeed, PartnerId);
        Agenda = new WorldAgenda(this);
        Customers = new WorldCustomers(this);
        Scenarios = new WorldScenarios(Chance);
        StoryDelivery = new StoryDelivery(this);
        Time = new WorldTime(this);
        Time.LetSkip();
        if (surroundings.Conditions.Value.Names is not [])
        {
            Faults.Begin();
        }
    }

    public Guid PartnerId => _world.PartnerId;

    public Surroundings Surroundings { get; }

    /// <summary>How often the world was begun: 1, and one more with each reset.</summary>
    public int EpochNumber { get; private set; } = 1;

    /// <summary>The epoch that it is.</summary>
    public Epoch Epoch => _epoch ?? Turn.Take(() => _epoch ??= new Epoch());

    public LastUse LastUse { get; }

    public EmulatorClock Clock { get; }

    public Turn Turn { get; } = new();

    public WorldTime Time { get; }

    public JournalRing Journal { get; }

    public Chance Chance { get; }

    public WorldAgenda Agenda { get; }

    public WorldCustomers Customers { get; }

    public WorldScenarios Scenarios { get; }

    public ScenarioPlayer Player => UsedPlayer ?? Turn.Take(() => UsedPlayer ??= new ScenarioPlayer(this));

    public ScenarioPlayer? UsedPlayer { get; private set; }

    public StoryDelivery StoryDelivery { get; }

    public EventMaker Events => UsedEvents ?? Turn.Take(() => UsedEvents ??= new EventMaker(PartnerId, Clock, Chance, Turn));

    public EventMaker? UsedEvents { get; private set; }

    public RegistrationStore Registrations => UsedRegistrations ?? Turn.Take(() => UsedRegistrations ??= new RegistrationStore(PartnerId, Clock, Chance, Surroundings.Callbacks, Surroundings.Events));

    public RegistrationStore? UsedRegistrations { get; private set; }

    public StoryControl Stories => UsedStories ?? Turn.Take(() => UsedStories ??= new StoryControl(this));

    public StoryControl? UsedStories { get; private set; }

    public WorldFaults Faults => UsedFaults ?? Turn.Take(() => UsedFaults ??= NewFaults());

    public WorldFaults? UsedFaults { get; private set; }

    public Deliveries Deliveries => UsedDeliveries ?? Turn.Take(() => UsedDeliveries ??= NewDeliveries());

    public Deliveries? UsedDeliveries { get; private set; }

    /// <summary>Every delivery that is not finished.</summary>
    public IReadOnlyList<Delivery> Unfinished => UsedDeliveries?.Store.Unfinished ?? [];

    public Outbox Outbox => UsedOutbox ?? Turn.Take(() => UsedOutbox ??= NewOutbox());

    public Outbox? UsedOutbox { get; private set; }

    public KeptAnswers KeptAnswers => UsedKeptAnswers ?? Turn.Take(() => UsedKeptAnswers ??= NewKeptAnswers());

    public KeptAnswers? UsedKeptAnswers { get; private set; }

    /// <summary>Within a turn: the next epoch comes after this one, too.</summary>
    public void GoOnAfter(int epochNumber) => EpochNumber = Math.Max(EpochNumber, epochNumber);

    /// <summary>Within a turn: another epoch begins.</summary>
    public void BeginEpoch() => (_epoch, EpochNumber) = (null, EpochNumber + 1);

    /// <summary>Within a turn: forgets every story.</summary>
    public void ForgetStories()
    {
        UsedPlayer?.Clear();
        UsedStories?.Clear();
    }

    public void Dispose() => Agenda.Dispose();

    private WorldFaults NewFaults() =>
        new(PartnerId, Clock, Agenda, Chance, Journal, Surroundings.Faults, () => Surroundings.Scenarios.Current.Conditions, Surroundings.Conditions.Value.Names);

    private Deliveries NewDeliveries()
    {
        var record = new DeliveryRecord(Clock, Journal, Surroundings.Measurements, Surroundings.Logger)
        {
            OnLeft = eventId => UsedPlayer?.Left(eventId),
            OnTaken = eventId => UsedPlayer?.Taken(eventId),
            OnFault = rule => UsedFaults?.Rules.Hit(rule),
        };

        return new Deliveries(
            Turn,
            Clock,
            Agenda,
            Chance,
            Registrations,
            record,
            Surroundings.Webhooks.Value,
            Surroundings.RetryWaits,
            Surroundings.SigningSecret,
            eventId => Outbox.HandOver(eventId));
    }

    private Outbox NewOutbox() => new(this, Surroundings.Sender, Surroundings.AttemptSignals, Surroundings.Jobs, Surroundings.Logger);

    private KeptAnswers NewKeptAnswers() => new(
        PartnerId,
        Clock,
        Surroundings.Idempotency.Value,
        answerId => Surroundings.Answers.Add(answerId, _world),
        answerId => Surroundings.Answers.Remove(answerId, _world),
        Surroundings.Logger);
}
