using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using CrossRiver.Emulator.Modules.Customers;
using Microsoft.AspNetCore.Http;

namespace CrossRiver.Emulator.Kernel.Telemetry;

/// <summary>What a receiver learns of its partner's trace when the emulator exports none, and somebody else in the process listens to all.</summary>
public sealed class TraceparentTests : IAsyncLifetime
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private readonly StandingEmulator _emulator = new();
    private readonly ActivityListener _stranger = new()
    {
        ShouldListenTo = source => source.Name is Tracing.SourceName or "Microsoft.AspNetCore",
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
    };

    private WebhookInbox _inbox = null!;

    public async ValueTask InitializeAsync()
    {
        ActivitySource.AddActivityListener(_stranger);
        _inbox = await WebhookInbox.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _stranger.Dispose();
        await _emulator.DisposeAsync();
        await _inbox.DisposeAsync();
    }

    [Theory]
    [InlineData(Parent)]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03")]
    public async Task The_callers_traceparent_comes_with_every_webhook_of_its_customer(string parent)
    {
        var partner = await RegisterAsync(_inbox);
        await OnboardAsync(partner, ("traceparent", parent), ("tracestate", "vendor=1,other=2"));

        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(1), partner);

        Assert.Equal(3, _inbox.All.Count);
        Assert.All(_inbox.All, webhook => Assert.Equal(parent, webhook.Headers["traceparent"]));
        Assert.All(_inbox.All, webhook => Assert.Equal("vendor=1,other=2", webhook.Headers["tracestate"]));
    }

    [Fact]
    public async Task A_retry_has_the_traceparent_of_the_first_attempt()
    {
        var answers = new Queue<int>([StatusCodes.Status500InternalServerError]);
        await using var failing = await WebhookInbox.StartAsync(_ => Task.FromResult(answers.TryDequeue(out var status) ? status : StatusCodes.Status200OK));
        var partner = await RegisterAsync(failing);
        await OnboardAsync(partner, ("traceparent", Parent));

        await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(100), partner);
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(2), partner);

        Assert.Equal(4, failing.All.Count);
        Assert.All(failing.All, webhook => Assert.Equal(Parent, webhook.Headers["traceparent"]));
    }

    [Fact]
    public async Task A_change_and_a_ping_hand_on_their_own_call_and_not_the_one_that_created_the_customer()
    {
        var partner = _emulator.NewPartner();
        var registration = await partner.RegisterAsync(_inbox.Url, CustomerEvents.NameChanged);
        var customer = await OnboardAsync(partner, ("traceparent", Parent));
        var later = Parent.Replace('b', 'c');
        var latest = Parent.Replace('b', 'd');

        await SendAsync(partner, HttpMethod.Put, $"/core/v1/cm/customers/{customer.Json["id"]}/name", new { firstName = "Lois" }, ("traceparent", later));
        await SendAsync(partner, HttpMethod.Put, $"/webhooks/v1/registrations/{registration["id"]}/ping", new { }, ("traceparent", latest));
        await _inbox.NextAsync(2);

        Assert.Equal([later, latest], _inbox.All.OrderBy(webhook => webhook.Json.ContainsKey("isPing")).Select(webhook => webhook.Headers["traceparent"]));
    }

    [Fact]
    public async Task A_caller_without_a_trace_gets_none_even_if_the_emulator_was_started_in_one()
    {
        using var hosts = new Activity("test").Start();
        var partner = _emulator.NewPartner();
        hosts.Stop();
        await partner.RegisterAsync(_inbox.Url, CustomerEvents.Onboarded);
        await partner.OnboardAsync();

        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(1), partner);

        var headers = Assert.Single(_inbox.All).Headers;
        Assert.DoesNotContain("traceparent", headers);
        Assert.DoesNotContain("tracestate", headers);
    }

    [Theory]
    [InlineData("")]
    [InlineData("what is this")]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01")]
    [InlineData("00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01")]
    [InlineData("ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("00x0af7651916cd43dd8448eb211c80319cxb7ad6b7169203331x01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0")]
    [InlineData(Parent + "-01")]
    [InlineData(Parent + ", " + Parent)]
    public async Task A_malformed_traceparent_is_ignored(string parent)
    {
        var partner = await RegisterAsync(_inbox);
        var answer = await OnboardAsync(partner, ("traceparent", parent), ("tracestate", "vendor=1"));

        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(1), partner);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(3, _inbox.All.Count);
        Assert.All(_inbox.All, webhook => Assert.DoesNotContain(webhook.Headers.Keys, header => header.StartsWith("trace", StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task A_tracestate_that_is_longer_than_anybody_must_take_is_left_out()
    {
        var partner = await RegisterAsync(_inbox);
        await OnboardAsync(partner, ("traceparent", Parent), ("tracestate", $"vendor={new string('x', 512)}"));

        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(1), partner);

        Assert.All(_inbox.All, webhook => Assert.Equal(Parent, webhook.Headers["traceparent"]));
        Assert.All(_inbox.All, webhook => Assert.DoesNotContain("tracestate", webhook.Headers));
    }

    [Fact]
    public async Task A_trace_shows_in_no_body()
    {
        var partner = await RegisterAsync(_inbox);
        var created = await OnboardAsync(partner, ("traceparent", Parent));
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(1), partner);

        var webhook = _inbox.All[0];
        var bodies = new List<string> { created.Text, webhook.Text };
        bodies.Add((await partner.GetAsync($"/webhooks/v1/events/{webhook.Json["id"]}")).Text);
        bodies.Add((await partner.GetAsync($"/_emulator/partners/{partner.Id}/deliveries")).Text);
        bodies.Add((await partner.GetAsync($"/_emulator/partners/{partner.Id}/journal")).Text);

        Assert.All(bodies, body => Assert.DoesNotContain("0af7651916cd43dd8448eb211c80319c", body, StringComparison.OrdinalIgnoreCase));
        Assert.All(bodies, body => Assert.DoesNotContain("origin", body, StringComparison.OrdinalIgnoreCase));
    }

    private static Task<Answer> OnboardAsync(Partner partner, params IReadOnlyList<(string Name, string Value)> headers) =>
        SendAsync(partner, HttpMethod.Post, "/core/v1/cm/customers", partner.Body("create-personal.request.json"), headers);

    private static Task<Answer> SendAsync(Partner partner, HttpMethod method, string path, object body, params IReadOnlyList<(string Name, string Value)> headers)
    {
        var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return partner.SendAsync(request);
    }

    private async Task<Partner> RegisterAsync(WebhookInbox inbox)
    {
        var partner = _emulator.NewPartner();
        await partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded, CustomerEvents.PepScanChanged, CustomerEvents.OfacChanged);
        return partner;
    }
}
