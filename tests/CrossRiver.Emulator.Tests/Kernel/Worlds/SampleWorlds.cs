using CrossRiver.Emulator.Kernel.Telemetry;
using CrossRiver.Emulator.Kernel.Time;
using CrossRiver.Emulator.Kernel.Worlds.Parts;
using CrossRiver.Emulator.Kernel.Worlds.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CrossRiver.Emulator.Kernel.Worlds;

/// <summary>Worlds without a bank and without HTTP: their agendas have notes, which do what a test says, and a part has attempts under way.</summary>
internal sealed class SampleWorlds : IDisposable
{
    private readonly ServiceProvider _services;

    public SampleWorlds(Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(Log)).AddMetrics().AddOptions();
        services.AddSingleton<Metrics>().AddSingleton<TimeProvider>(Machine).AddWorlds();
        services.AddSingleton<IHostApplicationLifetime>(Lifetime);
        services.AddAgendaEntry<Note>("note", (world, note, dueAt) => note.Run(world, dueAt), (_, note) => note.IsObsolete());
        services.AddWorldPart(new WorldPartType<SampleAttempts, SavedAttempts>
        {
            Name = "attempts",
            IsThereFromBeginning = _ => true,
            Create = (_, _) => new SampleAttempts(),
            Unused = _ => new SavedAttempts(0),
        });
        services.AddWorldPart(new WorldPartType<Bells, SavedAttempts> { Name = "bells", Create = (_, _) => new Bells(), Unused = _ => new SavedAttempts(0) });
        services.AddAgendaEntry<Bells, Ring>("ring", (bells, ring) => bells.Heard.Add(ring.What), (bells, _) => bells.AreSilent);
        services.AddAgendaEntry<Bells, Knock>("knock", (bells, knock) => bells.Heard.Add(knock.What));
        services.Configure<ClockOptions>(clock => (clock.Mode, clock.Start) = (ClockMode.Manual, Start));
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
        Directory = _services.GetRequiredService<WorldDirectory>();
        World = Directory.Open(Id(1));
    }

    /// <summary>The moment at which worlds begin.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public FakeTimeProvider Machine { get; } = new(Start);

    public KeptLines Log { get; } = new();

    public Host Lifetime { get; } = new();

    public WorldDirectory Directory { get; }

    /// <summary>The world of partner 1.</summary>
    public World World { get; }

    public SampleAttempts Attempts => World.Part<SampleAttempts>();

    /// <summary>What the notes have written, in order.</summary>
    public List<string> Done { get; } = [];

    public T Service<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public IHostedService Hosted<T>() => _services.GetServices<IHostedService>().Single(service => service is T);

    public static Guid Id(byte number) => new(number, 0, 0, new byte[8]);

    /// <summary>Books a note so many seconds after the beginning.</summary>
    public Note Book(double seconds, string text, Guid? customer = null, Guid? ofEvent = null, Action? then = null)
    {
        var note = new Note(text)
        {
            Customer = customer,
            Event = ofEvent,
            Then = dueAt =>
            {
                Done.Add(FormattableString.Invariant($"{text} at {(dueAt - Start).TotalSeconds}"));
                then?.Invoke();
            },
        };
        World.RunLocked(() =>
        {
            World.Agenda.Book(Start.AddSeconds(seconds), note);
            return true;
        });
        return note;
    }

    /// <summary>Counts an attempt as started; the world is not idle until it has ended.</summary>
    public void Begin() => World.RunLocked(() => World.Lock.InFlight++);

    public void End() => World.RunLocked(() =>
    {
        World.Lock.InFlight--;
        World.Agenda.GoOn();
        return true;
    });

    public void Dispose()
    {
        _services.Dispose();
        Lifetime.Dispose();
    }

    internal sealed record Note(string Text) : AgendaEntry
    {
        public override string What => Text;

        public override bool AwaitsPerson => Text.StartsWith("hold", StringComparison.Ordinal);

        public override Guid? OfCustomer => Customer;

        public override Guid? OfEvent => Event;

        public Guid? Customer { get; init; }

        public Guid? Event { get; init; }

        public Action<DateTimeOffset> Then { get; init; } = _ => { };

        public bool Obsolete { get; set; }

        public void Run(World world, DateTimeOffset dueAt) => Then(dueAt);

        public bool IsObsolete() => Obsolete;
    }

    internal sealed record Ring : AgendaEntry
    {
        public override string What => "ring";
    }

    internal sealed record Knock : AgendaEntry
    {
        public override string What => "knock";
    }

    /// <summary>A part that is created when its first entry runs.</summary>
    internal sealed class Bells : IWorldPart<SavedAttempts>
    {
        public List<string> Heard { get; } = [];

        public bool AreSilent { get; set; }

        public int Clear(ResetOptions reset) => 0;

        public SavedAttempts Save() => new(0);

        public void Load(SavedAttempts saved)
        {
        }
    }

    internal sealed record SavedAttempts(int Count);

    internal sealed class SampleAttempts : IWorldPart<SavedAttempts>, IWorkUnderWay
    {
        public bool IsAwaited { get; set; }

        public bool IsCongested { get; set; }

        public int Count { get; set; }

        public Dictionary<Guid, Guid> Customers { get; } = [];

        public IWorkUnderWay Work => this;

        public IEnumerable<ScheduledWork> UnderWay => Enumerable.Range(0, Count).Select(number => new ScheduledWork($"attempt {number}"));

        public IEnumerable<Action<ILogger>> Undone => Enumerable.Range(0, Count).Select(number => (Action<ILogger>)(log => log.Log(LogLevel.Warning, default, $"attempt {number}", exception: null, (text, _) => text)));

        /// <summary>Gets the options of the last clearing, or null.</summary>
        public ResetOptions? Cleared { get; private set; }

        public int Clear(ResetOptions reset) => (Count, Count = 0, Cleared = reset).Item1;

        public SavedAttempts Save() => new(Count);

        public void Load(SavedAttempts saved) => Count = saved.Count;

        public bool Has(Guid resourceId) => Customers.ContainsKey(resourceId);

        public Guid? FindCustomer(Guid eventId) => Customers.TryGetValue(eventId, out var customer) ? customer : null;
    }

    internal sealed class Host : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => _stopping.Cancel();

        public void Dispose() => _stopping.Dispose();
    }
}
