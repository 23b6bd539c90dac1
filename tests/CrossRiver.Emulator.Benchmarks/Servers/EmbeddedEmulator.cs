using CrossRiver.Emulator.Kernel.Worlds;

namespace CrossRiver.Emulator.Benchmarks.Servers;

/// <summary>An emulator in this process, so that what it keeps can be weighed to the byte.</summary>
internal sealed class EmbeddedEmulator : IAsyncDisposable
{
    private const int CreatesAtOnce = 8;

    private readonly WebApplication _app;

    private EmbeddedEmulator(WebApplication app) => _app = app;

    /// <summary>Where it listens; ends in a slash.</summary>
    public Uri Address => new($"{_app.Urls.Single()}/");

    public WorldDirectory Worlds => _app.Services.GetRequiredService<WorldDirectory>();

    /// <summary>The memory that is in use in this process, in bytes, when everything that nobody needs was given back.</summary>
    public static long Weigh()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    /// <summary>Starts one.</summary>
    /// <param name="settings">Its settings; what is not among them has its default.</param>
    public static async Task<EmbeddedEmulator> StartAsync(params (string Key, string Value)[] settings)
    {
        var app = EmulatorApplication.CreateEmbedded(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        await app.StartAsync();
        return new EmbeddedEmulator(app);
    }

    /// <summary>Onboards one customer for each of some partners, and lets their stories come to their ends.</summary>
    /// <param name="partners">The partners; one that is named more than once has as many customers.</param>
    /// <param name="firstNumber">The first customer's number; the others follow.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    public async Task OnboardAsync(IReadOnlyList<Guid> partners, int firstNumber, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = Address };
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = CreatesAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, partners.Count), parallel, async (index, stop) =>
        {
            using var content = CreateBody.Of(firstNumber + index, partners[index]);
            using var response = await http.PostAsync(Partner.CustomersPath, content, stop);
            response.EnsureSuccessStatusCode();
        });
        await Task.WhenAll(partners.Distinct().Select(partner => Worlds.Require(partner).Time.WhenIdleAsync(DueTimes.Whole, cancellationToken)));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
