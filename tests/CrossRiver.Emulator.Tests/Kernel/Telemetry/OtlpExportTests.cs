using System.Diagnostics;
using CrossRiver.Emulator.Kernel.Telemetry.Export;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Trace;

namespace CrossRiver.Emulator.Kernel.Telemetry;

/// <summary>What an emulator asks of OpenTelemetry, without an export.</summary>
public sealed class OtlpExportTests
{
    [Theory]
    [InlineData(true, false, null, OtlpExportProtocol.Grpc, OtlpExportCompression.None, 10_000)]
    [InlineData(false, true, 250, OtlpExportProtocol.HttpProtobuf, OtlpExportCompression.GZip, 250)]
    public void Each_kind_of_signal_goes_to_its_target_as_that_says(bool isGrpc, bool isCompressed, int? timeout, OtlpExportProtocol protocol, OtlpExportCompression compression, int milliseconds)
    {
        var target = new ExportTarget(new Uri("http://localhost:4317/x"), isGrpc, "a=b", timeout is { } span ? TimeSpan.FromMilliseconds(span) : null, isCompressed);
        var services = Services(new ExportTargets(null, target, target));

        foreach (var name in new[] { "Metrics", "Logs" })
        {
            var exporter = services.GetRequiredService<IOptionsMonitor<OtlpExporterOptions>>().Get(name);
            Assert.Equal((target.Endpoint, "a=b", protocol, compression, milliseconds), (exporter.Endpoint, exporter.Headers, exporter.Protocol, exporter.Compression, exporter.TimeoutMilliseconds));
        }

        Assert.True(services.GetRequiredService<IOptions<OpenTelemetryLoggerOptions>>().Value.IncludeFormattedMessage);
        Assert.Equal(
            ["CrossRiver.Emulator", "Microsoft.AspNetCore.Hosting"],
            services.GetRequiredService<IOptions<MetricsOptions>>().Value.Rules.Where(rule => rule.ListenerName is "OpenTelemetry").Select(rule => rule.MeterName));
    }

    [Fact]
    public void The_export_is_the_first_service_to_start_and_so_the_last_to_stop()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddHostedService<Other>();

        OtlpExport.Add(builder, new ExportTargets(null, null, null));

        Assert.Equal(typeof(ExportLifetime), builder.Services.First(service => service.ServiceType == typeof(IHostedService)).ImplementationType);
    }

    [Fact]
    public async Task The_export_ends_once_with_the_emulator_and_gets_half_a_second()
    {
        using var stops = new Stops();
        using var traces = Sdk.CreateTracerProviderBuilder().AddProcessor(stops).Build();
        var lifetime = new ExportLifetime(traces);
        await lifetime.StartAsync(TestContext.Current.CancellationToken);
        Assert.Empty(stops.Patience);

        await lifetime.StopAsync(TestContext.Current.CancellationToken);
        lifetime.Dispose();

        Assert.InRange(Assert.Single(stops.Patience), 1, 500);
    }

    [Fact]
    public void The_export_ends_after_a_failed_start()
    {
        using var stops = new Stops();
        using var traces = Sdk.CreateTracerProviderBuilder().AddProcessor(stops).Build();

        new ExportLifetime(traces).Dispose();

        Assert.Single(stops.Patience);
    }

    private static ServiceProvider Services(ExportTargets targets)
    {
        var builder = WebApplication.CreateSlimBuilder();
        OtlpExport.Add(builder, targets);
        return builder.Services.BuildServiceProvider();
    }

    private sealed class Stops : BaseProcessor<Activity>
    {
        public List<int> Patience { get; } = [];

        protected override bool OnShutdown(int timeoutMilliseconds)
        {
            Patience.Add(timeoutMilliseconds);
            return true;
        }
    }

    private sealed class Other : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;
    }
}
