using System.Collections.Concurrent;
using CrossRiver.Emulator.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrossRiver.Emulator.Aspire;

/// <summary>The sample AppHost without its dashboard: the emulator and the sample partner as processes. It has a second partner, for the commands, and a state file.</summary>
public sealed class RunningAppHost : IAsyncLifetime
{
    public const string Bank = "bank";
    public const string App = "partner-app";
    public const string Onboarding = "onboarding";
    public const string Commanded = "commanded";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crossriver-emulator-");
    private readonly KeptLines _lines = new();
    private DistributedApplication? _application;

    /// <summary>The AppHost that runs.</summary>
    public DistributedApplication Application => _application!;

    /// <summary>Everything that the AppHost and its resources have printed so far.</summary>
    public string Output => string.Join('\n', _lines.All);

    public async ValueTask InitializeAsync() => _application = await StartAsync([], _lines, bank =>
    {
        bank.AddPartner(Commanded);
        bank.WithState(Path.Combine(_folder.FullName, "bank.json"));
    });

    public async ValueTask DisposeAsync()
    {
        if (_application is { } application)
        {
            await application.DisposeAsync();
        }

        _lines.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>Starts the sample AppHost. The app has its registrations when this completes.</summary>
    internal static async Task<DistributedApplication> StartAsync(string[] arguments, ILoggerProvider log, Action<IResourceBuilder<CrossRiverEmulatorResource>>? configure = null)
    {
        var stop = TestContext.Current.CancellationToken;
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(arguments, stop);
        builder.Services.AddLogging(logging => logging.ClearProviders().AddProvider(log));
        configure?.Invoke(builder.CreateResourceBuilder(builder.Resources.OfType<CrossRiverPartnerResource>().Single().Emulator));
        var application = await builder.BuildAsync(stop);
        try
        {
            await application.StartAsync(stop);
            await application.ResourceNotifications.WaitForResourceHealthyAsync(App, WaitBehavior.StopOnResourceUnavailable, stop).WaitAsync(Patience, stop);
            return application;
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    /// <summary>The partner of the model.</summary>
    public CrossRiverPartnerResource Partner(string name) =>
        Application.Services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<CrossRiverPartnerResource>().Single(partner => partner.Name == name);

    /// <summary>Connects to the emulator as a test does.</summary>
    public Task<EmulatorServer> ConnectAsync() => EmulatorServer.ConnectAsync(Application.GetEndpoint(Bank), cancellationToken: TestContext.Current.CancellationToken);
}

/// <summary>Keeps the lines of a log.</summary>
internal sealed class KeptLines : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> All => _lines;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
