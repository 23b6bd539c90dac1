using CrossRiver.Emulator.Modules.Customers.Faking;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator.Settings;

/// <summary>The emulator is started in a folder with the settings files of another program.</summary>
public sealed class SettingsFileTests : IDisposable
{
    private const string Neighbour = """
        {
          // Another program's.
          "Urls": "http://127.0.0.1:5999",
          "http_ports": "5999",
          "AllowedHosts": "neighbour.example",
          "Kestrel": { "Endpoints": { "Http": { "Url": "http://127.0.0.1:5999" } } },
          "OTEL_EXPORTER_OTLP_ENDPOINT": "no URL",
          "Logging": { "LogLevel": { "Default": "Error" } },
          "Emulator": { "Seed": { "Customers": 3 } },
        }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crossriver-emulator-");

    [Theory]
    [InlineData("appsettings.json")]
    [InlineData("appsettings.Staging.json")]
    public async Task Of_a_file_only_the_emulators_own_sections_are_read(string file)
    {
        Write(file, Neighbour);
        await using var app = Create("--urls", "http://127.0.0.1:0", "--environment", "Staging");
        await app.StartAsync(TestContext.Current.CancellationToken);

        using var http = new HttpClient { BaseAddress = new Uri(Assert.Single(app.Urls)) };
        using var health = await http.GetAsync(new Uri("/_emulator/health", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.NotEqual(5999, http.BaseAddress.Port);
        Assert.True(health.IsSuccessStatusCode);
        Assert.Equal(("Error", 3), (app.Configuration["Logging:LogLevel:Default"], CustomersOf(app)));
    }

    [Fact]
    public async Task An_argument_wins_over_a_file()
    {
        Write("appsettings.json", Neighbour);
        await using var app = Create("--seed-customers", "2");

        Assert.Equal(2, CustomersOf(app));
    }

    [Fact]
    public async Task Urls_of_the_command_line_win_over_endpoints_of_the_environment()
    {
        await using var app = Create("--urls", "http://127.0.0.1:0", "--Kestrel:Endpoints:Http:Url=http://127.0.0.1:5998", "--Logging:LogLevel:Default=None");

        await app.StartAsync(TestContext.Current.CancellationToken);

        Assert.DoesNotContain(":5998", Assert.Single(app.Urls), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Urls_that_are_empty_are_as_if_not_given()
    {
        await using var app = Create("--urls=", "--http_ports=");

        Assert.Equal("http://localhost:5080", app.Configuration["urls"]);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static int CustomersOf(WebApplication app) => app.Services.GetRequiredService<IOptions<SeedOptions>>().Value.Customers;

    private WebApplication Create(params IEnumerable<string> arguments) => EmulatorApplication.Create(["--contentRoot", _folder.FullName, .. arguments]);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);
}
