using CrossRiver.Emulator.Kernel.Telemetry.Export;
using Microsoft.Extensions.Configuration;

namespace CrossRiver.Emulator.Kernel.Telemetry;

public sealed class ExportTargetsTests
{
    private static readonly Uri Collector = new("http://collector:4318");

    [Fact]
    public void One_endpoint_is_for_all_kinds_and_speaks_grpc()
    {
        var targets = Read(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318"));

        Assert.All([targets.Traces, targets.Metrics, targets.Logs], target => Assert.Equal(new ExportTarget(Collector, true, null, null, false), target));
    }

    [Theory]
    [InlineData("http://collector:4318")]
    [InlineData("http://collector:4318/")]
    public void Over_http_each_kind_has_its_path(string endpoint)
    {
        var targets = Read(("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));

        Assert.Equal(
            ["http://collector:4318/v1/traces", "http://collector:4318/v1/metrics", "http://collector:4318/v1/logs"],
            new[] { targets.Traces, targets.Metrics, targets.Logs }.Select(target => target!.Endpoint.AbsoluteUri));
    }

    [Fact]
    public void What_is_said_of_one_kind_wins()
    {
        var targets = Read(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://other"),
            ("OTEL_EXPORTER_OTLP_HEADERS", "key=all"),
            ("OTEL_EXPORTER_OTLP_TIMEOUT", "1000"),
            ("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "http://collector:4318"),
            ("OTEL_EXPORTER_OTLP_LOGS_PROTOCOL", "http/protobuf"),
            ("OTEL_EXPORTER_OTLP_LOGS_HEADERS", "key=logs"),
            ("OTEL_EXPORTER_OTLP_LOGS_TIMEOUT", "250"),
            ("OTEL_EXPORTER_OTLP_LOGS_COMPRESSION", "gzip"));

        Assert.Equal(new ExportTarget(Collector, false, "key=logs", TimeSpan.FromMilliseconds(250), true), targets.Logs);
        Assert.Equal(new ExportTarget(new Uri("http://other"), true, "key=all", TimeSpan.FromSeconds(1), false), targets.Traces);
    }

    [Fact]
    public void One_kind_can_be_left_out()
    {
        var targets = Read(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318"), ("OTEL_METRICS_EXPORTER", "none"));

        Assert.Null(targets.Metrics);
        Assert.NotNull(targets.Traces);
    }

    private static ExportTargets Read(params IEnumerable<(string Name, string Value)> variables) => ExportTargets.Read(
        new ConfigurationBuilder().AddInMemoryCollection(variables.Select(variable => KeyValuePair.Create(variable.Name, (string?)variable.Value))).Build());
}
