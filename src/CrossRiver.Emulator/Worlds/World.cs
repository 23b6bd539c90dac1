using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Customers.Requests;
using CrossRiver.Emulator.Errors;
using CrossRiver.Emulator.Faults.Api;
using CrossRiver.Emulator.Idempotency;
using CrossRiver.Emulator.Journal;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Steering;
using CrossRiver.Emulator.Scenarios.Stories;
using CrossRiver.Emulator.Signals;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Webhooks.Delivering;
using CrossRiver.Emulator.Webhooks.Registrations;
using CrossRiver.Emulator.Webhooks.Sending;
using CrossRiver.Emulator.Worlds.News;
using CrossRiver.Emulator.Worlds.Running;

namespace CrossRiver.Emulator.Worlds;

/// <summary>Everything the emulator knows of one partner.</summary>
/// <remarks>
/// Whatever changes a world does so in its turn, one thing at a time: so a change is made whole or not at all, and events,
/// journal and agenda have one order. Reading needs no turn. What a turn leaves to send goes to Hangfire after it.
/// </remarks>
internal sealed class World : IDisposable
{
    private readonly Turn _turn;
    private readonly EventMaker _events;
    private readonly ChangeNews _news;
    private readonly DueEntries _entries;
    private readonly AgendaRunner _runner;
    private readonly Agenda _agenda;
    private readonly ScenarioPlayer _player;
    private readonly Outbox _outbox;
    private readonly Surroundings _surroundings;

    /// <param name="partnerId">The partner.</param>
    /// <param name="surroundings">What all worlds share.</param>
    /// <param name="course">How the worlds' time goes now: this one's begins so, and again after a reset.</param>
    public World(Guid partnerId, Surroundings surroundings, Func<ClockCourse> course)
    {
        PartnerId = partnerId;
        LastUse = new LastUse(surroundings.Machine);
        Clock = new EmulatorClock(surroundings.Machine, course());
        Journal = new JournalRing(surroundings.JournalSize, surroundings.JournalOrder, partnerId);
        _turn = new Turn(() => Deliveries!.HandOvers.UnderWay == 0);
        var chance = new Chance(surroundings.Worlds.Value.ChanceSeed, partnerId);
        _events = new EventMaker(partnerId, Clock, chance, _turn);
        _runner = new AgendaRunner(Clock, _turn, due => _entries!.Run(due), surroundings.Measurements, surroundings.Logger);
        _agenda = _runner.Agenda;
        Customers = new CustomerStore(partnerId, Clock, chance, OnChange);
        Seeder = new Seeder(_turn, Clock, Journal, Customers, Own);
        Scenarios = new WorldScenarios(chance);
        Registrations = new RegistrationStore(partnerId, Clock, chance, surroundings.Callbacks);
        Faults = new WorldFaults(partnerId, Clock, _agenda, chance, Journal, surroundings.Faults, () => surroundings.Scenarios.Current.Conditions, surroundings.Conditions.Value.Names);
        _player = new ScenarioPlayer(Clock, _agenda, chance, Journal, Customers, _turn, Faults.Rules, surroundings.Sayings, surroundings.Tracing) { OnConditionStart = Faults.StartOrExtend, OnConditionStop = Faults.Stop };
        var record = new DeliveryRecord(Clock, Journal, surroundings.Measurements, surroundings.Logger) { OnLeft = _player.Left, OnTaken = _player.Taken, OnFault = Faults.Rules.Hit };
        Deliveries = new Deliveries(
            Clock,
            _agenda,
            chance,
            Registrations,
            record,
            surroundings.Webhooks.Value,
            surroundings.RetryWaits,
            surroundings.SigningSecret,
            eventId => _outbox!.HandOver(eventId));
        Stories = new StoryControl(_player, Clock, _agenda, Journal, Customers);
        _entries = new DueEntries(_player, Stories, Deliveries, Faults, LastUse);
        _agenda.IsVoid = _entries.IsVoid;
        _news = new ChangeNews(Clock, _turn, Journal, _events, Deliveries, surroundings.Measurements, _player);
        OrderedEvents = new OrderedEvents(Clock, Journal, Customers, Registrations, _news);
        _outbox = new Outbox(partnerId, _turn, Deliveries, surroundings.Sender, surroundings.AttemptSignals, surroundings.Jobs, surroundings.Logger);
        KeptAnswers = NewKeptAnswers(surroundings);
        Time = new WorldTime(Clock, _turn, _runner, Deliveries, () => new Tally(_runner.Ran, _news.Events, record.Succeeded, record.Failed));
        Life = new WorldLife(
            this,
            new WorldParts
            {
                PartnerId = partnerId,
                Chance = chance,
                Clock = Clock,
                Time = Time,
                Turn = _turn,
                Journal = Journal,
                Runner = _runner,
                Customers = Customers,
                Registrations = Registrations,
                Scenarios = Scenarios,
                Player = _player,
                Stories = Stories,
                Events = _events,
                Deliveries = Deliveries,
                Faults = Faults,
                Outbox = _outbox,
                KeptAnswers = KeptAnswers,
            },
            surroundings,
            course,
            Own,
            SeedFromSettings);
        _surroundings = surroundings;
    }

    public Guid PartnerId { get; }

    /// <summary>How often the world was begun: 1, and one more with each reset.</summary>
    public int EpochNumber => _outbox.Epoch.Number;

    /// <summary>Whether the world was ended. A call that found it before may still be at work in it; what that makes is not found any more.</summary>
    public bool IsOver { get; set; }

    /// <summary>When somebody or an entry of the agenda last used the world.</summary>
    public LastUse LastUse { get; }

    /// <summary>How many entries wait on the agenda; any thread may ask.</summary>
    public int AgendaEntries => _agenda.Count;

    /// <summary>When the first entry of the agenda is due, or <see langword="null"/> when nothing is booked.</summary>
    public DateTimeOffset? NextDueAt => InTurn(() => _agenda.NextDueAt);

    public EmulatorClock Clock { get; }

    /// <summary>How many turns the world has had; whoever sees another number knows that it may have changed.</summary>
    public long Turns => _turn.Taken;

    /// <summary>How the time passes and is advanced, and when the world is idle.</summary>
    public WorldTime Time { get; }

    /// <summary>How the world is begun anew, kept, restored, stopped and ended.</summary>
    public WorldLife Life { get; }

    public JournalRing Journal { get; }

    public CustomerStore Customers { get; }

    public RegistrationStore Registrations { get; }

    /// <summary>Makes customers whose stories are over.</summary>
    public Seeder Seeder { get; }

    /// <summary>Which scenarios customers get. Used in the world's turn.</summary>
    public WorldScenarios Scenarios { get; }

    /// <summary>What people and testers do with the stories of customers. Used in the world's turn.</summary>
    public StoryControl Stories { get; }

    /// <summary>Events that a tester asks for. Used in the world's turn.</summary>
    public OrderedEvents OrderedEvents { get; }

    /// <summary>What was sent and is to be sent. Changes are made in the world's turn.</summary>
    public Deliveries Deliveries { get; }

    /// <summary>What may go wrong with calls, on purpose. Used in the world's turn.</summary>
    public WorldFaults Faults { get; }

    /// <summary>The answers to calls with idempotency keys.</summary>
    public KeptAnswers KeptAnswers { get; }

    /// <summary>Does something that changes the world, in its turn.</summary>
    /// <param name="act">What to do.</param>
    /// <param name="origin">Where in a trace it comes from.</param>
    public T InTurn<T>(Func<T> act, TraceOrigin? origin = null) => _turn.Take(act, origin);

    /// <summary>Completes when nothing is due, no step runs and no attempt is under way.</summary>
    public Task WhenIdleAsync() => Time.WhenIdleAsync();

    /// <summary>Makes a customer and starts its story.</summary>
    public Customer Onboard(CreateCustomerRequest request, ScenarioCandidates candidates, TraceOrigin? origin = null) => InTurn(
        () =>
        {
            var customer = Customers.Create(request);
            Own(customer.Id);
            var choice = Scenarios.Choose(candidates, customer.ClientIdentifier, customer.Key);
            Journal.Add(new ChoiceEntry { At = Clock.Now, CustomerId = customer.Id, Scenario = choice.Scenario.Name, Reason = choice.Reason, Lost = choice.Lost });
            Faults.Expect(choice.Scenario);
            _player.Start(customer, choice.Scenario);

            return customer;
        },
        origin);

    /// <summary>Whether there may be a story that waits for a call. Any thread may ask.</summary>
    public bool IsWaitingForCalls => _player.IsWaitingUpon;

    /// <summary>A call about a customer was made, which its story may wait for.</summary>
    /// <param name="customerId">The customer.</param>
    /// <param name="call">The call's name.</param>
    /// <param name="epochNumber">The world's epoch when the call came.</param>
    public void Called(Guid customerId, string call, int epochNumber) => InTurn(() => epochNumber == EpochNumber && _player.Called(customerId, call));

    /// <summary>Makes the customers that the settings ask for, if they are this partner's.</summary>
    public void SeedFromSettings() => Seeder.Seed(_surroundings.Seed.Value, PartnerId, _surroundings.Worlds.Value.ChanceSeed);

    /// <summary>Makes a registration.</summary>
    /// <exception cref="RefusedException">The partner has one of this event already.</exception>
    public Registration Register(CreateRegistrationRequest request) => InTurn(() =>
    {
        var registration = Registrations.Create(request);
        _surroundings.Owners.Add(registration.Id, this);

        return registration;
    });

    /// <summary>Sends a test event to a registration's callback URL.</summary>
    /// <exception cref="RefusedException">There is no such registration, or it has no callback URL.</exception>
    public void Ping(Guid registrationId, TraceOrigin? origin = null) => InTurn(
        () =>
        {
            var registration = Registrations.Find(registrationId) ?? throw ErrorCatalog.NotFound.Refuse("Registration", registrationId.ToString());
            if (registration.CallbackUrl is null)
            {
                throw RefusedException.Invalid(["CallbackUrl required"]);
            }

            var ping = _events.Ping(registration);
            Deliveries.Ping(ping, registration);
            return ping;
        },
        origin);

    /// <summary>Removes a registration; what it still had to be told is dropped.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Unregister(Guid registrationId) => InTurn(() =>
    {
        if (!Registrations.Remove(registrationId))
        {
            return false;
        }

        _surroundings.Owners.Remove(registrationId);
        Deliveries.Drop(registrationId);
        return true;
    });

    /// <summary>Begins an attempt that Hangfire has been given, unless it is of an older epoch.</summary>
    public void StartAttempt(Guid eventId, int epochNumber) => _outbox.StartAttempt(eventId, epochNumber);

    public void Dispose() => _runner.Dispose();

    private KeptAnswers NewKeptAnswers(Surroundings shared) =>
        new(PartnerId, Clock, shared.Idempotency.Value, answerId => shared.Answers.Add(answerId, this), shared.Answers.Remove, shared.Logger);

    private void Own(Guid customerId)
    {
        if (_surroundings.Owners.Add(customerId, this))
        {
            _surroundings.AllCustomers.Add(customerId);
        }
    }

    private void OnChange(CustomerChange change)
    {
        if (!Seeder.IsAtWork)
        {
            _news.Tell(change);
        }
    }
}
