using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace CrossRiver.Emulator.Fixtures;

/// <summary>An emulator in the test process, on a free port of a real server. It starts when it is first used.</summary>
public class RunningEmulator : IAsyncDisposable
{
    private readonly Lock _starting = new();
    private WebApplication? _app;

    /// <summary>Changes settings before the start.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    public IServiceProvider Services => App.Services;

    /// <summary>The clock the emulator runs on; the machine's unless a test has one of its own.</summary>
    protected virtual TimeProvider Machine => TimeProvider.System;

    /// <summary>Changes the emulator before it is built.</summary>
    public Action<WebApplicationBuilder> Configure { get; init; } = _ => { };

    private WebApplication App
    {
        get
        {
            lock (_starting)
            {
                return _app ??= Start();
            }
        }
    }

    /// <summary>A partner nobody has heard of, with a world of its own.</summary>
    public Partner NewPartner() => NewPartner(new Guid(RandomNumberGenerator.GetBytes(16)));

    /// <summary>A partner of an identifier that the test chooses.</summary>
    public Partner NewPartner(Guid partnerId) => new(partnerId, new HttpClient { BaseAddress = Url("http"), Timeout = Partner.Patience + Partner.Patience });

    /// <summary>Where it listens.</summary>
    public Uri Url(string scheme) => App.Urls.Select(url => new Uri(url)).Single(url => url.Scheme == scheme);

    public async ValueTask DisposeAsync()
    {
        if (_app is { } app)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    private WebApplication Start()
    {
        var app = EmulatorApplication.Create([], builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Configuration["Logging:LogLevel:Default"] = "Error";

            // Each watch takes one of the few that the system gives a user.
            builder.Configuration["Emulator:Scenarios:Watch"] = "false";

            // A test may let days pass between two calls.
            builder.Configuration["Emulator:Worlds:AbandonedAfter"] = "0s";
            builder.Configuration.AddInMemoryCollection(Settings);
            builder.Services.AddSingleton(Machine);
            Configure(builder);
        });
        app.Start();

        return app;
    }
}

/// <summary>An emulator whose time stands still until the test moves it.</summary>
public sealed class StandingEmulator : RunningEmulator
{
    /// <summary>The clock, at first at the moment of the tutorial.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2021, 11, 22, 15, 49, 58, 843, TimeSpan.Zero));

    protected override TimeProvider Machine => Clock;

    /// <summary>Moves the time; when this completes, everything due until then has happened and has its answer.</summary>
    public async Task AdvanceAsync(TimeSpan span, Partner partner)
    {
        Clock.Advance(span);
        await partner.WhenIdleAsync();
    }
}
