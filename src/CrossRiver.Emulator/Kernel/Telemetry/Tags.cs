namespace CrossRiver.Emulator.Kernel.Telemetry;

/// <summary>Provides the tags of spans and measurements. Names without our prefix are OpenTelemetry's.</summary>
internal static class Tags
{
    public const string PartnerId = "crossriver.partner_id";
    public const string CustomerId = "crossriver.customer_id";
    public const string RequestId = "crossriver.request_id";
    public const string Scenario = "crossriver.scenario";
    public const string Step = "crossriver.step";
    public const string EventName = "crossriver.event.name";
    public const string EventId = "crossriver.event.id";
    public const string Attempt = "crossriver.attempt.number";
    public const string Outcome = "crossriver.attempt.outcome";

    public const string ErrorType = "error.type";
    public const string Method = "http.request.method";
    public const string Resends = "http.request.resend_count";
    public const string StatusCode = "http.response.status_code";
    public const string Route = "http.route";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";
    public const string Url = "url.full";
    public const string UrlPath = "url.path";
    public const string UrlScheme = "url.scheme";
}
