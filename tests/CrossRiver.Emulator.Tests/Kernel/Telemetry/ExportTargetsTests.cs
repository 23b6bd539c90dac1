using CrossRiver.Emulator.Kernel.Telemetry.Export;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

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

    [Theory]
    [InlineData("TRACES")]
    [InlineData("METRICS")]
    [InlineData("LOGS")]
    public void A_kind_can_be_the_only_one(string kind)
    {
        var targets = Read(($"OTEL_EXPORTER_OTLP_{kind}_ENDPOINT", "http://collector:4318"), ($"OTEL_EXPORTER_OTLP_{kind}_PROTOCOL", "http/protobuf"));

        var expected = new ExportTarget(Collector, false, null, null, false);
        Assert.True(targets.Any);
        Assert.Equal(
            new ExportTargets(kind is "TRACES" ? expected : null, kind is "METRICS" ? expected : null, kind is "LOGS" ? expected : null),
            targets);
        Assert.False(Read(($"OTEL_EXPORTER_OTLP_{kind}_ENDPOINT", "http://collector:4318"), ($"OTEL_{kind}_EXPORTER", "NONE")).Any);
    }

    [Theory]
    [InlineData("true", false)]
    [InlineData("TRUE", false)]
    [InlineData("false", true)]
    [InlineData("", true)]
    public void All_can_be_switched_off(string isDisabled, bool any) =>
        Assert.Equal(any, Read(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318"), ("OTEL_SDK_DISABLED", isDisabled)).Any);

    [Fact]
    public void Without_an_endpoint_nothing_is_exported()
    {
        Assert.Equal(new ExportTargets(null, null, null), Read(("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")));
        Assert.Equal(new ExportTargets(null, null, null), Read(("OTEL_EXPORTER_OTLP_ENDPOINT", " ")));
    }

    [Theory]
    [InlineData("ENDPOINT", "collector:4318", "is not an http or https URL")]
    [InlineData("ENDPOINT", "/collector", "is not an http or https URL")]
    [InlineData("ENDPOINT", "ftp://collector", "is not an http or https URL")]
    [InlineData("PROTOCOL", "http/json", "is neither grpc nor http/protobuf")]
    [InlineData("TIMEOUT", "0", "is not a number of milliseconds")]
    [InlineData("TIMEOUT", "-1", "is not a number of milliseconds")]
    [InlineData("TIMEOUT", "soon", "is not a number of milliseconds")]
    [InlineData("COMPRESSION", "zip", "is neither gzip nor none")]
    public void A_value_that_cannot_be_is_refused_with_its_variable(string name, string value, string fault)
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => Read(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318"), ($"OTEL_EXPORTER_OTLP_TRACES_{name}", value)));

        Assert.Equal($"OTEL_EXPORTER_OTLP_TRACES_{name}: '{value}' {fault}", refusal.Message);
    }

    [Fact]
    public void Values_for_all_kinds_are_taken_where_one_has_none_of_its_own()
    {
        var target = Read(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", " https://collector:4318/base "),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_EXPORTER_OTLP_HEADERS", "key=all"),
            ("OTEL_EXPORTER_OTLP_TIMEOUT", "1"),
            ("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip"),
            ("OTEL_EXPORTER_OTLP_TRACES_COMPRESSION", "none")).Metrics;

        Assert.Equal(new ExportTarget(new Uri("https://collector:4318/base/v1/metrics"), false, "key=all", TimeSpan.FromMilliseconds(1), true), target);
    }

    private static ExportTargets Read(params IEnumerable<(string Name, string Value)> variables) => ExportTargets.Read(
        new ConfigurationBuilder().AddInMemoryCollection(variables.Select(variable => KeyValuePair.Create(variable.Name, (string?)variable.Value))).Build());
}
