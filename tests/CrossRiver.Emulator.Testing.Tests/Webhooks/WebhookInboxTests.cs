using System.Net;
using System.Text;

namespace CrossRiver.Emulator.Testing.Webhooks;

public sealed class WebhookInboxTests(SharedBank bank) : IClassFixture<SharedBank>
{
    private const string Onboarded = "Core.Customer.Onboarded";
    private const string Pep = "Core.Customer.PepScan.Changed";
    private const string Ofac = "Core.Customer.Ofac.Changed";

    private readonly PartnerWorld _partner = bank.Server.NewPartner();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Webhooks_are_taken_by_name_whatever_came_before()
    {
        await using var inbox = await StartAsync();
        var customerId = await OnboardAsync(inbox);

        var ofac = await inbox.NextAsync(Ofac, cancellationToken: Stop);
        var first = await inbox.NextAsync(cancellationToken: Stop);

        Assert.Equal((Ofac, customerId), (ofac.EventName, ofac.CustomerId));
        Assert.Equal(Onboarded, first.EventName);
        Assert.Equal([Onboarded, Pep, Ofac], inbox.All.Select(webhook => webhook.EventName));
    }

    [Fact]
    public async Task A_strict_bank_reaches_an_inbox_of_https_and_refuses_one_of_http()
    {
        await using var strict = await EmulatorServer.StartAsync(new EmulatorServerOptions { Strict = true }, Stop);
        var partner = strict.NewPartner();
        await using var plain = await WebhookInbox.StartAsync(cancellationToken: Stop);
        await using var inbox = await WebhookInbox.StartAsync(new WebhookInboxOptions { IsHttps = true }, Stop);

        await Assert.ThrowsAsync<EmulatorException>(() => partner.RegisterAsync(plain, [Onboarded], Stop));
        await partner.RegisterAsync(inbox, [Onboarded], Stop);
        await partner.CreateCustomerAsync(cancellationToken: Stop);
        await partner.AdvanceAsync("1s", Stop);

        Assert.Equal(("https", SignatureCheck.Valid), (inbox.Url.Scheme, (await inbox.NextAsync(Onboarded, cancellationToken: Stop)).Signature));
    }

    [Fact]
    public async Task A_webhook_that_is_still_to_come_is_waited_for()
    {
        await using var inbox = await WebhookInbox.StartAsync(cancellationToken: Stop);
        var waiting = inbox.NextAsync(Ofac, cancellationToken: Stop);

        await OnboardAsync(inbox);

        Assert.Equal(Ofac, (await waiting).EventName);
    }

    [Fact]
    public async Task A_webhook_that_does_not_come_fails_with_what_did()
    {
        await using var inbox = await StartAsync();
        var customerId = await OnboardAsync(inbox);
        await inbox.NextAsync(Pep, cancellationToken: Stop);

        var exception = await Assert.ThrowsAsync<EmulatorException>(() => inbox.NextAsync("Core.Customer.Address.Changed", cancellationToken: Stop));

        Assert.Equal(
            $"""
            No Core.Customer.Address.Changed arrived within 0.3 s.
            Webhooks received so far (3):
              1. {Onboarded} of customer {customerId}
              2. {Pep} of customer {customerId}, taken
              3. {Ofac} of customer {customerId}
            """,
            exception.Message);
    }

    [Fact]
    public async Task Each_webhook_is_taken_once()
    {
        await using var inbox = await StartAsync();
        await OnboardAsync(inbox);
        await inbox.NextAsync(Ofac, cancellationToken: Stop);

        await Assert.ThrowsAsync<EmulatorException>(() => inbox.NextAsync(Ofac, cancellationToken: Stop));
    }

    [Fact]
    public async Task Signatures_are_checked_with_the_partners_secret()
    {
        await using var inbox = await StartAsync();
        await OnboardAsync(inbox);
        inbox.Trust(_partner.PartnerId, Convert.ToBase64String(Encoding.UTF8.GetBytes("another secret that is long enough")));
        await _partner.SendEventAsync(Ofac, inbox.All[0].CustomerId!.Value, Stop);
        await _partner.WaitUntilIdleAsync(cancellationToken: Stop);
        using var http = new HttpClient();
        using var forged = new StringContent($$"""{ "partnerId": "{{_partner.PartnerId}}", "eventName": "{{Ofac}}" }""");
        await http.PostAsync(inbox.Url, forged, Stop);

        Assert.Equal(
            [SignatureCheck.Valid, SignatureCheck.Valid, SignatureCheck.Valid, SignatureCheck.Wrong, SignatureCheck.Missing],
            inbox.All.Select(webhook => webhook.Signature));
    }

    [Fact]
    public async Task Answers_are_given_to_order_and_the_bank_tries_again()
    {
        await using var inbox = await StartAsync();
        inbox.AnswerNext(new WebhookAnswer(HttpStatusCode.InternalServerError), Pep, times: 2);

        await OnboardAsync(inbox);

        var attempts = (await _partner.Deliveries.ListAsync(DeliveryState.Succeeded, Stop)).Single(delivery => delivery.EventName == Pep).Attempts;
        Assert.Equal([500, 500, 200], attempts.Select(attempt => attempt.StatusCode));
    }

    [Fact]
    public async Task An_answer_from_now_on_holds_for_one_event_or_for_all()
    {
        await using var inbox = await StartAsync();
        inbox.Answer(new WebhookAnswer(HttpStatusCode.Gone), Pep);
        inbox.Answer(new WebhookAnswer(HttpStatusCode.Accepted));
        inbox.Answer(new WebhookAnswer(HttpStatusCode.NoContent), Ofac);

        await OnboardAsync(inbox);

        var attempts = await _partner.JournalAsync(kinds: "attempt", cancellationToken: Stop);
        Assert.Equal([(Onboarded, 202), (Pep, 202), (Ofac, 204)], attempts.Select(attempt => (attempt.EventName!, attempt.StatusCode!.Value)));
    }

    [Fact]
    public async Task What_is_over_the_capacity_is_forgotten_and_counted()
    {
        await using var inbox = await StartAsync(capacity: 2);

        await OnboardAsync(inbox);

        Assert.Equal([Pep, Ofac], inbox.All.Select(webhook => webhook.EventName));
        Assert.Equal(1, inbox.Lost);
        Assert.Equal(3, inbox.All[^1].Number);
    }

    [Fact]
    public async Task What_is_no_event_is_kept_as_it_came()
    {
        await using var inbox = await StartAsync();
        using var http = new HttpClient();
        using var content = new StringContent("not json");

        using var answer = await http.PutAsync(new Uri(inbox.Url, "/elsewhere"), content, Stop);

        var webhook = await inbox.NextAsync(cancellationToken: Stop);
        Assert.Equal(("PUT", "/elsewhere", "not json", "", null, null), (webhook.Method, webhook.Path, webhook.Body, webhook.EventName, webhook.EventId, webhook.CustomerId));
        Assert.Equal("PUT /elsewhere, signature Missing", $"{webhook}");
    }

    [Fact]
    public void The_banks_own_sample_of_a_signature_is_made_and_verified()
    {
        var body = "{}"u8;
        var secret = Convert.ToBase64String(Encoding.UTF8.GetBytes("secret"));

        var signature = WebhookSignature.Sign("2021-11-22T10:49:58.9430000-05:00", body, secret);

        Assert.StartsWith("t:2021-11-22T10:49:58.9430000-05:00, v1:", signature, StringComparison.Ordinal);
        Assert.True(WebhookSignature.Verifies(signature, body, secret));
        Assert.False(WebhookSignature.Verifies(signature, "{ }"u8, secret));
    }

    private static Task<WebhookInbox> StartAsync(int capacity = 10) =>
        WebhookInbox.StartAsync(new WebhookInboxOptions { Capacity = capacity, Patience = TimeSpan.FromSeconds(0.3) }, Stop);

    private async Task<Guid> OnboardAsync(WebhookInbox inbox)
    {
        await _partner.RegisterAsync(inbox, cancellationToken: Stop);
        var customerId = await _partner.CreateCustomerAsync(cancellationToken: Stop);
        await _partner.AdvanceAsync("1m", Stop);

        return customerId;
    }
}
