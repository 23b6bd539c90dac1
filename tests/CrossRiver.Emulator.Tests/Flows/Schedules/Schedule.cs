using System.Net;
using System.Text.Json;
using Bogus;
using CrossRiver.Emulator.Kernel.Snapshots;
using CrossRiver.Emulator.Kernel.Worlds;
using CrossRiver.Emulator.Kernel.Worlds.Running;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Customers.Faking;
using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Flows.Schedules;

/// <summary>Creates, advances, resets, saves and restores in one world, in an order that a seed picks, step by step, and checks what must hold in every order.</summary>
internal sealed class Schedule(IServiceProvider services, ScheduledTime time, ScheduledCallbacks callbacks, int seed)
{
    private const int Operations = 10;
    private const int MostFailures = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly string[] EventNames = ["Core.Customer.Onboarded", "Core.Customer.PepScan.Changed", "Core.Customer.Ofac.Changed"];
    private static readonly JsonElement NoBody = JsonElement.Parse("{}");

    private readonly Randomizer _random = new(seed);
    private readonly ScheduledThread _thread = new();
    private readonly WorldDirectory _worlds = services.GetRequiredService<WorldDirectory>();
    private readonly List<(string Name, Task Task)> _operations = [];
    private readonly Dictionary<Guid, int> _createdIn = [];
    private readonly List<ScheduledCall> _taken = [];
    private readonly Dictionary<(Guid CustomerId, string EventName), int> _failures = [];
    private readonly HashSet<Guid> _gone = [];
    private readonly List<string> _trace = [];
    private World _world = null!;
    private WorldSnapshot? _saved;
    private HashSet<Guid> _savedCustomers = [];

    /// <summary>Gets the steps so far.</summary>
    public string Trace => string.Join('\n', _trace);

    /// <summary>Runs the schedule to its end.</summary>
    public void Run()
    {
        var before = SynchronizationContext.Current;
        (time.Thread, callbacks.Begins) = (_thread, CallBegins);
        SynchronizationContext.SetSynchronizationContext(_thread);
        try
        {
            _world = _worlds.Open(new Guid(seed, 1, 2, [3, 4, 5, 6, 7, 8, 9, 10]));
            Register();
            RunToTheEnd(Operations);
            Start("the last advance", () => AdvanceAsync(TimeSpan.FromHours(1)));
            RunToTheEnd(_operations.Count);
            CheckDeliveries();
            Start("end", () => _worlds.EndAsync(_world.PartnerId, "the schedule is over"));
            RunToTheEnd(_operations.Count);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private void RunToTheEnd(int operations)
    {
        while (true)
        {
            var (ready, jobs, calls) = (_thread.Ready, callbacks.Jobs.Count, callbacks.Calls);
            var choices = ready + jobs + calls.Count + (_operations.Count < operations ? 1 : 0);
            var picked = _random.Number(Math.Max(0, choices - 1));
            if (picked < ready)
            {
                Do($"continue {picked} of {ready}", () => _thread.Run(picked));
            }
            else if ((picked -= ready) < jobs)
            {
                Do($"job {picked} of {jobs}", () => callbacks.RunJob(picked, _worlds));
            }
            else if ((picked -= jobs) < calls.Count)
            {
                Answer(calls[picked]);
            }
            else if (_operations.Count < operations)
            {
                StartAny();
            }
            else if (_operations.TrueForAll(operation => operation.Task.IsCompleted))
            {
                _operations.ForEach(operation => operation.Task.GetAwaiter().GetResult());
                return;
            }
            else if (!_thread.WaitForPost(Patience))
            {
                Assert.Fail($"nothing can go on, and these wait: {string.Join(", ", _operations.Where(operation => !operation.Task.IsCompleted).Select(operation => operation.Name))}");
            }
        }
    }

    private void StartAny()
    {
        switch (_random.Number(8))
        {
            case 0:
                Start("reset", ResetAsync);
                break;
            case 1:
                Start("save", SaveAsync);
                break;
            case 2 when _saved is not null:
                Start("restore", RestoreAsync);
                break;
            case 3:
                Start("wait", _world.WhenIdleAsync);
                break;
            case 4 or 5 or 6:
                var span = TimeSpan.FromMilliseconds(_random.Number(1, 4) * 500);
                Start($"advance {span}", () => AdvanceAsync(span));
                break;
            default:
                Do("create", Create);
                _operations.Add(("create", Task.CompletedTask));
                break;
        }
    }

    private void Start(string name, Func<Task> operation) => Do(name, () => _operations.Add((name, operation())));

    private void Do(string name, Action step)
    {
        _trace.Add(name);
        step();
    }

    private void Create()
    {
        var request = new CustomerFaker(_random.Int()).Person(_world.PartnerId);
        var startStory = services.GetRequiredService<IStoryStarter>().Prepare(_world, NoBody, new HeaderDictionary());
        var (id, epoch) = _world.RunForPartner(() =>
        {
            var customer = _world.Customers.Create(request);
            startStory(_world, customer.Id);
            return (customer.Id, _world.EpochNumber);
        });
        _createdIn[id] = epoch;

        // After a reset, identifiers repeat.
        _gone.Remove(id);
    }

    // The world may be behind again when this continues, so what the advance promises is asked of customers that existed before it.
    private async Task AdvanceAsync(TimeSpan by)
    {
        ScheduledTime.EndSlices(_random);
        var (epoch, customers) = (_world.EpochNumber, Customers());
        var advance = await _world.Advancing.RunAsync(new AdvanceTarget { By = by }, CancellationToken.None);
        if (advance?.End is AdvanceEnd.Arrived && epoch == _world.EpochNumber && by >= TimeSpan.FromSeconds(1))
        {
            foreach (var customerId in customers.Where(customerId => !_failures.Keys.Any(failed => failed.CustomerId == customerId)))
            {
                Assert.All(EventNames, name => Assert.True(TakenOf(customerId, name).Any(), $"the advance is done, and {name} of {customerId} has no answer"));
            }
        }
    }

    private async Task ResetAsync() => Begun((await _world.Lifecycle.ResetAsync(KeepOnReset.Registrations)).Epoch, []);

    private async Task SaveAsync()
    {
        var saved = await _world.Lifecycle.SaveAsync(CancellationToken.None);
        (_saved, _savedCustomers) = (saved, Customers());
        if (saved.Epoch != _world.EpochNumber || !_world.Lifecycle.Save().Agenda.SequenceEqual(saved.Agenda))
        {
            // Since the save, the world has changed; its customers cannot be asked for any more.
            _saved = null;
        }
    }

    private async Task RestoreAsync()
    {
        var (snapshot, customers) = (_saved!, _savedCustomers);
        Begun((await _world.Lifecycle.RestoreAsync(snapshot)).Epoch, customers);
    }

    // After a later beginning, that one decides.
    private void Begun(int epoch, HashSet<Guid> restored)
    {
        if (epoch == _world.EpochNumber)
        {
            _gone.Clear();
            _gone.UnionWith(_createdIn.Where(created => created.Value < epoch && !restored.Contains(created.Key)).Select(created => created.Key));
            Assert.DoesNotContain(callbacks.Calls, call => _gone.Contains(call.CustomerId));
        }
    }

    private void CallBegins(ScheduledCall call)
    {
        call.Epoch = _world.EpochNumber;
        Assert.False(_gone.Contains(call.CustomerId), $"{call.EventName} of {call.CustomerId} is sent after its epoch has ended");
    }

    private void Answer(ScheduledCall call)
    {
        var key = (call.CustomerId, call.EventName);
        var fails = _random.Number(5) is 0 && _failures.GetValueOrDefault(key) < MostFailures;
        Do($"answer {call.EventName} of {call.CustomerId} with {(fails ? 500 : 200)}", () =>
        {
            if (fails)
            {
                _failures[key] = _failures.GetValueOrDefault(key) + 1;
            }
            else
            {
                _taken.Add(call);
            }

            callbacks.Answer(call, fails ? HttpStatusCode.InternalServerError : HttpStatusCode.OK);
        });
    }

    private void CheckDeliveries()
    {
        Assert.Empty(_world.Work.SelectMany(work => work.UnderWay));
        foreach (var customerId in Customers())
        {
            var customer = _world.Customers.Find(customerId)!;
            Assert.Equal((ScanStatus.Clear, ScanStatus.Clear), (customer.Ofac, customer.PepScan));
            foreach (var name in EventNames)
            {
                Assert.True(TakenOf(customerId, name).Any(), $"{name} of {customerId} is lost");
                Assert.True(TakenOf(customerId, name).Count(call => call.Epoch == _world.EpochNumber) <= 1, $"{name} of {customerId} is doubled");
            }
        }
    }

    private IEnumerable<ScheduledCall> TakenOf(Guid customerId, string eventName) => _taken.Where(call => call.CustomerId == customerId && call.EventName == eventName);

    private HashSet<Guid> Customers() => [.. _world.Customers.IdsFrom(0)];

    private void Register()
    {
        foreach (var name in EventNames)
        {
            _world.RunForPartner(() => _world.Registrations.Create(new CreateRegistrationRequest
            {
                PartnerId = _world.PartnerId,
                EventName = name,
                CallbackUrl = new Uri("http://partner.test/hooks"),
                Type = RegistrationType.Push,
            }));
        }
    }
}
