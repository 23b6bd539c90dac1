using System.Text;
using BenchmarkDotNet.Attributes;
using CrossRiver.Emulator.Benchmarks.Curves;
using CrossRiver.Emulator.Benchmarks.Measurements;
using CrossRiver.Emulator.Benchmarks.Servers;
using CrossRiver.Emulator.Kernel.Randomness;
using CrossRiver.Emulator.Kernel.Time;
using CrossRiver.Emulator.Kernel.Worlds;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Customers.Faking;
using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Modules.Webhooks.Sending;
using CrossRiver.Emulator.Scenarios.Playing;

namespace CrossRiver.Emulator.Benchmarks.Micro;

/// <summary>The functions that every customer passes, one by one.</summary>
[MemoryDiagnoser]
public class HotPaths : IDisposable
{
    private const int Entries = 1_000_000;

    private const int Customers = 100_000;

    private const int PageSize = 50;

    private readonly byte[] _body = Encoding.UTF8.GetBytes(CreateBody.Template);
    private readonly SigningSecret _secret = SigningSecret.Parse("Y3Jvc3NyaXZlci1lbXVsYXRvci1zaWduaW5nLXNlY3JldA==")!;
    private readonly EmulatorClock _clock;
    private readonly Agenda _agenda = Agendas.Standing(out _);
    private readonly RaisedChanges _customers;
    private readonly EventMaker _events;
    private readonly ChoosingMeasurement.Choice _choice = ChoosingMeasurement.AmongShipped();

    public HotPaths()
    {
        _clock = new EmulatorClock(TimeProvider.System);
        var random = new KeyedRandom(seed: 1, Partner.Usual);
        _events = new EventMaker(Partner.Usual, _clock, random, new WorldLock());
        _customers = new RaisedChanges(_clock, random);
    }

    [GlobalSetup]
    public void Fill()
    {
        foreach (var make in Seeding.Invent(Partner.Usual, Customers, seed: 1))
        {
            make(_customers);
        }

        Agendas.Fill(_agenda, _clock, Entries);
    }

    [Benchmark(Description = "choosing a scenario")]
    public object ChooseScenario() => _choice.Choose();

    [Benchmark(Description = "making an event")]
    public object MakeEvent() => _events.Of((_customers.Newest! with { EventName = CustomerEvents.Onboarded }).EventAt(_clock.Now)!);

    [Benchmark(Description = "signing a body")]
    public string Sign() => _secret.Sign(_body, DateTimeOffset.UnixEpoch);

    [Benchmark(Description = "agenda of 1,000,000 entries: booking one and taking it")]
    public bool BookAndTake()
    {
        _agenda.Book(DateTimeOffset.UnixEpoch, new StepEntry(Guid.Empty, Lane: 0, Ticket: 0));
        return _agenda.TryTakeDue(out _);
    }

    [Benchmark(Description = "store of 100,000 customers: its last page")]
    public int ListLastPage() => _customers.IdsFrom(Customers - PageSize).Take(PageSize).Select(_customers.Find).Count();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _agenda.Dispose();
        }
    }

    private sealed class RaisedChanges(EmulatorClock clock, KeyedRandom random) : CustomerStore(Partner.Usual, clock, random)
    {
        public CustomerChange? Newest { get; private set; }

        protected override void Raise(CustomerChange change) => Newest = change;
    }
}
