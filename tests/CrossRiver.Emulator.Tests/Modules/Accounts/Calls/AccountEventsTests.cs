using System.Net;
using System.Text.Json.Nodes;
using static CrossRiver.Emulator.Modules.Accounts.Calls.PartnerWithAccounts;

namespace CrossRiver.Emulator.Modules.Accounts.Calls;

/// <summary>Each event about accounts, as a receiver gets it in both formats, and their order.</summary>
public sealed class AccountEventsTests : IAsyncLifetime
{
    private readonly StandingEmulator _emulator = new();
    private readonly Partner _partner;

    public AccountEventsTests() => _partner = _emulator.NewPartner();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Theory]
    [InlineData("Basic")]
    [InlineData("Extended")]
    public async Task Every_change_raises_its_event(string format)
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await RegisterForAllAsync(inbox, format);
        var customer = await _partner.OnboardClearAsync();
        var account = await _partner.OpenAsync(customer, new JsonObject { ["clientIdentifier"] = "loan-7" });
        var sub = await _partner.OpenSubAsync(account);
        var wire = (await _partner.DepositAsync(sub, 100)).Expect(HttpStatusCode.OK)["id"];
        var transfer = (await _partner.TransferAsync(sub, account, 40)).Expect(HttpStatusCode.OK)["id"];
        var restriction = (await _partner.RestrictAsync(account, "{}")).Expect(HttpStatusCode.OK)["id"];
        (await _partner.DeleteAsync($"{AccountsPath}/{account}/restrictions/{restriction}")).Expect(HttpStatusCode.OK);
        await _partner.SetAccountAsync(account, new JsonObject { ["title"] = "New" });
        await _partner.SetAccountAsync(account, new JsonObject { ["restricted"] = true });
        await _partner.SetAccountAsync(account, new JsonObject { ["restricted"] = false });
        await _partner.SetAccountAsync(account, new JsonObject { ["status"] = "Dormant" });
        await _partner.SetAccountAsync(account, new JsonObject { ["status"] = "Closed" });
        await _emulator.AdvanceAsync(TimeSpan.Zero, _partner);

        (string, string) About(string name, string title, string status) => (
            $"{name} core/v1/dda/accounts/{account}",
            $$"""
            {"accountNumber":"{{account}}","accountType":"Deposit","customerId":"{{customer["id"]}}","status":"{{status}}","productId":"{{PersonalChecking}}",
            "title":"{{title}}","clientIdentifier":"loan-7"}
            """.ReplaceLineEndings(""));
        (string, string) AboutRestriction(string name) => (
            $"{name} core/v1/dda/accounts/{account}/restrictions/{restriction}", $$"""{"restrictionId":"{{restriction}}","accountNumber":"{{account}}"}""");
        (string Head, string Details)[] expected =
        [
            About("Core.Account.Opened", "Checking", "Active"),
            (
                $"Core.SubAccount.Opened core/v1/dda/subaccounts/{sub}",
                $$"""
                {"subAccountNumber":"{{sub}}","masterAccountNumber":"{{account}}","accountType":"Deposit","status":"Active",
                "title":"Savings","clientIdentifier":null}
                """.ReplaceLineEndings("")),
            ($"Wire.Payment.Received wires/v1/payments/{wire}", $$"""{"paymentId":"{{wire}}","accountNumber":"{{sub}}"}"""),
            (
                $"Core.Transaction.Completed core/v1/dda/subaccounts/{sub} core/v1/dda/accounts/{account}",
                $$"""{"transactionId":"{{transfer}}","accountNumber":"{{sub}}"},{"transactionId":"{{transfer}}","accountNumber":"{{account}}"}"""),
            AboutRestriction("Core.Restriction.Placed"),
            AboutRestriction("Core.Restriction.Removed"),
            About("Core.Account.Title.Changed", "New", "Active"),
            ($"Core.Restriction.Placed core/v1/dda/accounts/{account}", $$"""{"accountNumber":"{{account}}"}"""),
            ($"Core.Restriction.Removed core/v1/dda/accounts/{account}", $$"""{"accountNumber":"{{account}}"}"""),
            About("Core.Account.Status.Changed", "New", "Dormant"),
            About("Core.Account.Closed", "New", "Closed"),
        ];
        Assert.Equal(expected.Select(told => told.Head), inbox.All.Select(HeadOf));
        Assert.Equal(
            expected.Select(told => format == "Basic" ? "[]" : $"[{told.Details}]"),
            inbox.All.Select(webhook => webhook.Json["details"]!.ToJsonString()));
        Assert.Equal(
            AccountEvents.Types.Select(type => type.Name).ToHashSet(StringComparer.Ordinal),
            inbox.All.Select(webhook => webhook.EventName).ToHashSet(StringComparer.Ordinal));
        Assert.All(inbox.All, webhook => Assert.Equal($"Pending {_partner.Id} 2021-11-22T10:49:58.843-05:00", EnvelopeOf(webhook)));
        Assert.Equal(inbox.All.Count, inbox.All.Select(webhook => (string)webhook.Json["id"]!).Distinct(StringComparer.Ordinal).Count());
        await AssertAllAreAboutAsync((string)customer["id"]!, inbox.All.Count);
    }

    [Fact]
    public async Task What_changes_nothing_raises_nothing()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        var (account, other) = (await _partner.OpenAsync(10), await _partner.OpenAsync());
        await RegisterForAllAsync(inbox, "Basic");

        await _partner.SetAccountAsync(account, new JsonObject { ["status"] = "Active", ["title"] = "Checking", ["restricted"] = false });
        await _partner.MoveAsync(account, UnknownNumber, 1);
        await _partner.MoveAsync(account, other, 11);
        await _partner.OpenAccountAsync(await _partner.OnboardReachableAsync());
        (await _partner.RestrictAsync(account, """{"subAccountNumber":"2001231231"}""")).Codes();
        await _emulator.AdvanceAsync(TimeSpan.Zero, _partner);

        Assert.Empty(inbox.All);
    }

    [Fact]
    public async Task A_transfer_between_customers_is_one_event_of_the_one_who_pays()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        var (payer, payee) = (await _partner.OnboardClearAsync(), await _partner.OnboardClearAsync());
        var (debit, credit) = (await _partner.OpenAsync(payer), await _partner.OpenAsync(payee));
        (await _partner.DepositAsync(debit, 100)).Expect(HttpStatusCode.OK);
        await RegisterForAllAsync(inbox, "Basic");

        Assert.Equal("Complete: OK OK", await _partner.MoveAsync(debit, credit, 100));
        await _emulator.AdvanceAsync(TimeSpan.Zero, _partner);

        Assert.Equal([$"Core.Transaction.Completed core/v1/dda/accounts/{debit} core/v1/dda/accounts/{credit}"], inbox.All.Select(HeadOf));
        await AssertAllAreAboutAsync((string)payer["id"]!, 1);
    }

    [Fact]
    public async Task Events_of_one_account_wait_for_each_other_and_not_for_those_of_another()
    {
        var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        string? slow = null;
        await using var inbox = await WebhookInbox.StartAsync(
            webhook => slow is not null && HeadOf(webhook).EndsWith(slow, StringComparison.Ordinal) ? answer.Task : Task.FromResult(200));
        var customer = await _partner.OnboardClearAsync();
        var (first, second) = (await _partner.OpenAsync(customer), await _partner.OpenAsync(customer));
        slow = first;
        await RegisterForAllAsync(inbox, "Basic");

        await _partner.SetAccountAsync(first, new JsonObject { ["title"] = "A" });
        await inbox.NextAsync();
        await _partner.SetAccountAsync(first, new JsonObject { ["status"] = "Dormant" });
        await _partner.OpenSubAsync(first);
        await _partner.SetAccountAsync(second, new JsonObject { ["title"] = "B" });
        var beside = await inbox.NextAsync();
        Assert.Equal((2, $"Core.Account.Title.Changed core/v1/dda/accounts/{second}"), (inbox.All.Count, HeadOf(beside)));
        answer.SetResult(200);

        Assert.Equal(["Core.Account.Status.Changed", "Core.SubAccount.Opened"], (await inbox.NextAsync(2)).Select(webhook => webhook.EventName));
    }

    private static string HeadOf(Webhook webhook) =>
        string.Join(' ', [webhook.EventName, .. webhook.Json["resources"]!.AsArray().Select(resource => (string)resource!)]);

    private static string EnvelopeOf(Webhook webhook) => $"{webhook.Json["status"]} {webhook.Json["partnerId"]} {webhook.Json["createdAt"]}";

    // Of the account's events and their attempts, each entry of the journal has the customer.
    private async Task AssertAllAreAboutAsync(string customerId, int events)
    {
        var entries = (await _partner.GetJournalAsync())
            .Where(entry => (string)entry["kind"]! == "attempt" || ((string)entry["kind"]! == "event" && entry["eventId"] is not null)).ToList();
        Assert.Equal(2 * events, entries.Count);
        Assert.All(entries, entry => Assert.Equal(customerId, (string?)entry["customerId"]));
    }

    private async Task RegisterForAllAsync(WebhookInbox inbox, string format)
    {
        foreach (var type in AccountEvents.Types)
        {
            var body = _partner.Body("registration.request.json");
            (body["eventName"], body["callbackUrl"], body["format"]) = (type.Name, inbox.Url.OriginalString, format);
            (await _partner.PostAsync("/webhooks/v1/registrations", body)).Expect(HttpStatusCode.OK);
        }
    }
}
