using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using PartnerApp.Bank;

namespace PartnerApp;

/// <summary>What the app takes, and what it refuses.</summary>
public sealed class WebhookTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    private readonly PartnerWorld _partner = emulator.NewPartner();

    [Theory]
    [InlineData("wrong-password")]
    [InlineData("wrong-user")]
    [InlineData("missing")]
    [InlineData("bad-signature")]
    [InlineData("no-signature")]
    [InlineData("stale-signature")]
    public async Task A_webhook_of_somebody_else_is_refused_and_nothing_is_read(string auth)
    {
        await using var app = await RunningApp.StartAsync(_partner);
        await _partner.Faults.AddAsync($$"""{ "event": "*", "auth": "{{auth}}" }""", Stop);
        var customerId = await app.OnboardAsync();

        await _partner.AdvanceAsync("10m", Stop);

        Assert.Equal(Decision.Waiting, (await app.KnownAsync(customerId)).Decision);
        var attempts = await _partner.JournalAsync(customerId, "attempt", Stop);
        Assert.NotEmpty(attempts);
        Assert.All(attempts, attempt => Assert.Equal(401, attempt.StatusCode));
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("not-json")]
    [InlineData("empty")]
    public async Task A_broken_body_is_refused_and_comes_again(string body)
    {
        await using var app = await RunningApp.StartAsync(_partner);
        await _partner.Faults.AddAsync($$"""{ "event": "*", "attempts": 1, "body": "{{body}}" }""", Stop);
        var customerId = await app.OnboardAsync();

        await _partner.AdvanceAsync("10m", Stop);

        Assert.Equal(Decision.Approved, (await app.KnownAsync(customerId)).Decision);
        Assert.Contains(await _partner.JournalAsync(customerId, "attempt", Stop), attempt => attempt.StatusCode is 400);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("other-partner")]
    public async Task News_of_nobody_of_ours_is_taken_and_leads_to_nothing(string phantom)
    {
        await using var app = await RunningApp.StartAsync(_partner);
        await _partner.Faults.AddAsync($$"""{ "at": "5s", "phantom": { "event": "Core.Customer.Ofac.Changed", "customer": "{{phantom}}" } }""", Stop);
        var customerId = await app.OnboardAsync();

        await _partner.AdvanceAsync("10m", Stop);

        Assert.Equal(customerId, Assert.Single(await app.AllKnownAsync()).Id);
        var attempts = await _partner.JournalAsync(kinds: "attempt", cancellationToken: Stop);
        Assert.Equal([200, 200, 200, 200], attempts.Select(attempt => attempt.StatusCode));
    }

    [Fact]
    public async Task A_customer_of_another_partner_is_not_kept_and_an_event_for_another_partner_is_not_read()
    {
        await using var app = await RunningApp.StartAsync(_partner);
        var ours = await app.OnboardAsync();
        var another = emulator.NewPartner();
        var theirs = await another.CreateCustomerAsync(cancellationToken: Stop);
        await _partner.Deliveries.PauseAsync(Stop);
        await _partner.AdvanceAsync("1m", Stop);

        await SendAsync(app, _partner, $$"""{"partnerId":"{{_partner.PartnerId}}","resources":["core/v1/cm/customers/{{theirs}}"]}""");
        await SendAsync(app, _partner, $$"""{"partnerId":"{{another.PartnerId}}","resources":["core/v1/cm/customers/{{ours}}"]}""");

        var known = Assert.Single(await app.AllKnownAsync());
        Assert.Equal((ours, Decision.Waiting), (known.Id, known.Decision));
    }

    [Fact]
    public async Task An_event_of_several_customers_is_read_in_full_and_a_ping_is_nothing()
    {
        var bank = emulator.NewPartner();
        await using var app = await RunningApp.StartAsync(bank);
        var first = await app.OnboardAsync("Lois");
        var second = await app.OnboardAsync("Meg");
        await bank.Deliveries.PauseAsync(Stop);
        await bank.AdvanceAsync("1m", Stop);

        var gathered = await SendAsync(app, bank, $$"""{"partnerId":"{{bank.PartnerId}}","resources":["core/v1/cm/customers/{{first}}","core/v1/cm/customers/{{second}}/phones/{{first}}","core/v1/accounts/1"]}""");
        var ping = await SendAsync(app, bank, $$"""{"partnerId":"{{bank.PartnerId}}","resources":[],"isPing":true}""");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (gathered, ping));
        Assert.All(await app.AllKnownAsync(), customer => Assert.Equal(Decision.Approved, customer.Decision));
    }

    [Fact]
    public async Task A_second_start_keeps_the_registrations_and_ends_a_suspension()
    {
        await using (var app = await RunningApp.StartAsync(_partner))
        {
            await app.OnboardAsync();
        }

        // Nobody listens any more.
        await _partner.AdvanceAsync("10m", Stop);
        var suspended = await ListAsync();
        Assert.All(suspended, registration => Assert.Equal("Suspended", registration.Status));

        await using var again = await RunningApp.StartAsync(_partner);
        await _partner.AdvanceAsync("10m", Stop);

        var active = await ListAsync();
        Assert.Equal(suspended.Select(registration => registration.Id), active.Select(registration => registration.Id));
        Assert.All(active, registration => Assert.Equal(("Active", again.Webhooks), (registration.Status, registration.CallbackUrl)));
        Assert.Equal(Decision.Approved, Assert.Single(await again.AllKnownAsync()).Decision);
    }

    private static async Task<HttpStatusCode> SendAsync(RunningApp app, PartnerWorld partner, string json)
    {
        var secret = await partner.SigningSecretAsync(Stop);
        var body = Encoding.UTF8.GetBytes(json);
        using var request = new HttpRequestMessage(HttpMethod.Post, app.Webhooks) { Content = new ByteArrayContent(body) };
        request.Headers.TryAddWithoutValidation(WebhookSignature.Header, WebhookSignature.Sign($"{TimeProvider.System.GetUtcNow():O}", body, secret));
        request.Headers.Authorization = new("Basic", Convert.ToBase64String("bank:not-for-production"u8));
        using var answer = await app.Browser.SendAsync(request, Stop);
        return answer.StatusCode;
    }

    private async Task<IReadOnlyList<Registered>> ListAsync()
    {
        using var http = _partner.CreateClient();
        var page = await http.GetFromJsonAsync<JsonElement>(new Uri($"webhooks/v1/registrations?partnerId={_partner.PartnerId}", UriKind.Relative), Stop);
        return page.GetProperty("results").Deserialize<Registered[]>(JsonSerializerOptions.Web)!;
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private sealed record Registered(Guid Id, string Status, Uri CallbackUrl);
}
