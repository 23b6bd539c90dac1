using System.Net;
using System.Text.Json.Nodes;
using static CrossRiver.Emulator.Modules.Accounts.Calls.PartnerWithAccounts;

namespace CrossRiver.Emulator.Modules.Accounts.Calls;

/// <summary>What steps of scenarios do to accounts, and how they wait for calls about them.</summary>
public sealed class AccountScenariosTests : IAsyncLifetime
{
    private readonly StandingEmulator _emulator = new();
    private readonly Partner _partner;
    private WebhookInbox _inbox = null!;

    public AccountScenariosTests() => _partner = _emulator.NewPartner();

    public async ValueTask InitializeAsync()
    {
        _inbox = await WebhookInbox.StartAsync();
        await _partner.RegisterAsync(
            _inbox.Url,
            AccountEvents.StatusChanged, AccountEvents.Closed, AccountEvents.TitleChanged, AccountEvents.RestrictionPlaced, AccountEvents.RestrictionRemoved);
    }

    public async ValueTask DisposeAsync()
    {
        await _emulator.DisposeAsync();
        await _inbox.DisposeAsync();
    }

    [Fact]
    public async Task A_step_waits_for_an_account_that_is_opened_and_not_for_one_that_is_refused()
    {
        var customer = await BeginAsync("[{ upon: { call: accounts.open, times: 2 }, after: 10s, set: { account.status: Dormant } }]", accounts: 0);
        await _partner.DecideAsync(customer, new JsonObject { ["ofac"] = "Failed" });
        await _partner.OpenAccountAsync(customer);
        await _partner.DecideAsync(customer, new JsonObject { ["ofac"] = "Clear", ["force"] = true });
        await _partner.OpenAsync();
        var first = await _partner.OpenAsync(customer);
        await AdvanceAsync(20);
        Assert.Equal("Active", await StatusAsync(first));

        var second = await _partner.OpenAsync(customer);
        await AdvanceAsync(9);
        Assert.Equal(("Active", "Active"), (await StatusAsync(first), await StatusAsync(second)));
        await AdvanceAsync(1);

        Assert.Equal(("Dormant", "Dormant"), (await StatusAsync(first), await StatusAsync(second)));
    }

    [Theory]
    [InlineData("subaccounts.open")]
    [InlineData("transfers.create")]
    [InlineData("restrictions.add")]
    [InlineData("wires.simulate")]
    [InlineData("accounts.get")]
    public async Task A_step_waits_for_a_call_that_names_the_customer_by_an_account_only(string call)
    {
        var customer = await BeginAsync($"[{{ upon: {{ call: {call} }}, set: {{ account.title: Touched }} }}]");
        var number = (string)(await _partner.SeeAccountsAsync(customer["id"]!))[0]["account"]!["accountNumber"]!;
        await AdvanceAsync(1);
        Assert.Empty(_inbox.All);

        var answer = call switch
        {
            "subaccounts.open" => await _partner.PostAsync(SubAccountsPath, new JsonObject { ["masterAccountNumber"] = number, ["title"] = "x" }),
            "transfers.create" => await _partner.TransferAsync(number, UnknownNumber, 1),
            "restrictions.add" => await _partner.RestrictAsync(number, "{}"),
            "wires.simulate" => await _partner.DepositAsync(number, 1),
            _ => await _partner.GetAsync($"{AccountsPath}/{number}"),
        };
        answer.Expect(HttpStatusCode.OK);
        await AdvanceAsync(1);

        Assert.Equal("Touched", (string)(await _partner.GetAccountAsync(number))["title"]!);
    }

    [Theory]
    [InlineData("account.status: Closed", "account.status Active → Closed", "Core.Account.Closed")]
    [InlineData("account.status: Dormant", "account.status Active → Dormant", "Core.Account.Status.Changed")]
    [InlineData("account.title: New", "account.title Checking → New", "Core.Account.Title.Changed")]
    [InlineData("account.restricted: true", "restricted by the bank", "Core.Restriction.Placed")]
    public async Task A_step_changes_every_account_of_its_customer_and_no_other(string set, string what, string eventName)
    {
        var beside = await _partner.OpenAsync();
        var customer = await BeginAsync($"[{{ after: 1s, set: {{ {set} }} }}, {{ after: 1s, set: {{ {set} }} }}]");
        var numbers = (await _partner.SeeAccountsAsync(customer["id"]!)).Select(seen => (string)seen["account"]!["accountNumber"]!).ToList();

        await AdvanceAsync(2);

        Assert.Equal(numbers.Select(number => $"account {number}: {what}"), await ChangesAsync());
        Assert.Equal(numbers.Select(number => $"{eventName} {number}").Order(StringComparer.Ordinal), Told().Order(StringComparer.Ordinal));
        Assert.Equal(("Active", "Checking"), (await StatusAsync(beside), (string)(await _partner.GetAccountAsync(beside))["title"]!));
    }

    [Fact]
    public async Task A_restriction_of_the_bank_comes_and_goes_with_its_steps()
    {
        var customer = await BeginAsync("[{ after: 1s, set: { account.restricted: true } }, { after: 1s, set: { account.restricted: false } }]", accounts: 1);
        var number = (string)(await _partner.SeeAccountsAsync(customer["id"]!))[0]["account"]!["accountNumber"]!;

        await AdvanceAsync(1);
        Assert.Equal([2113], (await _partner.DepositAsync(number, 1)).Codes());
        await AdvanceAsync(1);

        (await _partner.DepositAsync(number, 1)).Expect(HttpStatusCode.OK);
        Assert.Equal([$"Core.Restriction.Placed {number}", $"Core.Restriction.Removed {number}"], Told());
    }

    [Fact]
    public async Task Without_an_account_the_journal_says_so_and_the_story_goes_on()
    {
        await BeginAsync(
            """
            [{ after: 1s, set: { account.status: Closed } }, { set: { account.title: New }, event: none },
            { emit: Core.Account.Closed }, { set: { pepScan: Clear } }]
            """,
            accounts: 0);

        await AdvanceAsync(1);

        Assert.Equal(
            ["account.status Closed: the customer has no account", "account.title New: the customer has no account", "pepScan Pending → Clear"],
            (await _partner.GetChangesAsync()).TakeLast(3));
        Assert.Empty(_inbox.All);
    }

    [Fact]
    public async Task A_silent_change_has_no_event()
    {
        var customer = await BeginAsync("[{ after: 1s, set: { account.status: Closed, account.title: New, account.restricted: true }, event: none }]");

        await AdvanceAsync(1);

        Assert.Empty(_inbox.All);
        Assert.All(await _partner.SeeAccountsAsync(customer["id"]!), seen => Assert.Equal(
            ("Closed", "New", true), ((string)seen["account"]!["status"]!, (string)seen["account"]!["title"]!, (bool)seen["isRestrictedByBank"]!)));
    }

    [Theory]
    [InlineData("account.status: Closed", "Core.Account.Closed")]
    [InlineData("account.status: Dormant", "Core.Account.Status.Changed")]
    [InlineData("account.title: New", "Core.Account.Title.Changed")]
    [InlineData("account.restricted: true", "Core.Restriction.Placed")]
    public async Task With_a_negative_lag_the_event_comes_after_the_change(string set, string eventName)
    {
        var customer = await BeginAsync($"[{{ after: 10s, set: {{ {set} }}, readLag: -3s }}]");
        var numbers = (await _partner.SeeAccountsAsync(customer["id"]!)).Select(seen => (string)seen["account"]!["accountNumber"]!).ToList();
        var before = await _partner.SeeAccountsAsync(customer["id"]!);

        await AdvanceAsync(7);
        var after = await _partner.SeeAccountsAsync(customer["id"]!);
        Assert.Empty(_inbox.All);
        await AdvanceAsync(3);

        Assert.NotEqual(before.Select(seen => seen.ToJsonString()), after.Select(seen => seen.ToJsonString()));
        Assert.Equal(after.Select(seen => seen.ToJsonString()), (await _partner.SeeAccountsAsync(customer["id"]!)).Select(seen => seen.ToJsonString()));
        Assert.Equal(numbers.Select(number => $"{eventName} {number}").Order(StringComparer.Ordinal), Told().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_lag_does_not_hide_a_change_of_an_account()
    {
        var customer = await BeginAsync("[{ after: 1s, set: { account.status: Dormant, ofac: Failed }, readLag: 5s }]", accounts: 1);

        await AdvanceAsync(1);

        Assert.Equal("Dormant", (string)(await _partner.SeeAccountsAsync(customer["id"]!))[0]["account"]!["status"]!);
        Assert.Equal("Clear", (string)(await _partner.GetCustomerAsync(customer))["ofac"]!);
    }

    [Fact]
    public async Task A_step_announces_each_account_as_it_is_without_a_change()
    {
        var customer = await BeginAsync("[{ after: 1s, emit: Core.Account.Status.Changed }]");
        var numbers = (await _partner.SeeAccountsAsync(customer["id"]!)).Select(seen => (string)seen["account"]!["accountNumber"]!).ToList();
        await _partner.SetAccountAsync(numbers[1], new JsonObject { ["status"] = "Closed" });
        await AdvanceAsync(0);

        await AdvanceAsync(1);

        Assert.Equal($"Core.Account.Closed {numbers[1]}", Told()[0]);
        Assert.Equal([$"Core.Account.Closed {numbers[1]}", $"Core.Account.Status.Changed {numbers[0]}"], Told().Skip(1).Order(StringComparer.Ordinal));
        Assert.Equal("Active", await StatusAsync(numbers[0]));
        Assert.Equal(numbers.Select(number => $"account {number}: announced"), (await _partner.GetChangesAsync()).TakeLast(2));
        Assert.Equal(3, _inbox.All.Select(webhook => (string)webhook.Json["id"]!).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task What_a_file_may_not_do_to_accounts_is_refused()
    {
        Assert.Contains("Core.SubAccount.Opened", await RefusalAsync("{ emit: Core.SubAccount.Opened }"), StringComparison.Ordinal);
        Assert.Contains("Core.Transaction.Completed", await RefusalAsync("{ emit: Core.Transaction.Completed }"), StringComparison.Ordinal);
        Assert.Contains("status of an account", await RefusalAsync("{ set: { account.status: Open } }"), StringComparison.Ordinal);
        Assert.Contains("account.title", await RefusalAsync("{ set: { account.name: x } }"), StringComparison.Ordinal);

        async Task<string> RefusalAsync(string step)
        {
            var answer = await _partner.PutTextAsync($"{_partner.Control}/scenarios/wrong", $"{{ version: 1, scenario: wrong, timeline: [{step}] }}");
            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            return string.Join('\n', answer.Messages);
        }
    }

    // A customer with a story, that is Clear and has accounts before its first step.
    private async Task<JsonObject> BeginAsync(string timeline, int accounts = 2)
    {
        var scenario = $"{{ version: 1, scenario: merged, timeline: {timeline} }}";
        (await _partner.PutTextAsync($"{_partner.Control}/scenarios/merged", scenario)).Expect(HttpStatusCode.OK);
        var customer = await _partner.OnboardClearAsync(scenario: "merged");
        for (var count = 0; count < accounts; count++)
        {
            await _partner.OpenAsync(customer);
        }

        return customer;
    }

    private Task AdvanceAsync(int seconds) => _emulator.AdvanceAsync(TimeSpan.FromSeconds(seconds), _partner);

    private async Task<string> StatusAsync(string number) => (string)(await _partner.GetAccountAsync(number))["status"]!;

    // The events that have come, with the number of their account.
    private IReadOnlyList<string> Told() => [.. _inbox.All.Select(webhook => $"{webhook.EventName} {((string)webhook.Json["resources"]![0]!).Split('/')[4]}")];

    // What happened to accounts after they were opened.
    private async Task<IEnumerable<string>> ChangesAsync() => (await _partner.GetChangesAsync())
        .Where(what => what.StartsWith("account ", StringComparison.Ordinal) && !what.EndsWith(": opened", StringComparison.Ordinal));
}
