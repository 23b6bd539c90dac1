namespace CrossRiver.Emulator.Kernel.Telemetry.Export;

/// <summary>Represents the targets of each kind of signal. A kind without a target is not exported.</summary>
/// <remarks>
/// Read from OpenTelemetry's variables <c>OTEL_EXPORTER_OTLP_…</c>, for all kinds or for one. This file must not use types of OpenTelemetry,
/// because that would load its assemblies without an export.
/// </remarks>
internal sealed record ExportTargets(ExportTarget? Traces, ExportTarget? Metrics, ExportTarget? Logs)
{
    private const string Prefix = "OTEL_EXPORTER_OTLP_";

    public bool Any => (Traces ?? Metrics ?? Logs) is not null;

    /// <exception cref="OptionsValidationException">A variable has an invalid value.</exception>
    public static ExportTargets Read(IConfiguration configuration) =>
        string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase)
            ? new ExportTargets(null, null, null)
            : new ExportTargets(
                Read(configuration, "TRACES", "v1/traces"), Read(configuration, "METRICS", "v1/metrics"), Read(configuration, "LOGS", "v1/logs"));

    private static ExportTarget? Read(IConfiguration configuration, string kind, string path)
    {
        var own = Find(configuration, $"{kind}_ENDPOINT");
        var endpoint = own ?? Find(configuration, "ENDPOINT");
        if (endpoint is null || string.Equals(configuration[$"OTEL_{kind}_EXPORTER"], "none", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var protocol = Find(configuration, $"{kind}_PROTOCOL") ?? Find(configuration, "PROTOCOL") ?? new Variable("", "grpc");
        var timeout = Find(configuration, $"{kind}_TIMEOUT") ?? Find(configuration, "TIMEOUT");
        var compression = Find(configuration, $"{kind}_COMPRESSION") ?? Find(configuration, "COMPRESSION");
        var isGrpc = protocol.IsFirstOf("grpc", "http/protobuf");
        var url = endpoint.ToUrl();

        return new ExportTarget(
            own is null && !isGrpc ? new Uri($"{url.AbsoluteUri.TrimEnd('/')}/{path}") : url,
            isGrpc,
            (Find(configuration, $"{kind}_HEADERS") ?? Find(configuration, "HEADERS"))?.Value,
            timeout?.ToMilliseconds(),
            compression?.IsFirstOf("gzip", "none") ?? false);
    }

    // An empty variable counts as unset.
    private static Variable? Find(IConfiguration configuration, string name) =>
        configuration[Prefix + name] is { } value && !string.IsNullOrWhiteSpace(value) ? new Variable(Prefix + name, value.Trim()) : null;

    private sealed record Variable(string Name, string Value)
    {
        public Uri ToUrl() =>
            Uri.TryCreate(Value, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
                ? url
                : throw Refusal("is not an http or https URL");

        public TimeSpan ToMilliseconds() =>
            int.TryParse(Value, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds > 0
                ? TimeSpan.FromMilliseconds(milliseconds)
                : throw Refusal("is not a number of milliseconds");

        public bool IsFirstOf(string first, string second) => Value == first || (Value == second ? false : throw Refusal($"is neither {first} nor {second}"));

        private OptionsValidationException Refusal(string fault) => new(nameof(ExportTargets), typeof(ExportTargets), [$"{Name}: '{Value}' {fault}"]);
    }
}

/// <summary>Represents the target of one kind of signal.</summary>
/// <param name="Endpoint">The whole address; for gRPC without a path.</param>
/// <param name="IsGrpc">Whether the protocol is gRPC; otherwise protobuf over HTTP.</param>
/// <param name="Headers">The headers to send, in the form of the variable, or null.</param>
/// <param name="Timeout">The longest time of one export, or null for OpenTelemetry's default.</param>
internal sealed record ExportTarget(Uri Endpoint, bool IsGrpc, string? Headers, TimeSpan? Timeout, bool IsCompressed);
