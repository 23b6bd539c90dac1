using System.Diagnostics;
using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Journal;
using CrossRiver.Emulator.Scenarios;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Webhooks;
using Hangfire.States;

namespace CrossRiver.Emulator.Worlds;

/// <summary>Everything the emulator knows of one partner.</summary>
/// <remarks>
/// Whatever changes a world does so in its turn, one thing at a time: so a change is made whole or not at all, and events,
/// journal and agenda have one order. Reading needs no turn. What a turn leaves to send is handed to Hangfire after it.
/// </remarks>
internal sealed partial class World : IDisposable
{
    private readonly Lock _turn = new();
    private readonly Surroundings _surroundings;
    private readonly ILogger _logger;
    private readonly ScenarioPlayer _player;
    private readonly Deliveries _deliveries;
    private readonly Agenda _agenda;
    private readonly Chance _chance;
    private readonly List<TaskCompletionSource> _awaitingIdle = [];
    private Epoch _epoch = new(1);
    private bool _stopped;

    public World(Guid partnerId, Surroundings surroundings)
    {
        _surroundings = surroundings;
        _logger = surroundings.Logger;
        PartnerId = partnerId;
        Clock = new EmulatorClock(surroundings.Machine);
        Journal = new JournalRing(surroundings.Worlds.Value.JournalEntries);
        _chance = new Chance(surroundings.Worlds.Value.ChanceSeed, partnerId);
        _agenda = new Agenda(Clock, RunDue);
        Customers = new CustomerStore(partnerId, Clock, _chance, OnChange);
        Registrations = new RegistrationStore(partnerId, Clock, _chance);
        _player = new ScenarioPlayer(_agenda, _chance, Customers);
        _deliveries = new Deliveries(Clock, _agenda, Registrations, Journal, surroundings.Webhooks.Value);
    }

    public Guid PartnerId { get; }

    /// <summary>How often the world was begun: 1, and one more with each reset.</summary>
    public int EpochNumber => _epoch.Number;

    public EmulatorClock Clock { get; }

    public JournalRing Journal { get; }

    public CustomerStore Customers { get; }

    public RegistrationStore Registrations { get; }

    /// <summary>Makes a customer and starts its story.</summary>
    public Customer Onboard(CreateCustomerRequest request, ScenarioChoice choice) => InTurn(() =>
    {
        var customer = Customers.Create(request);
        _surroundings.Owners.Add(customer.Id, this);
        Journal.Add(new ChoiceEntry { At = Clock.Now, CustomerId = customer.Id, Scenario = choice.Scenario.Name, Reason = choice.Reason });
        _player.Start(customer, choice.Scenario);

        return customer;
    });

    /// <summary>Makes a registration.</summary>
    /// <exception cref="Errors.RefusedException">The partner has one of this event already.</exception>
    public Registration Register(CreateRegistrationRequest request) => InTurn(() =>
    {
        var registration = Registrations.Create(request);
        _surroundings.Owners.Add(registration.Id, this);

        return registration;
    });

    /// <summary>Removes a registration; what it still had to be told is dropped.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Unregister(Guid registrationId) => InTurn(() =>
    {
        _surroundings.Owners.Remove(registrationId);
        return Registrations.Remove(registrationId);
    });

    /// <summary>Does something that changes the world, in its turn.</summary>
    public T InTurn<T>(Func<T> act)
    {
        T result;
        IReadOnlyList<Guid> ready;
        int epochNumber;
        lock (_turn)
        {
            result = act();
            ready = _stopped ? [] : _deliveries.TakeReady();
            epochNumber = _epoch.Number;
            CompleteIfIdle();
        }

        HandOver(ready, epochNumber);
        return result;
    }

    /// <summary>Begins an attempt, unless it is of an older epoch. Its answer is taken when it comes.</summary>
    public void StartAttempt(Guid eventId, int epochNumber)
    {
        var begun = InTurn(() =>
        {
            var isCurrent = _epoch.Number == epochNumber && !_stopped;
            if (!isCurrent || _deliveries.Begin(eventId) is not { } order)
            {
                return ((AttemptOrder Order, Epoch Epoch)?)null;
            }

            _epoch.Enter();
            return (order, _epoch);
        });

        if (begun is var (order, epoch))
        {
            _ = MakeAttemptAsync(order, epoch);
        }
    }

    /// <summary>Completes when nothing is due, no step runs and no attempt is under way.</summary>
    public Task WhenIdleAsync()
    {
        var idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        InTurn(() =>
        {
            _awaitingIdle.Add(idle);
            return true;
        });

        return idle.Task;
    }

    /// <summary>Begins the world anew. When this completes, nothing of before can arrive any more.</summary>
    public async Task<ResetOutcome> ResetAsync()
    {
        var (outcome, ended, emptied) = InTurn(() =>
        {
            var ended = _epoch;
            _epoch = new Epoch(ended.Number + 1);
            foreach (var resourceId in Customers.Ids.Concat(Registrations.Ids))
            {
                _surroundings.Owners.Remove(resourceId);
            }

            var cancelled = new Cancelled(Customers.Clear(), Registrations.Clear(), _agenda.Clear(), _deliveries.Clear());
            Journal.Add(new ControlEntry { At = Clock.Now, What = $"reset: epoch {_epoch.Number} begins" });

            return (new ResetOutcome(PartnerId, Clock.Now, _epoch.Number, cancelled), ended, ended.EndAsync());
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
            _agenda.Dispose();
            return (_epoch, _epoch.EndAsync());
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
        if (_turn.IsHeldByCurrentThread)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static world => world.RunDue(), this, preferLocal: false);
            return;
        }

        while (InTurn(RunNextDue))
        {
        }
    }

    private bool RunNextDue()
    {
        if (_stopped || !_agenda.TryTakeDue(out var due))
        {
            return false;
        }

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

        return true;
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

    private async Task MakeAttemptAsync(AttemptOrder order, Epoch epoch)
    {
        AttemptResult? result = null;
        try
        {
            result = await _surroundings.Sender.SendAsync(order, epoch.Token);
        }
        catch (OperationCanceledException)
        {
            LogBrokenOff(PartnerId, order.Delivery.Event.EventName, order.Delivery.Event.Id);
        }

        InTurn(() =>
        {
            if (result is not null && ReferenceEquals(epoch, _epoch))
            {
                _deliveries.End(order, result);
            }

            epoch.Leave();
            return true;
        });
    }

    private void HandOver(IReadOnlyList<Guid> ready, int epochNumber)
    {
        foreach (var eventId in ready)
        {
            _surroundings.Jobs.Create(AttemptJob.For(PartnerId, eventId, epochNumber), new EnqueuedState());
        }
    }

    private void CompleteIfIdle()
    {
        if (_awaitingIdle is [] || _agenda.HasDue || _deliveries.UnderWay > 0)
        {
            return;
        }

        _awaitingIdle.ForEach(idle => idle.TrySetResult());
        _awaitingIdle.Clear();
    }

    [LoggerMessage(LogLevel.Debug, "Partner {PartnerId}: the attempt to send {EventName} {EventId} was broken off")]
    private partial void LogBrokenOff(Guid partnerId, string eventName, Guid eventId);
}

/// <summary>What a reset did.</summary>
/// <param name="PartnerId">The world.</param>
/// <param name="Now">The moment of the reset, on the world's clock.</param>
/// <param name="Epoch">The number of the epoch that begins.</param>
/// <param name="Cancelled">What was there and is gone.</param>
internal sealed record ResetOutcome(Guid PartnerId, DateTimeOffset Now, int Epoch, Cancelled Cancelled);

/// <summary>How many things a reset took away.</summary>
internal sealed record Cancelled(int Customers, int Registrations, int Entries, int Deliveries);

/// <summary>What a world had still to do when it was stopped.</summary>
/// <param name="Entries">Entries of the agenda: steps and retries.</param>
/// <param name="Deliveries">Deliveries without a last answer.</param>
internal sealed record LeftUndone(int Entries, IReadOnlyList<Delivery> Deliveries);
