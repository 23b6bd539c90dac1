using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using CrossRiver.Emulator.Kernel.Events;
using CrossRiver.Emulator.Kernel.Journal;
using CrossRiver.Emulator.Kernel.Telemetry;
using CrossRiver.Emulator.Kernel.Text;
using CrossRiver.Emulator.Kernel.Time;
using CrossRiver.Emulator.Kernel.Worlds;
using CrossRiver.Emulator.Kernel.Worlds.Running;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Modules.Webhooks.Sending;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Settings;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CrossRiver.Emulator.Modules.Webhooks.Delivering;

/// <summary>A partner's world with the bank's webhooks and nothing else: the events, their plans, the receiver and the workers are the test's.</summary>
internal sealed class WebhookWorld : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private int _happened;

    public WebhookWorld(params (string Setting, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(Log).SetMinimumLevel(LogLevel.Debug)).AddMetrics().AddOptions();
        services.AddSingleton<Metrics>().AddSingleton(_ => new Tracing(isExported: true)).AddSingleton<TimeProvider>(Machine);
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Setting, (string?)one.Value))).Build());
        services.AddRootSettings();
        services.AddSingleton(new ModuleCatalog([new Sample(), new WebhooksModule()], services));
        services.AddWorlds();
        services.AddSingleton<IDeliveryPlanner>(new Planner(this)).AddSingleton<IBackgroundJobClient>(Workers);
        services.AddSingleton(new DeliveryObserver
        {
            Published = (_, id) => Observed.Add($"published {NameOf(id)}"),
            FirstAttemptStarted = (_, id) => Observed.Add($"started {NameOf(id)}"),
            Acknowledged = (_, id) => Observed.Add($"acknowledged {NameOf(id)}"),
            Struck = (_, rule) => Observed.Add($"struck {rule}"),
        });
        services.AddSingleton<CallbackHandler>(() => Receiver).AddSingleton<HostResolver>(host => Resolve(host));
        services.Configure<ClockOptions>(clock => (clock.Mode, clock.Start) = (ClockMode.Manual, Start));
        _services = services.BuildServiceProvider();
        Directory = _services.GetRequiredService<WorldDirectory>();
        Workers.Worlds = Directory;
        World = Directory.Open(PartnerId);
    }

    public static Guid PartnerId { get; } = Id(1);

    /// <summary>The moment at which the world begins.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public FakeTimeProvider Machine { get; } = new(Start.AddHours(1));

    public KeptLines Log { get; } = new();

    public SampleReceiver Receiver { get; } = new();

    public SampleWorkers Workers { get; } = new();

    public IServiceProvider Services => _services;

    public WorldDirectory Directory { get; }

    public World World { get; }

    public Deliveries Deliveries => World.Deliveries;

    /// <summary>What the observers of deliveries were told, in order.</summary>
    public List<string> Observed { get; } = [];

    /// <summary>Plans the events that happen next.</summary>
    public Func<DomainEvent, DeliveryPlan?> Plan { get; set; } = _ => null;

    public Func<string, IPAddress[]> Resolve { get; set; } = _ => throw new SocketException((int)SocketError.HostNotFound);

    /// <summary>The deliveries as <c>1: Pending Retrying 2</c>: the event, its status, its state and the number of its attempts.</summary>
    public IEnumerable<string> States => World.AllDeliveries.Select(delivery =>
        $"{NameOf(delivery.Event.Id)}: {delivery.Status} {delivery.State} {delivery.Attempts.Count}");

    /// <summary>The events that the receiver got, in order.</summary>
    public IEnumerable<string> Sent => Receiver.Sent.Select(webhook => NameOf(webhook.Json.GetProperty("id").GetGuid()));

    public static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    public T Service<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Registration Register(string eventName = CustomerEvents.Onboarded, RegistrationType type = RegistrationType.Push, RegistrationFormat format = RegistrationFormat.Basic)
    {
        var registration = World.Register(new CreateRegistrationRequest
        {
            PartnerId = PartnerId,
            EventName = eventName,
            CallbackUrl = type is RegistrationType.Push ? new Uri("http://hooks.example.test/in?key=s3cret") : null,
            AuthUsername = "hook-user",
            AuthPassword = "hook-password",
            Type = type,
            Format = format,
        });
        _names[$"{registration.Id}"] = eventName;
        return registration;
    }

    /// <summary>Lets an event happen to a customer. The events are named 1, 2, 3 in the order in which they happen.</summary>
    public Guid Happen(string eventName = CustomerEvents.Onboarded, int customer = 1)
    {
        var number = ++_happened;
        var about = Id(100 + customer);
        _names[$"{about}"] = $"customer {customer}";
        var happened = new DomainEvent
        {
            Type = new EventType(eventName, ""),
            At = World.Clock.Now,
            About = ResourceKey.OfCustomer(about),
            OrderingKey = $"line {customer}",
            Key = $"key {customer}",
            Version = number,
            Path = $"core/v1/cm/customers/{about}",
            Details = [KeyValuePair.Create("customerId", (string?)$"{about}"), KeyValuePair.Create("clientIdentifier", (string?)null)],
        };
        var id = happened.ChooseId(World.Random);
        _names[$"{id}"] = $"{number}";
        Do(() => World.Events.Publish(happened));
        return id;
    }

    public Delivery Find(Guid eventId) => World.FindDelivery(eventId)!;

    /// <summary>Makes a change while holding the world lock.</summary>
    public void Do(Action change) => World.RunForTester(() =>
    {
        change();
        return true;
    });

    /// <summary>Moves the world's time; when this completes, everything due until then has happened and has its answer.</summary>
    public Task AdvanceAsync(double seconds) => World.Advancing.RunAsync(new AdvanceTarget { By = TimeSpan.FromSeconds(seconds) }, TestContext.Current.CancellationToken);

    /// <summary>The entries of the journal as JSON, with names instead of identifiers.</summary>
    public IEnumerable<string> Journal(params string[] kinds) => World.Journal.Read(0, 1000).Entries.Where(entry => kinds.Contains(entry.Kind, StringComparer.Ordinal)).Select(Print);

    /// <summary>Continues another world from what this one is now.</summary>
    public Task SaveToAsync(WebhookWorld other)
    {
        foreach (var (id, name) in _names)
        {
            other._names[id] = name;
        }

        var json = Service<Kernel.Snapshots.SnapshotJson>().Options;
        var saved = JsonSerializer.Deserialize<Kernel.Snapshots.WorldSnapshot>(JsonSerializer.Serialize(World.Lifecycle.Save(), json), json)!;
        other.Service<Kernel.Snapshots.SnapshotCheck>().Check(saved);
        other._happened = _happened;
        return other.World.Lifecycle.RestoreAsync(saved);
    }

    public string NameOf(Guid id) => _names.GetValueOrDefault($"{id}") ?? "?";

    /// <summary>An entry as JSON without its number and partner, and with its time in seconds of the world.</summary>
    private string Print(JournalEntry entry)
    {
        var json = JsonSerializer.SerializeToNode(entry, entry.GetType(), WireJson.Options)!.AsObject();
        json.Remove("number");
        json.Remove("partnerId");
        json["at"] = (entry.At - Start).TotalSeconds;
        return Named(json.ToJsonString(WireJson.Options));
    }

    /// <summary>Puts names in the place of identifiers, and <c>?</c> where one has no name.</summary>
    public string Named(string text)
    {
        text = _names.Aggregate(text, (named, pair) => named.Replace(pair.Key, pair.Value, StringComparison.Ordinal));
        return System.Text.RegularExpressions.Regex.Replace(text, "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "?", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
    }

    public void Dispose()
    {
        _services.Dispose();
        Receiver.Dispose();
    }

    private sealed class Planner(WebhookWorld bank) : IDeliveryPlanner
    {
        public DeliveryPlan? Plan(World world, DomainEvent happened) => bank.Plan(happened);
    }

    private sealed class Sample : IModule
    {
        public string Name => "sample";

        public void Register(ModuleBuilder module) =>
            module.Events(new[] { CustomerEvents.Onboarded, CustomerEvents.OfacChanged, CustomerEvents.PepScanChanged }.Select(name => new EventType(name, "It has happened.")));
    }

    /// <summary>The partner's receiver, which keeps what it gets and answers 200 unless the test says otherwise.</summary>
    internal sealed class SampleReceiver : HttpMessageHandler
    {
        public List<SentWebhook> Sent { get; } = [];

        /// <summary>The statuses of the next answers.</summary>
        public Queue<int> Answers { get; } = new();

        public Func<SentWebhook, Task<HttpResponseMessage>>? Answer { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            var headers = request.Headers.NonValidated.Concat(request.Content.Headers.NonValidated);
            var webhook = new SentWebhook(request.Method, request.RequestUri!, headers.Select(header => $"{header.Key}: {header.Value}").ToList(), Encoding.UTF8.GetString(body));
            Sent.Add(webhook);
            return Answer is { } answer
                ? await answer(webhook).WaitAsync(cancellationToken)
                : new HttpResponseMessage((HttpStatusCode)(Answers.TryDequeue(out var status) ? status : 200));
        }
    }

    internal sealed record SentWebhook(HttpMethod Method, Uri Url, IReadOnlyList<string> Headers, string Text)
    {
        public JsonElement Json => JsonElement.Parse(Text);
    }

    /// <summary>Workers that start each attempt at once, unless they sleep.</summary>
    internal sealed class SampleWorkers : IBackgroundJobClient
    {
        private bool _areAtWork;

        public Queue<Job> Waiting { get; } = new();

        public WorldDirectory Worlds { get; set; } = null!;

        public bool AreAsleep { get; set; }

        /// <summary>Makes the queue refuse the jobs, as Hangfire does while it ends.</summary>
        public bool Refuses { get; set; }

        public string Create(Job job, IState state)
        {
            if (Refuses)
            {
                throw new BackgroundJobClientException("it ends", new InvalidOperationException());
            }

            Waiting.Enqueue(job);
            if (!AreAsleep)
            {
                Work();
            }

            return "1";
        }

        public bool ChangeState(string jobId, IState state, string expectedState) => throw new NotSupportedException();

        /// <summary>Starts the attempts that wait.</summary>
        public void Work()
        {
            if (_areAtWork)
            {
                return;
            }

            _areAtWork = true;
            while (Waiting.TryDequeue(out var job))
            {
                job.Method.Invoke(new AttemptJob(Worlds), [.. job.Args]);
            }

            _areAtWork = false;
        }
    }
}
