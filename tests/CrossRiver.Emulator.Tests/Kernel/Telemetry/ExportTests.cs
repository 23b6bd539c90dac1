using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using CrossRiver.Emulator.Modules.Customers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Kernel.Telemetry;

/// <summary>When signals leave the process, where to, what is in them, and what that costs.</summary>
[Trait("lane", "slow")]
public sealed class ExportTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crossriver-emulator-");
    private Collector _collector = null!;

    public async ValueTask InitializeAsync() => _collector = await Collector.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _collector.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "")]
    [InlineData("OTEL_SDK_DISABLED", "true")]
    public async Task Without_a_target_no_service_of_OpenTelemetry_is_there(string? name, string? value)
    {
        IServiceCollection services = null!;
        await using var app = EmulatorApplication.Create([], builder =>
        {
            builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] = name is null ? null : _collector.Url.OriginalString;
            builder.Configuration[name ?? "unused"] = value;
            services = builder.Services;
        });

        Assert.DoesNotContain(services, service => $"{service.ServiceType} {service.ImplementationType}".Contains("OpenTelemetry", StringComparison.Ordinal));
        Assert.False(app.Services.GetRequiredService<Metrics>().MeasuresLateness);
    }

    [Fact]
    public async Task Without_a_target_the_program_does_not_even_load_OpenTelemetry()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux shows what a process has loaded.");
        await using var program = Start();
        await OnboardAsync(await program.UrlAsync());

        var loaded = await File.ReadAllTextAsync($"/proc/{program.Id}/maps", TestContext.Current.CancellationToken);

        Assert.Contains("CrossRiver.Emulator.dll", loaded, StringComparison.Ordinal);
        Assert.DoesNotContain("OpenTelemetry", loaded, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_program_sends_all_three_kinds_of_signals_and_says_who_it_is()
    {
        await using var program = Start([.. _collector.Settings.Select(setting => $"--{setting.Key}={setting.Value}")]);
        await OnboardAsync(await program.UrlAsync());

        await _collector.SpansAsync(1, span => span.Name is "step ofac-answer");
        await _collector.UntilAsync(collector => collector.Points, points => points.Any(point => point.Name is "crossriver.events"));
        await _collector.UntilAsync(collector => collector.Points, points => points.Any(point => point.Name is "http.server.request.duration"));

        Assert.Superset(new HashSet<string> { "/v1/traces", "/v1/metrics" }, _collector.Paths.ToHashSet());
        Assert.Equal("crossriver-emulator", _collector.Resource["service.name"]);
        Assert.Matches("^[0-9a-f]{32}$", _collector.Resource["service.instance.id"]);
        Assert.Single(program.Output.Split('\n'));
    }

    [Fact]
    public async Task The_names_that_the_user_gives_win()
    {
        await using var program = Start(
        [
            .. _collector.Settings.Select(setting => $"--{setting.Key}={setting.Value}"),
            "--OTEL_SERVICE_NAME=bank",
            "--OTEL_RESOURCE_ATTRIBUTES=deployment.environment.name=ci",
        ]);
        await OnboardAsync(await program.UrlAsync());

        await _collector.SpansAsync(1, _ => true);

        Assert.Equal("bank", _collector.Resource["service.name"]);
        Assert.Equal("ci", _collector.Resource["deployment.environment.name"]);
    }

    [Theory]
    [InlineData("TRACES", "/v1/traces")]
    [InlineData("METRICS", "/v1/metrics")]
    public async Task A_kind_of_signal_with_a_target_of_its_own_goes_there_alone(string kind, string path)
    {
        await using var emulator = new RunningEmulator
        {
            Settings = new Dictionary<string, string?>(_collector.Settings, StringComparer.Ordinal)
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = null,
                [$"OTEL_EXPORTER_OTLP_{kind}_ENDPOINT"] = $"{_collector.Url.GetLeftPart(UriPartial.Authority)}/own{path}",
            },
        };
        await emulator.NewPartner().OnboardAsync();

        await _collector.UntilAsync<string>(collector => [.. collector.Paths], paths => paths.Count > 0);
        await emulator.DisposeAsync();

        Assert.Equal([$"/own{path}"], _collector.Paths);
    }

    [Fact]
    public async Task Measurements_are_the_emulators_own()
    {
        await using var other = new RunningEmulator();
        await other.NewPartner().OnboardAsync();
        await using var emulator = new RunningEmulator { Settings = _collector.Settings };
        await emulator.NewPartner().OnboardAsync();
        await other.NewPartner().OnboardAsync();

        var points = await _collector.UntilAsync(
            // A collection between two measurements has none.
            collector => [.. collector.Points.Where(point => point is { Name: "http.server.request.duration", Count: > 0 })],
            (IReadOnlyList<CollectedPoint> points) => points.Count > 2);

        Assert.All(points, point => Assert.Equal(("s", 1), (point.Unit, point.Count)));
        Assert.Contains(_collector.Points, point => point is { Name: "crossriver.agenda.entries", Unit: "{entry}" });
    }

    [Fact]
    public async Task A_line_of_the_log_is_sent_with_the_trace_it_belongs_to()
    {
        await using var failing = await WebhookInbox.StartAsync(StatusCodes.Status500InternalServerError);
        await using var emulator = new StandingEmulator
        {
            Settings = new Dictionary<string, string?>(_collector.Settings, StringComparer.Ordinal)
            {
                ["Logging:OpenTelemetry:LogLevel:CrossRiver"] = "Information",
                ["Emulator:Webhooks:RetryWaits"] = "",
            },
        };
        var partner = emulator.NewPartner();
        await partner.RegisterAsync(failing.Url, CustomerEvents.Onboarded);
        await partner.OnboardAsync();
        await emulator.AdvanceAsync(TimeSpan.FromMilliseconds(100), partner);

        var logs = await _collector.UntilAsync(
            collector => [.. collector.Logs.Where(log => log.Text.Contains("is suspended", StringComparison.Ordinal))],
            (IReadOnlyList<CollectedLog> logs) => logs.Count > 0);
        var attempt = Assert.Single(await _collector.SpansAsync(1, span => span.Name.StartsWith("attempt", StringComparison.Ordinal)));

        Assert.Equal(attempt.TraceId, Assert.Single(logs).TraceId);
    }

    [Fact]
    public async Task No_secret_is_in_anything_that_is_sent()
    {
        await using var failing = await WebhookInbox.StartAsync(StatusCodes.Status500InternalServerError);
        await using var emulator = new StandingEmulator
        {
            Settings = new Dictionary<string, string?>(_collector.Settings, StringComparer.Ordinal) { ["Emulator:Webhooks:RetryWaits"] = "" },
        };
        var partner = emulator.NewPartner();
        await partner.RegisterAsync(new Uri($"{failing.Url}?code=callback-secret"), CustomerEvents.Onboarded);
        await partner.OnboardAsync();
        await partner.GetAsync("/core/v1/cm/customers?taxId=119988776");
        await emulator.AdvanceAsync(TimeSpan.FromSeconds(1), partner);

        await _collector.SpansAsync(7, _ => true);
        await _collector.UntilAsync(collector => collector.Points, points => points.Any(point => point.Name is "crossriver.attempts"));

        string[] secrets =
        [
            "hook-password", "hook-user", "callback-secret", "119988776", "Griffin", "cos-signature", "Basic ",
            "Y3Jvc3NyaXZlci1lbXVsYXRvci1zaWduaW5nLXNlY3JldA",
        ];
        Assert.Contains(partner.Id.ToString(), _collector.Everything, StringComparison.Ordinal);
        Assert.Contains("/hooks?*", _collector.Everything, StringComparison.Ordinal);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, _collector.Everything, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http/protobuf")]
    [InlineData("grpc")]
    public async Task A_collector_that_never_answers_delays_the_end_by_half_a_second_at_most(string protocol)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill -INT.");
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var program = Start($"--OTEL_EXPORTER_OTLP_ENDPOINT=http://{silent.LocalEndpoint}", $"--OTEL_EXPORTER_OTLP_PROTOCOL={protocol}");
        await OnboardAsync(await program.UrlAsync());

        var interrupted = Stopwatch.GetTimestamp();
        await program.InterruptAsync();

        Assert.Equal(0, await program.ExitAsync());
        // A busy machine needs its time, too; an end that waited for the collector would take ten seconds.
        Assert.True(Stopwatch.GetElapsedTime(interrupted) < TimeSpan.FromSeconds(8), $"It took {Stopwatch.GetElapsedTime(interrupted)}.");
        Assert.DoesNotContain("   at ", program.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("OTEL", program.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_was_not_sent_yet_is_sent_at_the_end()
    {
        await using var emulator = new RunningEmulator
        {
            Settings = new Dictionary<string, string?>(_collector.Settings, StringComparer.Ordinal) { ["OTEL_BSP_SCHEDULE_DELAY"] = "60000" },
        };
        await emulator.NewPartner().OnboardAsync();

        await emulator.DisposeAsync();

        Assert.Single(_collector.Spans, span => span.Name is "POST /core/v1/cm/customers");
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317", "OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317' is not an http or https URL")]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "nowhere", "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: 'nowhere' is not an http or https URL")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json", "OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' is neither grpc nor http/protobuf")]
    [InlineData("OTEL_EXPORTER_OTLP_TIMEOUT", "soon", "OTEL_EXPORTER_OTLP_TIMEOUT: 'soon' is not a number of milliseconds")]
    public async Task A_wrong_variable_is_told_in_one_line_and_ends_the_program_with_2(string name, string value, string told)
    {
        await using var program = Start("--OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1", $"--{name}={value}");

        Assert.Equal(2, await program.ExitAsync());
        Assert.Equal(told, program.Output);
    }

    private static async Task OnboardAsync(Uri url)
    {
        using var http = new HttpClient { BaseAddress = url };
        using var answer = await http.PostAsJsonAsync("/core/v1/cm/customers", Example.Read("create-personal.request.json"), TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private RunningProgram Start(params IReadOnlyList<string> arguments) =>
        RunningProgram.Start("CrossRiver.Emulator", _folder.FullName, ["--urls", "http://127.0.0.1:0", .. arguments]);
}
