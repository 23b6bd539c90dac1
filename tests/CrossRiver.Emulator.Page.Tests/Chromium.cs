using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(CrossRiver.Emulator.Page.Chromium))]

namespace CrossRiver.Emulator.Page;

/// <summary>Debian's browser, started once, with the first test that opens it. Without it, they are skipped and say so.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private const string Missing = "Chromium is not installed: apt-get install chromium, or name another by CHROMIUM.";

    private static readonly string? Program =
        new[] { Environment.GetEnvironmentVariable("CHROMIUM"), "/usr/bin/chromium", "/usr/bin/google-chrome" }.FirstOrDefault(path => path is not null && File.Exists(path));

    private readonly Lazy<Task<(IPlaywright Driver, IBrowser Program)>> _started = new(StartAsync);

    /// <summary>Opens a window of its own, with its own storage.</summary>
    /// <param name="address">Where the emulator listens.</param>
    public async Task<IPage> OpenAsync(Uri address, bool withScript = true, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        Assert.SkipWhen(Program is null, Missing);
        var (_, browser) = await _started.Value;
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            JavaScriptEnabled = withScript,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-GB",
            TimezoneId = "Europe/London",
        });
        context.SetDefaultTimeout(15_000);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_started.IsValueCreated)
        {
            var (driver, browser) = await _started.Value;
            await browser.DisposeAsync();
            driver.Dispose();
        }
    }

    private static async Task<(IPlaywright Driver, IBrowser Program)> StartAsync()
    {
        var driver = await Playwright.CreateAsync();
        return (driver, await driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program, Args = ["--no-sandbox", "--disable-gpu"] }));
    }
}
