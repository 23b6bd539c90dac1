using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using CrossRiver.Emulator.Kernel.Telemetry;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using Microsoft.Extensions.DependencyInjection;
using static CrossRiver.Emulator.Modules.Webhooks.Delivering.SampleEvents;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending;

/// <summary>The span of an attempt, and what is counted of it.</summary>
public sealed class AttemptTelemetryTests : IDisposable
{
    private static readonly ParentSpan Call = new(new ActivityContext(
        ActivityTraceId.CreateFromString("0af7651916cd43dd8448eb211c80319c"), ActivitySpanId.CreateFromString("b7ad6b7169203331"), ActivityTraceFlags.Recorded));

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSingleton<Metrics>().BuildServiceProvider();
    private readonly Tracing _tracing = new(isExported: true);
    private readonly ActivityListener _listener = new() { Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded };
    private readonly MeterListener _meters = new();
    private readonly List<string> _measured = [];
    private readonly List<Activity> _ended = [];
    private readonly AttemptTelemetry _signals;

    public AttemptTelemetryTests()
    {
        _signals = new AttemptTelemetry(_tracing, _services.GetRequiredService<Metrics>());
        _listener.ShouldListenTo = source => ReferenceEquals(source, _tracing.Source);
        _listener.ActivityStopped = _ended.Add;
        ActivitySource.AddActivityListener(_listener);
        var own = _services.GetRequiredService<IMeterFactory>();
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, own))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _meters.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meters.Dispose();
        _tracing.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void An_attempt_is_a_span_below_its_cause_with_the_event_and_the_receiver_but_no_secrets()
    {
        using var span = _signals.Begin(Order())!;
        _signals.End(span, Order(), new AttemptResult("", 200, "", Failure: null, TimeSpan.FromSeconds(2)));

        Assert.Equal(("attempt Core.Customer.Onboarded", ActivityKind.Client, Call.Span.SpanId), (span.DisplayName, span.Kind, span.ParentSpanId));
        Assert.Equal(
            [
                $"crossriver.partner_id={Id(1)}", $"crossriver.customer_id={Id(100)}", "crossriver.event.name=Core.Customer.Onboarded", $"crossriver.event.id={Id(7)}", "crossriver.attempt.number=1",
                "http.request.method=POST", "server.address=hooks.example.test", "server.port=8443", "url.full=https://hooks.example.test:8443/in?*",
                "crossriver.attempt.outcome=succeeded", "http.response.status_code=200",
            ],
            TagsOf(span));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        Assert.Equal([span], _ended);
        Assert.Equal(
            ["crossriver.attempts 1 event.name=Core.Customer.Onboarded attempt.outcome=succeeded", "crossriver.attempt.duration 2 event.name=Core.Customer.Onboarded attempt.outcome=succeeded"],
            _measured);
    }

    [Fact]
    public void A_retry_that_fails_says_how_often_it_was_tried_and_why_it_failed()
    {
        var attempt = new Attempt(1, Now, new AttemptResult("", 500, "", "answered 500", TimeSpan.Zero));
        var order = Order(DeliveryOf(7) with { Attempts = [attempt, attempt] }, "http://hook-user:s3cret@hooks.example.test/in");

        using var span = _signals.Begin(order)!;
        _signals.End(span, order, new AttemptResult("", 503, "", "answered 503", TimeSpan.FromSeconds(1)) { ErrorType = "503" });

        Assert.Equal(
            ["crossriver.attempt.number=3", "http.request.method=POST", "server.address=hooks.example.test", "server.port=80", "url.full=http://hooks.example.test/in", "http.request.resend_count=2", "crossriver.attempt.outcome=failed", "http.response.status_code=503", "error.type=503"],
            TagsOf(span).Skip(4));
        Assert.Equal((ActivityStatusCode.Error, "answered 503"), (span.Status, span.StatusDescription));
        Assert.Equal("crossriver.attempts 1 event.name=Core.Customer.Onboarded attempt.outcome=failed error.type=503", _measured[0]);
    }

    [Fact]
    public void An_attempt_that_is_broken_off_has_no_duration()
    {
        using var span = _signals.Begin(Order())!;
        _signals.End(span, Order(), result: null);

        Assert.Equal("crossriver.attempt.outcome=broken_off", TagsOf(span).Last());
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        Assert.Equal(["crossriver.attempts 1 event.name=Core.Customer.Onboarded attempt.outcome=broken_off"], _measured);
        Assert.Equal([span], _ended);
    }

    [Fact]
    public void An_attempt_whose_cause_is_in_no_trace_is_counted_and_not_traced()
    {
        var order = new AttemptRequest(DeliveryOf(7), Registered, Now, SigningSecret.Parse(Convert.ToBase64String(new byte[32]))!);

        Assert.Null(_signals.Begin(order));
        _signals.End(span: null, order, result: null);

        Assert.Single(_measured);
        Assert.Empty(_ended);
    }

    [Fact]
    public void A_span_that_is_not_recorded_has_no_tags()
    {
        _listener.Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData;

        using var span = _signals.Begin(Order());

        Assert.NotNull(span);
        Assert.Empty(span.TagObjects);
    }

    private static AttemptRequest Order(Delivery? delivery = null, string? url = null)
    {
        var of = delivery ?? DeliveryOf(7);
        return new AttemptRequest(
            of with { Event = of.Event with { Origin = Call } }, url is null ? Registered : Registered with { CallbackUrl = new Uri(url) }, Now, SigningSecret.Parse(Convert.ToBase64String(new byte[32]))!);
    }

    private static IEnumerable<string> TagsOf(Activity span) => span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}");

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => _measured.Add(string.Create(
        CultureInfo.InvariantCulture,
        $"{instrument.Name} {value} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key.Replace("crossriver.", "", StringComparison.Ordinal)}={tag.Value}"))}"));
}
