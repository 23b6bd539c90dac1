using System.Net;
using CrossRiver.Emulator.Faults.Api;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Control.Reports;

/// <summary>What the report says of an integration that real faults have struck.</summary>
public sealed class ReportOnFaultsTests : IAsyncLifetime
{
    private readonly StandingEmulator _emulator = new();
    private readonly Partner _partner;

    public ReportOnFaultsTests() => _partner = _emulator.NewPartner();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Theory]
    [InlineData("bad-signature", 200, "failed")]
    [InlineData("bad-signature", 401, "passed")]
    [InlineData("stale-signature", 200, "failed")]
    [InlineData("wrong-password", 200, "failed")]
    [InlineData("missing", 403, "passed")]
    public async Task A_forged_webhook_has_to_be_refused(string auth, int answer, string verdict)
    {
        await using var inbox = await WebhookInbox.StartAsync(_ => Task.FromResult(answer));
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await _partner.AddFaultAsync($$"""{ "event": "*", "attempts": 1, "auth": "{{auth}}" }""");

        await _partner.OnboardAsync();
        await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(500), _partner);

        Assert.Equal(verdict, await VerdictAsync("refused-forgeries"));
    }

    [Theory]
    [InlineData("key", "key", "passed")]
    [InlineData("key", "another", "failed")]
    [InlineData("key", null, "not observable")]
    public async Task A_create_whose_answer_is_lost_has_to_be_made_again_with_its_key(string first, string? again, string verdict)
    {
        var create = _partner.Create("one");
        await _partner.AddFaultAsync("""{ "call": "customers.create", "which": 1, "countBy": "world", "connection": "reset-before-answer", "applied": true }""");

        await Assert.ThrowsAsync<HttpRequestException>(() => _partner.CreateAsync(create, first));
        if (again is not null)
        {
            (await _partner.CreateAsync(create, again)).Expect(HttpStatusCode.OK);
        }

        Assert.Equal(verdict, await VerdictAsync("retried-with-same-key"));
        Assert.Equal(again is "another" ? 2 : 1, await _partner.CountCustomersAsync());
    }

    [Theory]
    [InlineData("""{ "call": "customers.create", "which": 1, "countBy": "world", "status": 500, "applied": true }""", "failed")]
    [InlineData("""{ "call": "customers.create", "which": 1, "countBy": "world", "status": 500, "applied": false }""", "passed")]
    public async Task A_second_customer_counts_whatever_the_first_create_was_answered(string rule, string verdict)
    {
        await _partner.AddFaultAsync(rule);

        await _partner.PostAsync(WorldWithFaults.Customers, _partner.Create("one"));
        await _partner.OnboardAsync(_partner.Create("one"));

        Assert.Equal(verdict, await VerdictAsync("one-customer-an-identifier"));
    }

    [Fact]
    public async Task Who_could_not_be_reached_has_not_refused_a_duplicate()
    {
        await using (var inbox = await WebhookInbox.StartAsync())
        {
            await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
            await _partner.OnboardAsync();
            await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(500), _partner);
            Assert.Single(inbox.All);
        }

        var taken = Assert.Single(await _partner.GetDeliveriesAsync());
        await _partner.PostAsync($"/webhooks/v1/events/{taken["eventId"]}/resend", []);
        await _emulator.AdvanceAsync(TimeSpan.Zero, _partner);

        Assert.Equal("not observable", await VerdictAsync("took-duplicates"));
    }

    private async Task<string> VerdictAsync(string rule)
    {
        var report = (await _partner.GetAsync($"/_emulator/partners/{_partner.Id}/report")).Expect(HttpStatusCode.OK);
        return (string)report["verdicts"]!.AsArray().Single(judged => (string)judged!["rule"]! == rule)!["verdict"]!;
    }
}
