using System.Net;
using System.Net.Http.Json;
using CrossRiver.Emulator.Modules.Customers;
using Microsoft.AspNetCore.Http;

namespace CrossRiver.Emulator.Kernel.Telemetry;

/// <summary>The spans that a collector gets, and how they hang together.</summary>
public sealed class TracesTests : IAsyncLifetime
{
    private const string CreateSpan = "POST /core/v1/cm/customers";

    private Collector _collector = null!;
    private StandingEmulator _emulator = null!;
    private WebhookInbox _inbox = null!;

    public async ValueTask InitializeAsync()
    {
        _collector = await Collector.StartAsync();
        _emulator = new StandingEmulator { Settings = _collector.Settings };
        _inbox = await WebhookInbox.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _emulator.DisposeAsync();
        await _inbox.DisposeAsync();
        await _collector.DisposeAsync();
    }

    [Fact]
    public async Task A_create_its_steps_and_every_attempt_are_one_trace()
    {
        var answers = new Queue<int>([StatusCodes.Status503ServiceUnavailable]);
        await using var failing = await WebhookInbox.StartAsync(_ => Task.FromResult(answers.TryDequeue(out var status) ? status : StatusCodes.Status200OK));
        var partner = _emulator.NewPartner();
        await partner.RegisterAsync(_inbox.Url, CustomerEvents.Onboarded, CustomerEvents.PepScanChanged);
        await partner.RegisterAsync(failing.Url, CustomerEvents.OfacChanged);
        await partner.OnboardAsync();
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(1), partner);
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(1), partner);

        var spans = await _collector.SpansAsync(8, span => !span.Name.Contains("registrations", StringComparison.Ordinal));

        var root = Assert.Single(spans, span => span.ParentId is "");
        Assert.Equal(CreateSpan, root.Name);
        Assert.All(spans, span => Assert.Equal(root.TraceId, span.TraceId));
        Assert.Equal(["step ofac-answer", "step onboarded", "step pep-answer"], Below(root));
        Assert.Equal([$"attempt {CustomerEvents.Onboarded}"], Below(spans.Single(span => span.Name is "step onboarded")));
        Assert.Equal([$"attempt {CustomerEvents.PepScanChanged}"], Below(spans.Single(span => span.Name is "step pep-answer")));
        Assert.Equal(Enumerable.Repeat($"attempt {CustomerEvents.OfacChanged}", 2), Below(spans.Single(span => span.Name is "step ofac-answer")));

        IEnumerable<string> Below(CollectedSpan parent) => spans.Where(span => span.ParentId == parent.SpanId).Select(span => span.Name).Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_receiver_is_told_the_span_of_its_own_attempt()
    {
        var partner = _emulator.NewPartner();
        await partner.RegisterAsync(_inbox.Url, CustomerEvents.Onboarded, CustomerEvents.OfacChanged);
        await partner.OnboardAsync();
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(1), partner);

        var attempts = await _collector.SpansAsync(2, span => span.Name.StartsWith("attempt", StringComparison.Ordinal));

        Assert.Equal(
            attempts.Select(span => $"00-{span.TraceId}-{span.SpanId}-01").Order(StringComparer.Ordinal),
            _inbox.All.Select(webhook => webhook.Headers["traceparent"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_callers_trace_goes_on()
    {
        var partner = _emulator.NewPartner();
        await partner.RegisterAsync(_inbox.Url, CustomerEvents.Onboarded);
        await OnboardAsync(partner, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "vendor=1");
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(1), partner);

        var spans = await _collector.SpansAsync(5, span => span.TraceId is "0af7651916cd43dd8448eb211c80319c");

        Assert.Equal("b7ad6b7169203331", spans.Single(span => span.Name is CreateSpan).ParentId);
        Assert.StartsWith("00-0af7651916cd43dd8448eb211c80319c-", _inbox.All[0].Headers["traceparent"], StringComparison.Ordinal);
        Assert.Equal("vendor=1", _inbox.All[0].Headers["tracestate"]);
    }

    [Theory]
    [InlineData("what is this")]
    [InlineData("00x0af7651916cd43dd8448eb211c80319cxb7ad6b7169203331x01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01")]
    public async Task A_malformed_traceparent_begins_a_trace(string traceparent)
    {
        var partner = _emulator.NewPartner();
        await partner.RegisterAsync(_inbox.Url, CustomerEvents.Onboarded);
        await OnboardAsync(partner, traceparent, "vendor=1");
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(1), partner);

        var spans = await _collector.SpansAsync(5, span => !span.Name.Contains("registrations", StringComparison.Ordinal));

        Assert.NotEqual("0af7651916cd43dd8448eb211c80319c", Assert.Single(spans.Select(span => span.TraceId).Distinct()));
        Assert.Matches("^00-[0-9a-f]{32}-[0-9a-f]{16}-01$", _inbox.All[0].Headers["traceparent"]);
        Assert.DoesNotContain("tracestate", _inbox.All[0].Headers);
    }

    [Fact]
    public async Task Spans_say_whose_they_are_what_was_done_and_what_came_of_it()
    {
        await using var failing = await WebhookInbox.StartAsync(StatusCodes.Status500InternalServerError);
        var partner = _emulator.NewPartner();
        await partner.RegisterAsync(failing.Url, CustomerEvents.Onboarded);
        var customer = await partner.OnboardAsync();
        await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(100), partner);
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(1), partner);

        var spans = await _collector.SpansAsync(7, span => span.Attributes.GetValueOrDefault("crossriver.partner_id") == partner.Id.ToString());

        AssertAttributes(
            spans.Single(span => span.Name is CreateSpan),
            ("http.route", "/core/v1/cm/customers"),
            ("http.response.status_code", "200"),
            ("url.path", "/core/v1/cm/customers"));
        AssertAttributes(
            spans.Single(span => span.Name is "step onboarded"),
            ("crossriver.customer_id", (string)customer["id"]!),
            ("crossriver.scenario", "clear"),
            ("crossriver.step", "onboarded"));
        var attempts = spans.Where(span => span.Name.StartsWith("attempt", StringComparison.Ordinal)).OrderBy(span => span.Attributes["crossriver.attempt.number"]).ToList();
        Assert.Equal(2, attempts.Count);
        Assert.All(attempts, attempt => Assert.Equal((3, 2), (attempt.Kind, attempt.Status)));
        AssertAttributes(
            attempts[0],
            ("crossriver.customer_id", (string)customer["id"]!),
            ("crossriver.event.name", CustomerEvents.Onboarded),
            ("url.full", failing.Url.OriginalString));
        AssertAttributes(
            attempts[1],
            ("http.request.method", "POST"),
            ("http.request.resend_count", "1"),
            ("http.response.status_code", "500"),
            ("error.type", "500"),
            ("crossriver.attempt.outcome", "failed"));
    }

    [Fact]
    public async Task A_refused_call_has_its_route_and_is_no_error_of_the_emulator()
    {
        var partner = _emulator.NewPartner();
        await partner.GetAsync($"/core/v1/cm/customers/{partner.Id}");
        await partner.GetAsync("/nowhere");

        var spans = await _collector.SpansAsync(2, span => span.Attributes["http.response.status_code"] is "404");

        Assert.Equal(["GET", "GET /core/v1/cm/customers/{id}"], spans.Select(span => span.Name).Order(StringComparer.Ordinal));
        Assert.All(spans, span => Assert.Equal(0, span.Status));
    }

    [Fact]
    public async Task A_change_is_sent_below_its_own_call()
    {
        var partner = _emulator.NewPartner();
        await partner.RegisterAsync(_inbox.Url, CustomerEvents.NameChanged);
        var customer = await partner.OnboardAsync();
        await partner.PutAsync($"/core/v1/cm/customers/{customer["id"]}/name", new() { ["firstName"] = "Lois" });
        await _inbox.NextAsync();

        var spans = await _collector.SpansAsync(2, span => span.Name is "PUT /core/v1/cm/customers/{id}/name" or $"attempt {CustomerEvents.NameChanged}");

        Assert.Equal(spans.Single(span => span.ParentId is "").SpanId, spans.Single(span => span.ParentId is not "").ParentId);
    }

    [Fact]
    public async Task Gathered_events_are_sent_in_the_trace_of_the_first_and_linked_to_the_others()
    {
        await using var gathering = new StandingEmulator
        {
            Settings = new Dictionary<string, string?>(_collector.Settings, StringComparer.Ordinal) { ["Emulator:Webhooks:Aggregate"] = "true" },
        };
        var partner = gathering.NewPartner();
        await partner.RegisterAsync(_inbox.Url, CustomerEvents.Onboarded);
        await partner.OnboardAsync();
        gathering.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await partner.OnboardAsync();
        await gathering.AdvanceAsync(TimeSpan.FromSeconds(1), partner);
        await gathering.AdvanceAsync(TimeSpan.FromSeconds(30), partner);

        var spans = await _collector.SpansAsync(3, span => span.Name is "step onboarded" || span.Name.StartsWith("attempt", StringComparison.Ordinal));

        var attempt = spans.Single(span => span.Name is not "step onboarded");
        var first = spans.Single(span => span.SpanId == attempt.ParentId);
        Assert.Equal([spans.Single(span => span != attempt && span != first).SpanId], attempt.LinkedSpanIds);
    }

    [Fact]
    public async Task Another_emulator_in_the_process_is_not_heard_and_sends_no_traceparent()
    {
        await using var other = new StandingEmulator();
        var stranger = other.NewPartner();
        await stranger.RegisterAsync(_inbox.Url, CustomerEvents.Onboarded);
        _ = _emulator.Services;
        await stranger.OnboardAsync();
        await other.AdvanceAsync(TimeSpan.FromSeconds(1), stranger);
        var partner = _emulator.NewPartner();
        await partner.OnboardAsync();
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(1), partner);

        var spans = await _collector.SpansAsync(4, _ => true);

        Assert.Equal(4, spans.Count);
        Assert.All(spans, span => Assert.Equal(partner.Id.ToString(), span.Attributes["crossriver.partner_id"]));
        Assert.DoesNotContain("traceparent", Assert.Single(_inbox.All).Headers);
    }

    private static async Task OnboardAsync(Partner partner, string traceparent, string tracestate)
    {
        var create = new HttpRequestMessage(HttpMethod.Post, "/core/v1/cm/customers")
        {
            Content = JsonContent.Create(partner.Body("create-personal.request.json")),
        };
        create.Headers.TryAddWithoutValidation("traceparent", traceparent);
        create.Headers.TryAddWithoutValidation("tracestate", tracestate);
        (await partner.SendAsync(create)).Expect(HttpStatusCode.OK);
    }

    private static void AssertAttributes(CollectedSpan span, params IReadOnlyList<(string Name, string Value)> expected) =>
        Assert.Equal(expected, expected.Select(attribute => (attribute.Name, span.Attributes.GetValueOrDefault(attribute.Name, "absent"))));
}
