using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Faults.Api;
using CrossRiver.Emulator.Idempotency;
using CrossRiver.Emulator.Journal;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Steering;
using CrossRiver.Emulator.Scenarios.Stories;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Webhooks.Delivering;
using CrossRiver.Emulator.Webhooks.Registrations;
using CrossRiver.Emulator.Webhooks.Sending;
using CrossRiver.Emulator.Worlds.Keeping;
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
    private readonly Surroundings _surroundings;

    /// <param name="world">The world.</param>
    /// <param name="surroundings">What all worlds share.</param>
    /// <param name="course">How its time goes at first.</param>
    public WorldParts(World world, Surroundings surroundings, ClockCourse course)
    {
        _world = world;
        _surroundings = surroundings;
        LastUse = new LastUse(surroundings.Machine);
        Clock = new EmulatorClock(surroundings.Machine, course);
        Journal = new JournalRing(surroundings.JournalSize, surroundings.JournalOrder, PartnerId);
        Chance = new Chance(surroundings.Worlds.Value.ChanceSeed, PartnerId);
        Agenda = new WorldAgenda(this, surroundings.Measurements, surroundings.Logger);
        Events = new EventMaker(PartnerId, Clock, Chance, Turn);
        News = new ChangeNews(this, surroundings.Measurements);
        Customers = new CustomerStore(PartnerId, Clock, Chance, News.Hear);
        Registrations = new RegistrationStore(PartnerId, Clock, Chance, surroundings.Callbacks);
        Scenarios = new WorldScenarios(Chance);
        Player = new ScenarioPlayer(Clock, Agenda, Chance, Journal, Customers, Turn, () => Faults, surroundings.Tracing);
        Time = new WorldTime(this);
        if (surroundings.Conditions.Value.Names is not [])
        {
            Faults.Begin();
        }
    }

    public Guid PartnerId => _world.PartnerId;

    /// <summary>The epoch that it is. Another one begins in the world's turn.</summary>
    public Epoch Epoch { get; set; } = new(1);

    public LastUse LastUse { get; }

    public EmulatorClock Clock { get; }

    public Turn Turn { get; } = new();

    public WorldTime Time { get; }

    public JournalRing Journal { get; }

    public Chance Chance { get; }

    public WorldAgenda Agenda { get; }

    public CustomerStore Customers { get; }

    public RegistrationStore Registrations { get; }

    public WorldScenarios Scenarios { get; }

    public ScenarioPlayer Player { get; }

    public EventMaker Events { get; }

    public ChangeNews News { get; }

    public StoryControl Stories => UsedStories ?? Turn.Take(() => UsedStories ??= new StoryControl(Player, Clock, Agenda, Journal, Customers));

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

    public void Dispose() => Agenda.Dispose();

    private WorldFaults NewFaults() =>
        new(PartnerId, Clock, Agenda, Chance, Journal, _surroundings.Faults, () => _surroundings.Scenarios.Current.Conditions, _surroundings.Conditions.Value.Names);

    private Deliveries NewDeliveries()
    {
        var record = new DeliveryRecord(Clock, Journal, _surroundings.Measurements, _surroundings.Logger)
        {
            OnLeft = Player.Left,
            OnTaken = Player.Taken,
            OnFault = rule => UsedFaults?.Rules.Hit(rule),
        };

        return new Deliveries(
            Turn,
            Clock,
            Agenda,
            Chance,
            Registrations,
            record,
            _surroundings.Webhooks.Value,
            _surroundings.RetryWaits,
            _surroundings.SigningSecret,
            eventId => Outbox.HandOver(eventId));
    }

    private Outbox NewOutbox() => new(this, _surroundings.Sender, _surroundings.AttemptSignals, _surroundings.Jobs, _surroundings.Logger);

    private KeptAnswers NewKeptAnswers() => new(
        PartnerId,
        Clock,
        _surroundings.Idempotency.Value,
        answerId => _surroundings.Answers.Add(answerId, _world),
        answerId => _surroundings.Answers.Remove(answerId, _world),
        _surroundings.Logger);
}
