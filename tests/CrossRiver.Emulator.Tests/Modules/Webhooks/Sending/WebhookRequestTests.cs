using System.Diagnostics;
using System.Text;
using CrossRiver.Emulator.Kernel.Telemetry;
using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Modules.Webhooks.Sending.Broken;
using static CrossRiver.Emulator.Modules.Webhooks.Delivering.SampleEvents;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending;

/// <summary>The whole HTTP request of an attempt, right and with each fault.</summary>
public sealed class WebhookRequestTests
{
    private static readonly SigningSecret Secret = SigningSecret.Parse(Convert.ToBase64String(new byte[32]))!;

    private static readonly string Body = $$"""
        {"id":"{{Id(7)}}","eventName":"Core.Customer.Onboarded","status":"Pending","partnerId":"{{Id(1)}}","createdAt":"2026-03-02T04:00:00.000-05:00","resources":["core/v1/cm/customers/{{Id(100)}}"],"details":[{"customerId":"{{Id(100)}}","clientIdentifier":null}]}
        """;

    [Fact]
    public async Task A_request_is_a_signed_post_of_the_event_with_the_credentials_of_the_registration()
    {
        var (head, body) = await PrintAsync(Request());

        Assert.Equal(Body, body);
        Assert.Equal(
            [
                "POST https://hooks.example.test:8443/in?key=s3cret",
                $"cos-signature: {Secret.Sign(Encoding.UTF8.GetBytes(Body), Now)}",
                "Authorization: Basic aG9vay11c2VyOmhvb2stcGFzc3dvcmQ=",
                "Content-Type: application/json; charset=utf-8",
            ],
            head);
    }

    [Fact]
    public async Task A_ping_a_copy_and_a_stranger_s_event_say_so_in_the_body()
    {
        var happened = EventOf(7) with { IsPing = true, SentAs = Id(8), SentFor = Id(2), Details = [], Resources = [], CreatedAt = Now.AddMilliseconds(1) };

        var (_, body) = await PrintAsync(Request(delivery: DeliveryOf(7) with { Event = happened }));

        Assert.Equal(
            $$"""{"id":"{{Id(8)}}","eventName":"Core.Customer.Onboarded","status":"Pending","partnerId":"{{Id(2)}}","createdAt":"2026-03-02T04:00:00.001-05:00","resources":[],"details":[],"isPing":true}""",
            body);
    }

    [Theory]
    [InlineData("hook-user", "hook-password", null, "hook-user:hook-password")]
    [InlineData("hook-user", null, null, "hook-user:")]
    [InlineData(null, "hook-password", null, null)]
    [InlineData("hook-user", "hook-password", "Missing", null)]
    [InlineData("hook-user", "hook-password", "WrongPassword", "hook-user:not-hook-password")]
    [InlineData(null, null, "WrongPassword", ":not-")]
    [InlineData("hook-user", "hook-password", "WrongUser", "not-hook-user:hook-password")]
    [InlineData(null, null, "WrongUser", "not-:")]
    [InlineData("hook-user", "hook-password", "BadSignature", "hook-user:hook-password")]
    public async Task Credentials_are_those_of_the_registration_unless_a_fault_changes_them(string? user, string? password, string? fault, string? sent)
    {
        var (head, _) = await PrintAsync(Request(registration: Registered with { AuthUsername = user, AuthPassword = password }, faults: WithAuth(fault)));

        Assert.Equal(
            sent is null ? [] : [$"Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(sent))}"],
            head.Where(line => line.StartsWith("Authorization", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_signature_is_of_now_and_this_body_unless_a_fault_changes_it()
    {
        var bytes = Encoding.UTF8.GetBytes(Body);

        Assert.Equal([$"cos-signature: {Secret.Sign(bytes, Now)}"], await SignaturesAsync("Missing"));
        Assert.Empty(await SignaturesAsync("NoSignature"));
        Assert.Equal([$"cos-signature: {Secret.Sign(bytes, Now.AddDays(-1))}"], await SignaturesAsync("StaleSignature"));
        var bad = Assert.Single(await SignaturesAsync("BadSignature"))["cos-signature: ".Length..];
        Assert.False(Secret.Verifies(bytes, bad));
        Assert.Equal(Secret.Sign(bytes, Now).Split(',')[0], bad.Split(',')[0]);
    }

    [Fact]
    public async Task A_broken_body_is_signed_as_it_is_sent()
    {
        var (head, body) = await PrintAsync(Request(faults: new AttemptFaults { Body = Planned(new DeliveryFault { Body = BodyFault.WrongContentType }) }));
        Assert.Equal((Body, "Content-Type: text/plain; charset=utf-8"), (body, head[^1]));

        (head, body) = await PrintAsync(Request(faults: new AttemptFaults { Body = Planned(new DeliveryFault { Body = BodyFault.Truncated }) }));
        Assert.Equal(Body[..(Body.Length / 2)], body);
        Assert.Contains($"cos-signature: {Secret.Sign(Encoding.UTF8.GetBytes(body), Now)}", head);
    }

    [Fact]
    public async Task An_edited_webhook_is_signed_with_its_body_and_has_its_headers()
    {
        var headers = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase) { ["Authorization"] = null, ["X-Note"] = "mine" };

        var (head, body) = await PrintAsync(Request(delivery: DeliveryOf(7) with { Edit = new WebhookEdit { Body = "mine", Headers = headers } }));

        Assert.Equal("mine", body);
        Assert.Equal([$"cos-signature: {Secret.Sign("mine"u8, Now)}", "X-Note: mine", "Content-Type: application/json; charset=utf-8"], head.Skip(1));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("vendor=1", "tracestate: vendor=1")]
    public async Task The_place_in_a_trace_is_passed_on(string? state, string? sent)
    {
        var span = new ActivityContext(ActivityTraceId.CreateFromString("0af7651916cd43dd8448eb211c80319c"), ActivitySpanId.CreateFromString("b7ad6b7169203331"), ActivityTraceFlags.Recorded, state);

        var (head, _) = await PrintAsync(Request(delivery: DeliveryOf(7) with { Event = EventOf(7) with { Origin = new ParentSpan(span) } }));

        string[] expected = ["traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", .. sent is null ? [] : new[] { sent }];
        Assert.Equal(expected, head.Where(line => line.StartsWith("trace", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_partner_of_a_request_is_known_to_its_connection()
    {
        using var request = Request();

        Assert.True(request.Options.TryGetValue(CallbackSockets.PartnerId, out var partnerId));
        Assert.Equal(Id(1), partnerId);
    }

    [Fact]
    public async Task A_slow_connection_sends_the_same_body()
    {
        using var request = Request(faults: new AttemptFaults { Connection = Planned(new DeliveryFault { Connection = new DeliveryConnection(BytesPerSecond: 1_000_000, ResetsMidBody: false) }) });

        Assert.IsType<SlowContent>(request.Content);
        Assert.Equal(Encoding.UTF8.GetByteCount(Body), request.Content.Headers.ContentLength);
        Assert.Equal(Body, await request.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<IReadOnlyList<string>> SignaturesAsync(string fault) =>
        [.. (await PrintAsync(Request(faults: WithAuth(fault)))).Head.Where(line => line.StartsWith("cos-signature", StringComparison.Ordinal))];

    private static AttemptFaults? WithAuth(string? fault) => fault is null ? null : new AttemptFaults { Auth = Planned(new DeliveryFault { Auth = Enum.Parse<CredentialFault>(fault) }) };

    private static PlannedFault Planned(DeliveryFault fault) => new("rule", Source: "", "choice", fault);

    private static HttpRequestMessage Request(Delivery? delivery = null, Registration? registration = null, AttemptFaults? faults = null)
    {
        var order = new AttemptRequest(delivery ?? DeliveryOf(7), registration ?? Registered, Now, Secret) { Faults = faults };
        return WebhookRequest.Of(order, order.Registration.CallbackUrl!, Now, line: null);
    }

    private static async Task<(IReadOnlyList<string> Head, string Body)> PrintAsync(HttpRequestMessage request)
    {
        using (request)
        {
            var headers = request.Headers.NonValidated.Concat(request.Content!.Headers.NonValidated).Select(header => $"{header.Key}: {header.Value}");
            return ([$"{request.Method} {request.RequestUri!.OriginalString}", .. headers], await request.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }
}
