using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Errors;
using CrossRiver.Emulator.Idempotency;
using CrossRiver.Emulator.Journal;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Steering;
using CrossRiver.Emulator.Scenarios.Stories;
using CrossRiver.Emulator.Signals;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Webhooks.Registrations;
using CrossRiver.Emulator.Webhooks.Sending;

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

    public World(Guid partnerId, Surroundings surroundings)
    {
        PartnerId = partnerId;
        Clock = new EmulatorClock(surroundings.Machine);
        Journal = new JournalRing(surroundings.Worlds.Value.JournalEntries);
        _turn = new Turn(() => !_agenda!.HasDue && Deliveries!.HandOvers.UnderWay == 0);
        var chance = new Chance(surroundings.Worlds.Value.ChanceSeed, partnerId);
        _events = new EventMaker(partnerId, Clock, chance, _turn);
        _runner = new AgendaRunner(Clock, _turn, due => _entries!.Run(due), surroundings.Measurements, surroundings.Logger);
        _agenda = _runner.Agenda;
        Customers = new CustomerStore(partnerId, Clock, chance, OnChange);
        Seeder = new Seeder(_turn, Clock, Journal, Customers, Own);
        Scenarios = new WorldScenarios(chance);
        Registrations = new RegistrationStore(partnerId, Clock, chance, surroundings.Callbacks);
        _player = new ScenarioPlayer(Clock, _agenda, chance, Journal, Customers, _turn, surroundings.Tracing);
        Deliveries = new Deliveries(
            Clock,
            _agenda,
            chance,
            Registrations,
            new DeliveryRecord(Clock, Journal, surroundings.Measurements, surroundings.Logger) { OnLeft = _player.Left, OnTaken = _player.Taken },
            surroundings.Webhooks.Value,
            eventId => _outbox!.HandOver(eventId));
        Stories = new StoryControl(_player, Clock, _agenda, Journal, Customers);
        _entries = new DueEntries(_player, Stories, Deliveries);
        _news = new ChangeNews(Clock, Journal, _events, Deliveries, surroundings.Measurements, _player.Published);
        OrderedEvents = new OrderedEvents(Clock, Journal, Customers, Registrations, _news);
        _outbox = new Outbox(partnerId, _turn, Deliveries, surroundings.Sender, surroundings.AttemptSignals, surroundings.Jobs, surroundings.Logger);
        KeptAnswers = new KeptAnswers(
            partnerId,
            Clock,
            surroundings.Idempotency.Value,
            answerId => surroundings.Answers.Add(answerId, this),
            surroundings.Answers.Remove,
            surroundings.Logger);
        _surroundings = surroundings;
    }

    public Guid PartnerId { get; }

    /// <summary>How often the world was begun: 1, and one more with each reset.</summary>
    public int EpochNumber => _outbox.Epoch.Number;

    /// <summary>How many entries wait on the agenda; any thread may ask.</summary>
    public int AgendaEntries => _agenda.Count;

    /// <summary>When the first entry of the agenda is due, or <see langword="null"/> when nothing is booked.</summary>
    public DateTimeOffset? NextDueAt => InTurn(() => _agenda.NextDueAt);

    public EmulatorClock Clock { get; }

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

    /// <summary>The answers to calls with idempotency keys.</summary>
    public KeptAnswers KeptAnswers { get; }

    /// <summary>Does something that changes the world, in its turn.</summary>
    /// <param name="act">What to do.</param>
    /// <param name="origin">Where in a trace it comes from.</param>
    public T InTurn<T>(Func<T> act, TraceOrigin? origin = null) => _turn.Take(act, origin);

    /// <summary>Completes when nothing is due, no step runs and no attempt is under way.</summary>
    public Task WhenIdleAsync() => _turn.WhenIdleAsync();

    /// <summary>Makes a customer and starts its story.</summary>
    public Customer Onboard(CreateCustomerRequest request, ScenarioCandidates candidates, TraceOrigin? origin = null) => InTurn(
        () =>
        {
            var customer = Customers.Create(request);
            Own(customer.Id);
            var choice = Scenarios.Choose(candidates, customer.ClientIdentifier, customer.Key);
            Journal.Add(new ChoiceEntry { At = Clock.Now, CustomerId = customer.Id, Scenario = choice.Scenario.Name, Reason = choice.Reason, Lost = choice.Lost });
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

    /// <summary>Begins the world anew. When this completes, nothing of before can arrive any more.</summary>
    public async Task<ResetOutcome> ResetAsync()
    {
        var (outcome, ended, emptied) = InTurn(() =>
        {
            _surroundings.AllCustomers.Remove(Customers.Order.From(0).ToHashSet());
            foreach (var resourceId in Customers.Order.From(0).Concat(Registrations.Ids))
            {
                _surroundings.Owners.Remove(resourceId);
            }

            KeptAnswers.Clear();
            _player.Clear();
            Stories.Clear();
            Scenarios.Clear();
            var ended = _outbox.BeginEpoch();
            var cancelled = new Cancelled(Customers.Clear(), Registrations.Clear(), _agenda.Clear(), Deliveries.Clear());
            Journal.Add(new ControlEntry { At = Clock.Now, What = $"reset: epoch {EpochNumber} begins" });

            return (new ResetOutcome(PartnerId, Clock.Now, EpochNumber, cancelled), ended, ended.EndAsync());
        });

        await ended.CancelAsync();
        await emptied;
        SeedFromSettings();

        return outcome;
    }

    /// <summary>Stops the world: nothing begins any more, and attempts that are under way get a moment to end.</summary>
    /// <param name="patience">How long the moment is, in real time; after it they are broken off.</param>
    /// <returns>What the world had still to do.</returns>
    public async Task<LeftUndone> StopAsync(TimeSpan patience)
    {
        var (epoch, emptied) = InTurn(() =>
        {
            _runner.Stop();
            _outbox.Stop();
            return (_outbox.Epoch, _outbox.Epoch.EndAsync());
        });

        await Task.WhenAny(emptied, Task.Delay(patience));
        await epoch.CancelAsync();
        await emptied;

        return InTurn(() => new LeftUndone(_agenda.Count, [.. Deliveries.Store.Unfinished.Where(delivery => delivery.State is not DeliveryState.Polled)]));
    }

    public void Dispose() => _runner.Dispose();

    private void Own(Guid customerId)
    {
        _surroundings.Owners.Add(customerId, this);
        _surroundings.AllCustomers.Add(customerId);
    }

    private void OnChange(CustomerChange change)
    {
        if (!Seeder.IsAtWork)
        {
            _news.Tell(change);
        }
    }
}
