using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Journal;
using CrossRiver.Emulator.Scenarios;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Webhooks;

namespace CrossRiver.Emulator.Worlds;

/// <summary>Everything the emulator knows of one partner.</summary>
/// <remarks>
/// Whatever changes a world does so in its turn, one thing at a time: so a change is made whole or not at all, and events,
/// journal and agenda have one order. Reading needs no turn. What a turn leaves to send goes to Hangfire after it.
/// </remarks>
internal sealed partial class World : IDisposable
{
    private readonly Turn _turn;
    private readonly ResourceIndex _owners;
    private readonly CustomerOrder _allCustomers;
    private readonly ILogger _logger;
    private readonly Chance _chance;
    private readonly Agenda _agenda;
    private readonly ScenarioPlayer _player;
    private readonly Deliveries _deliveries;
    private readonly Outbox _outbox;
    private bool _stopped;

    public World(Guid partnerId, Surroundings surroundings)
    {
        PartnerId = partnerId;
        Clock = new EmulatorClock(surroundings.Machine);
        Journal = new JournalRing(surroundings.Worlds.Value.JournalEntries);
        _owners = surroundings.Owners;
        _allCustomers = surroundings.AllCustomers;
        _logger = surroundings.Logger;
        _turn = new Turn(() => !_agenda!.HasDue && _deliveries!.UnderWay == 0);
        _chance = new Chance(surroundings.Worlds.Value.ChanceSeed, partnerId);
        _agenda = new Agenda(Clock, RunDue);
        Customers = new CustomerStore(partnerId, Clock, _chance, OnChange);
        Registrations = new RegistrationStore(partnerId, Clock, _chance);
        _player = new ScenarioPlayer(_agenda, _chance, Customers);
        _deliveries = new Deliveries(Clock, _agenda, Registrations, Journal, surroundings.Webhooks.Value, id => _outbox!.HandOver(id));
        _outbox = new Outbox(partnerId, _turn, _deliveries, surroundings.Sender, surroundings.Jobs, surroundings.Logger);
    }

    public Guid PartnerId { get; }

    /// <summary>How often the world was begun: 1, and one more with each reset.</summary>
    public int EpochNumber => _outbox.Epoch.Number;

    public EmulatorClock Clock { get; }

    public JournalRing Journal { get; }

    public CustomerStore Customers { get; }

    public RegistrationStore Registrations { get; }

    /// <summary>Does something that changes the world, in its turn.</summary>
    public T InTurn<T>(Func<T> act) => _turn.Take(act);

    /// <summary>Completes when nothing is due, no step runs and no attempt is under way.</summary>
    public Task WhenIdleAsync() => _turn.WhenIdleAsync();

    /// <summary>Makes a customer and starts its story.</summary>
    public Customer Onboard(CreateCustomerRequest request, ScenarioChoice choice) => InTurn(() =>
    {
        var customer = Customers.Create(request);
        _owners.Add(customer.Id, this);
        _allCustomers.Add(customer.Id);
        Journal.Add(new ChoiceEntry { At = Clock.Now, CustomerId = customer.Id, Scenario = choice.Scenario.Name, Reason = choice.Reason });
        _player.Start(customer, choice.Scenario);

        return customer;
    });

    /// <summary>Makes a registration.</summary>
    /// <exception cref="Errors.RefusedException">The partner has one of this event already.</exception>
    public Registration Register(CreateRegistrationRequest request) => InTurn(() =>
    {
        var registration = Registrations.Create(request);
        _owners.Add(registration.Id, this);

        return registration;
    });

    /// <summary>Removes a registration; what it still had to be told is dropped.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Unregister(Guid registrationId) => InTurn(() =>
    {
        _owners.Remove(registrationId);
        return Registrations.Remove(registrationId);
    });

    /// <summary>Begins an attempt that Hangfire has been given, unless it is of an older epoch.</summary>
    public void StartAttempt(Guid eventId, int epochNumber) => _outbox.StartAttempt(eventId, epochNumber);

    /// <summary>Begins the world anew. When this completes, nothing of before can arrive any more.</summary>
    public async Task<ResetOutcome> ResetAsync()
    {
        var (outcome, ended, emptied) = InTurn(() =>
        {
            _allCustomers.Remove(Customers.Order);
            foreach (var resourceId in Customers.Order.From(0).Concat(Registrations.Ids))
            {
                _owners.Remove(resourceId);
            }

            var ended = _outbox.BeginEpoch();
            var cancelled = new Cancelled(Customers.Clear(), Registrations.Clear(), _agenda.Clear(), _deliveries.Clear());
            Journal.Add(new ControlEntry { At = Clock.Now, What = $"reset: epoch {EpochNumber} begins" });

            return (new ResetOutcome(PartnerId, Clock.Now, EpochNumber, cancelled), ended, ended.EndAsync());
        });

        await ended.CancelAsync();
        await emptied;

        return outcome;
    }

    /// <summary>Stops the world: nothing begins any more, and attempts that are under way get a moment to end.</summary>
    /// <param name="patience">How long the moment is, in real time; after it they are broken off.</param>
    /// <returns>What the world had still to do.</returns>
    public async Task<LeftUndone> StopAsync(TimeSpan patience)
    {
        var (epoch, emptied) = InTurn(() =>
        {
            _stopped = true;
            _outbox.Stop();
            _agenda.Dispose();
            return (_outbox.Epoch, _outbox.Epoch.EndAsync());
        });

        await Task.WhenAny(emptied, Task.Delay(patience));
        await epoch.CancelAsync();
        await emptied;

        return InTurn(() => new LeftUndone(_agenda.Count, [.. _deliveries.Unfinished]));
    }

    public void Dispose() => _agenda.Dispose();

    // Runs on a thread of the pool when the agenda's alarm rings. A test's clock may ring it in the middle of a turn.
    private void RunDue()
    {
        if (_turn.IsTaken)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static world => world.RunDue(), this, preferLocal: false);
            return;
        }

        while (InTurn(RunNextDue))
        {
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "On this thread an exception would end the process; the world goes on with its next entry.")]
    private bool RunNextDue()
    {
        if (_stopped || !_agenda.TryTakeDue(out var due))
        {
            return false;
        }

        try
        {
            Run(due);
        }
        catch (Exception exception)
        {
            LogEntryFailed(exception, PartnerId, due.Entry);
        }

        return true;
    }

    private void Run(DueEntry due)
    {
        switch (due.Entry)
        {
            case StepEntry step:
                _player.Play(step, due.DueAt);
                break;
            case RetryEntry retry:
                _deliveries.Retry(retry.EventId);
                break;
            default:
                throw new UnreachableException($"Nobody knows what to do with {due.Entry}.");
        }
    }

    private void OnChange(CustomerChange change)
    {
        var customer = change.Customer;
        var now = Clock.Now;
        Journal.Add(new ChangeEntry { At = now, CustomerId = customer.Id, What = change.What });
        if (change.EventName is not { } eventName)
        {
            return;
        }

        var happened = new WebhookEvent
        {
            Id = _chance.Id(now, $"{customer.Key}/event/{customer.Version}"),
            EventName = eventName,
            PartnerId = PartnerId,
            CustomerId = customer.Id,
            CreatedAt = now,
            Resource = change.Resource,
            Details = change.Details,
        };
        var isSent = _deliveries.Publish(happened);
        Journal.Add(new EventEntry { At = now, CustomerId = customer.Id, EventName = eventName, EventId = isSent ? happened.Id : null });
    }

    [LoggerMessage(LogLevel.Error, "Partner {PartnerId}: {Entry} failed in the emulator")]
    private partial void LogEntryFailed(Exception exception, Guid partnerId, AgendaEntry entry);
}
