using CrossRiver.Emulator.Control;
using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Customers.Requests;
using CrossRiver.Emulator.Errors;
using CrossRiver.Emulator.Faults.Api;
using CrossRiver.Emulator.Idempotency;
using CrossRiver.Emulator.Journal;
using CrossRiver.Emulator.Kernel.Randomness;
using CrossRiver.Emulator.Kernel.Worlds;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Steering;
using CrossRiver.Emulator.Signals;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Webhooks.Delivering;
using CrossRiver.Emulator.Webhooks.Registrations;
using CrossRiver.Emulator.Worlds.Running;

namespace CrossRiver.Emulator.Worlds;

/// <summary>Everything the emulator knows of one partner.</summary>
/// <remarks>
/// Whatever changes a world does so in its turn, one thing at a time: so a change is made whole or not at all, and events,
/// journal and agenda have one order. Reading needs no turn. What a turn leaves to send goes to Hangfire after it.
/// </remarks>
internal sealed class World : IDisposable
{
    private readonly WorldParts _parts;

    /// <param name="partnerId">The partner.</param>
    /// <param name="surroundings">What all worlds share.</param>
    /// <param name="common">The emulator's own clock: the world's time begins as this one's is then, and again after a reset.</param>
    public World(Guid partnerId, Surroundings surroundings, EmulatorClock common)
    {
        PartnerId = partnerId;
        _parts = new WorldParts(this, surroundings, common.Course);
        Life = new WorldLife(this, _parts, common);
        Seeder = new Seeder(this, _parts);
        OrderedEvents = new OrderedEvents(_parts);
    }

    public Guid PartnerId { get; }

    /// <summary>How often the world was begun: 1, and one more with each reset.</summary>
    public int EpochNumber => _parts.EpochNumber;

    /// <summary>Whether the world was ended. A call that found it before may still be at work in it; what that makes is not found any more.</summary>
    public bool IsOver => LastUse.IsOver;

    /// <summary>When somebody or an entry of the agenda last used the world.</summary>
    public LastUse LastUse => _parts.LastUse;

    /// <summary>How many entries wait on the agenda; any thread may ask.</summary>
    public int AgendaEntries => _parts.Agenda.Count;

    /// <summary>When the first entry of the agenda is due, or <see langword="null"/> when nothing is booked.</summary>
    public DateTimeOffset? NextDueAt => InTurn(() => _parts.Agenda.NextDueAt);

    /// <summary>Gets by how much the world is behind its clock because more is due than can be done, or <see langword="null"/>.</summary>
    public TimeSpan? Behind => InTurn(() => _parts.Agenda.Behind);

    public EmulatorClock Clock => _parts.Clock;

    /// <summary>How many turns the world has had; whoever sees another number knows that it may have changed.</summary>
    public long Turns => _parts.Turn.Taken;

    /// <summary>How the time passes and is advanced, and when the world is idle.</summary>
    public WorldTime Time => _parts.Time;

    /// <summary>How the world is begun anew, kept, restored, stopped and ended.</summary>
    public WorldLife Life { get; }

    /// <summary>The world's random choices.</summary>
    public Chance Chance => _parts.Chance;

    public JournalRing Journal => _parts.Journal;

    public CustomerStore Customers => _parts.Customers;

    public RegistrationStore Registrations => _parts.Registrations;

    /// <summary>All registrations, in the order in which they were made. Any thread may read them.</summary>
    public IReadOnlyList<Registration> AllRegistrations => _parts.UsedRegistrations?.All ?? [];

    /// <summary>Makes customers whose stories are over.</summary>
    public Seeder Seeder { get; }

    /// <summary>Which scenarios customers get. Used in the world's turn.</summary>
    public WorldScenarios Scenarios => _parts.Scenarios;

    /// <summary>What people and testers do with the stories of customers. Used in the world's turn.</summary>
    public StoryControl Stories => _parts.Stories;

    /// <summary>Events that a tester asks for. Used in the world's turn.</summary>
    public OrderedEvents OrderedEvents { get; }

    /// <summary>What was sent and is to be sent. Changes are made in the world's turn.</summary>
    public Deliveries Deliveries => _parts.Deliveries;

    /// <summary>All deliveries, in the order in which the events happened. Any thread may read them.</summary>
    public IEnumerable<Delivery> AllDeliveries => _parts.UsedDeliveries?.Store.All ?? [];

    /// <summary>What may go wrong with calls, on purpose. Used in the world's turn.</summary>
    public WorldFaults Faults => _parts.Faults;

    /// <summary>Whether a rule may strike a call. Any thread may ask.</summary>
    public bool MayFailCalls => _parts.UsedFaults is { IsInForce: true };

    /// <summary>Whether there may be a story that waits for a call. Any thread may ask.</summary>
    public bool IsWaitingForCalls => _parts.UsedPlayer is { IsWaitingUpon: true };

    /// <summary>The answers to calls with idempotency keys.</summary>
    public KeptAnswers KeptAnswers => _parts.KeptAnswers;

    /// <summary>Does something that changes the world, in its turn.</summary>
    /// <param name="act">What to do.</param>
    /// <param name="origin">Where in a trace it comes from.</param>
    public T InTurn<T>(Func<T> act, TraceOrigin? origin = null) => _parts.Turn.Take(act, origin);

    /// <summary>Completes when nothing is due, no step runs and no attempt is under way.</summary>
    public Task WhenIdleAsync() => Time.WhenIdleAsync();

    /// <summary>Finds the delivery of an event, or returns <see langword="null"/>. Any thread may ask.</summary>
    public Delivery? FindDelivery(Guid eventId) => _parts.UsedDeliveries?.Store.Find(eventId);

    /// <summary>Makes a customer and starts its story.</summary>
    public Customer Onboard(CreateCustomerRequest request, ScenarioCandidates candidates, TraceOrigin? origin = null) => InTurn(
        () =>
        {
            var customer = Customers.Create(request);
            Own(customer.Id);
            var choice = Scenarios.Choose(candidates, customer.ClientIdentifier, customer.Key);
            Journal.Add(new ChoiceEntry { At = Clock.Now, CustomerId = customer.Id, Scenario = choice.Scenario.Name, Reason = choice.Reason, Lost = choice.Lost });
            if (choice.Scenario.Api is not [])
            {
                Faults.Expect(choice.Scenario);
            }

            _parts.Player.Start(customer, choice.Scenario);

            return customer;
        },
        origin);

    /// <summary>A call about a customer was made, which its story may wait for.</summary>
    /// <param name="customerId">The customer.</param>
    /// <param name="call">The call's name.</param>
    /// <param name="epochNumber">The world's epoch when the call came.</param>
    public void Called(Guid customerId, string call, int epochNumber) => InTurn(() => epochNumber == EpochNumber && _parts.UsedPlayer?.Called(customerId, call) is true);

    /// <summary>Makes the customers that the settings ask for, if they are this partner's.</summary>
    public void SeedFromSettings() => Seeder.Seed(_parts.Surroundings.Seed.Value, PartnerId, _parts.Surroundings.Worlds.Value.ChanceSeed);

    /// <summary>A customer is this world's: it is found by its identifier, and listed with those of all worlds.</summary>
    public void Own(Guid customerId)
    {
        if (_parts.Surroundings.Owners.Add(customerId, this))
        {
            _parts.Surroundings.AllCustomers.Add(customerId);
        }
    }

    /// <summary>Makes a registration.</summary>
    /// <exception cref="RefusedException">The partner has one of this event already.</exception>
    public Registration Register(CreateRegistrationRequest request) => InTurn(() =>
    {
        var registration = Registrations.Create(request);
        _parts.Surroundings.Owners.Add(registration.Id, this);

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

            var ping = _parts.Events.Ping(registration);
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

        _parts.Surroundings.Owners.Remove(registrationId, this);
        _parts.UsedDeliveries?.Drop(registrationId);
        return true;
    });

    /// <summary>Begins an attempt that Hangfire has been given, unless it is of an older epoch.</summary>
    public void StartAttempt(Guid eventId, int epochNumber) => _parts.Outbox.StartAttempt(eventId, epochNumber);

    public void Dispose() => _parts.Dispose();
}
