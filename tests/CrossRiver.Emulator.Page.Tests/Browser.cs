using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(CrossRiver.Emulator.Page.Browser))]

namespace CrossRiver.Emulator.Page;

/// <summary>Debian's Chromium, started once for all tests. Without it, they are skipped and say so.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Missing = "Chromium is not installed: apt-get install chromium, or name another by CHROMIUM.";

    private static readonly string? Program =
        new[] { Environment.GetEnvironmentVariable("CHROMIUM"), "/usr/bin/chromium", "/usr/bin/google-chrome" }.FirstOrDefault(path => path is not null && File.Exists(path));

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Program is not null)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program, Args = ["--no-sandbox", "--disable-gpu"] });
        }
    }

    /// <summary>Opens a window of its own, with its own storage.</summary>
    /// <param name="address">Where the emulator listens.</param>
    public async Task<IPage> OpenAsync(Uri address, bool withScript = true, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        Assert.SkipWhen(_browser is null, Missing);
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
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
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
