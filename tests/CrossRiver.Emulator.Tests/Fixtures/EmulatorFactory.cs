using System.Security.Cryptography;
using CrossRiver.Emulator.Worlds;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CrossRiver.Emulator.Fixtures;

/// <summary>An emulator in the test process, on a free port of a real server.</summary>
public class EmulatorFactory : WebApplicationFactory<Program>
{
    public EmulatorFactory() => UseKestrel(0);

    /// <summary>Changes settings before the start.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The clock the emulator runs on; the machine's unless a test has one of its own.</summary>
    protected virtual TimeProvider Machine => TimeProvider.System;

    /// <summary>A partner nobody has heard of, with a world of its own.</summary>
    public Partner NewPartner() => NewPartner(new Guid(RandomNumberGenerator.GetBytes(16)));

    /// <summary>A partner of an identifier that the test chooses.</summary>
    public Partner NewPartner(Guid partnerId)
    {
        StartServer();
        return new Partner(partnerId, CreateClient(), id => Services.GetRequiredService<WorldDirectory>().Open(id));
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (key, value) in Settings)
        {
            builder.UseSetting(key, value);
        }

        builder.UseSetting("Logging:LogLevel:Default", "Error");
        builder.ConfigureServices(services => services.AddSingleton(Machine));
    }
}

/// <summary>An emulator whose time stands still until the test moves it.</summary>
public sealed class StandingEmulator : EmulatorFactory
{
    /// <summary>The clock, at first at the moment of the tutorial.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2021, 11, 22, 15, 49, 58, 843, TimeSpan.Zero));

    protected override TimeProvider Machine => Clock;

    /// <summary>Moves the time; when this completes, everything due until then has happened and has its answer.</summary>
    public async Task AdvanceAsync(TimeSpan span, Partner partner)
    {
        Clock.Advance(span);
        await partner.World.WhenIdleAsync().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }
}
