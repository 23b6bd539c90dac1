using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Faults.Api;
using static CrossRiver.Emulator.Modules.Accounts.Calls.PartnerWithAccounts;

namespace CrossRiver.Emulator.Modules.Accounts.Calls;

/// <summary>What accounts have from the platform, without code of their own: snapshots, resets, time, the journal, faults, tokens and limits.</summary>
public sealed class SharedMannersTests : IAsyncLifetime
{
    private const string Customers = "/core/v1/cm/customers";

    private static readonly Guid Own = new("11111111-2222-3333-4444-b3a000000001");

    private readonly StandingEmulator _emulator = new();
    private readonly Partner _partner;

    public SharedMannersTests() => _partner = _emulator.NewPartner();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_snapshot_has_the_accounts_and_their_numbers_are_found_again(bool isOfAllWorlds)
    {
        var (customer, account, sub) = await OpenMuchAsync(_partner);
        var before = await LookAsync(_partner, customer, account, sub);
        var snapshot = (await _partner.GetAsync(isOfAllWorlds ? "/_emulator/snapshot" : $"{_partner.Control}/snapshot")).Expect(HttpStatusCode.OK);
        var next = await _partner.OpenAsync(customer);
        await using var elsewhere = new StandingEmulator();

        foreach (var partner in new[] { _partner, elsewhere.NewPartner(_partner.Id) })
        {
            (await partner.PutAsync(isOfAllWorlds ? "/_emulator/snapshot" : $"{partner.Control}/snapshot", snapshot.DeepClone().AsObject())).Expect(HttpStatusCode.OK);

            Assert.Equal(before, await LookAsync(partner, customer, account, sub));
            Assert.Equal(HttpStatusCode.NotFound, (await partner.GetAsync($"{AccountsPath}/{next}")).Status);
            Assert.Equal("Rejected: OK RES", await partner.MoveAsync(sub, account, 101));
            Assert.Equal("Complete: OK OK", await partner.MoveAsync(sub, account, 100));
            Assert.Equal(next, await partner.OpenAsync(customer));
        }
    }

    [Fact]
    public async Task A_reset_forgets_the_accounts_and_the_same_calls_open_the_same_again()
    {
        var first = await OpenMuchAsync(_partner);
        await _partner.ResetAsync();

        foreach (var path in new[] { $"{AccountsPath}/{first.Account}", $"{SubAccountsPath}/{first.Sub}" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await _partner.GetAsync(path)).Status);
        }

        var second = await OpenMuchAsync(_partner);
        Assert.Equal((first.Account, first.Sub), (second.Account, second.Sub));
        Assert.Equal("300 200 100", await _partner.BalancesAsync(second.Account));
    }

    [Fact]
    public async Task Accounts_change_in_the_time_that_a_tester_lets_pass()
    {
        (await _partner.PutAsync($"{_partner.Control}/clock", new JsonObject { ["mode"] = "manual" })).Expect(HttpStatusCode.OK);
        var customer = await _partner.OnboardReachableAsync(scenario: "opens-account");
        await _partner.AdvanceAsync("1s");
        var account = await _partner.OpenAsync(customer);

        await _partner.AdvanceAsync("29d");
        var before = await _partner.GetAccountAsync(account);
        await _partner.AdvanceAsync("2d");

        Assert.Equal(("Active", "Dormant"), ((string)before["status"]!, (string)(await _partner.GetAccountAsync(account))["status"]!));
    }

    [Fact]
    public async Task The_journal_and_its_export_have_the_customer_of_each_call()
    {
        var (customer, account, sub) = await OpenMuchAsync(_partner);
        (await _partner.PostAsync(TransactionsPath, new JsonObject { ["debitAccountNumber"] = sub, ["creditAccountNumber"] = account, ["amount"] = 1 })).Expect(HttpStatusCode.OK);
        var restriction = (await _partner.RestrictAsync(account, "{}")).Json["id"];
        (await _partner.DeleteAsync($"{AccountsPath}/{account}/restrictions/{restriction}")).Expect(HttpStatusCode.OK);
        await _partner.GetAsync($"{AccountsPath}/{account}");
        await _partner.GetAsync($"{SubAccountsPath}/{sub}");
        await _partner.GetAsync($"{SubAccountsPath}?partnerId={_partner.Id}");
        await _partner.PostTextAsync(TransfersPath, $$"""{"debitAccountNumber":"{{UnknownNumber}}","creditAccountNumber":"{{sub}}"}""");

        var calls = (await _partner.GetJournalAsync()).Where(entry => (string?)entry["kind"] == "call").ToList();
        var export = (await _partner.GetAsync($"{_partner.Control}/journal/export?format=har")).Expect(HttpStatusCode.OK)["log"]!["entries"]!.AsArray();

        string[] operations =
        [
            "accounts.get", "accounts.open", "restrictions.add", "restrictions.remove", "subaccounts.get", "subaccounts.list", "subaccounts.open",
            "transactions.create", "transfers.create", "wires.simulate",
        ];
        var ofAccounts = calls.FindAll(call => !((string)call["path"]!).StartsWith(Customers, StringComparison.Ordinal));
        Assert.Equal(operations, ofAccounts.Select(call => (string)call["operation"]!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.All(ofAccounts, call => Assert.Equal((string)call["operation"]! == "subaccounts.list" ? null : (string)customer["id"]!, (string?)call["customerId"]));
        Assert.Equal(calls.Select(call => $"{call["method"]} {call["path"]} {call["statusCode"]}"), export.Select(entry =>
            $"{entry!["request"]!["method"]} {new Uri((string)entry["request"]!["url"]!).AbsolutePath} {entry["response"]!["status"]}"));
    }

    [Fact]
    public async Task Members_that_the_bank_does_not_document_are_noted()
    {
        var account = await _partner.OpenAsync(await _partner.OnboardClearAsync(), new JsonObject { ["nickname"] = "x", ["statementAddress"] = new JsonObject { ["street3"] = "y" } });
        await _partner.GetAsync($"{SubAccountsPath}?partnerId={_partner.Id}&status=Active");
        await _partner.PostAsync(WiresPath, new JsonObject { ["accountNumber"] = account, ["amount"] = 1, ["currency"] = "USD" });

        var noted = (await _partner.GetJournalAsync()).Where(entry => entry["unknownMembers"] is not null)
            .Select(entry => $"{entry["operation"]} {string.Join(' ', entry["unknownMembers"]!.AsArray())}");
        Assert.Equal(["accounts.open nickname StatementAddress.street3", "subaccounts.list ?status", "wires.simulate currency"], noted);
    }

    [Fact]
    public async Task A_rule_of_the_world_strikes_a_call_about_accounts()
    {
        var customer = await _partner.OnboardClearAsync();
        await _partner.AddFaultAsync("""{ "call": "accounts.open", "which": 1, "status": 503, "applied": true }""");

        var answer = await _partner.OpenAccountAsync(customer);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Single(await _partner.SeeAccountsAsync(customer["id"]!));
        (await _partner.OpenAccountAsync(customer)).Expect(HttpStatusCode.OK);
        Assert.Equal([1], await _partner.GetHitsAsync());
    }

    [Fact]
    public async Task A_rule_of_a_scenario_counts_the_calls_about_the_accounts_of_its_customer()
    {
        (await _partner.PutTextAsync($"{_partner.Control}/scenarios/bad", """
            version: 1
            scenario: bad
            timeline: []
            api:
              - { call: [accounts.get, subaccounts.get, transfers.create], which: 3, status: 503, applied: false }
            """)).Expect(HttpStatusCode.OK);
        var account = await _partner.OpenAsync(await _partner.OnboardClearAsync(scenario: "bad"));
        var sub = await _partner.OpenSubAsync(account);
        var beside = await _partner.OpenAsync(10);
        Answer[] others = [await _partner.GetAsync($"{AccountsPath}/{beside}"), await _partner.GetAsync($"{AccountsPath}/{beside}"), await _partner.GetAsync($"{AccountsPath}/{beside}")];

        Answer[] own =
        [
            await _partner.GetAsync($"{AccountsPath}/{account}"), await _partner.GetAsync($"{SubAccountsPath}/{sub}"), await _partner.TransferAsync(sub, beside, 1),
            await _partner.TransferAsync(sub, beside, 1),
        ];

        Assert.All(others, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal([200, 200, 503, 200], own.Select(answer => (int)answer.Status));
    }

    [Fact]
    public async Task The_limit_of_a_partner_counts_calls_that_name_it_by_an_account_only()
    {
        await using var limited = With(("Emulator:Limits:Requests", "4"), ("Emulator:Limits:Window", "01:00:00"));
        var (partner, other) = (limited.NewPartner(), limited.NewPartner());
        var account = await partner.OpenAsync(await partner.OnboardClearAsync());
        (await partner.GetAsync($"{AccountsPath}/{account}")).Expect(HttpStatusCode.OK);
        (await partner.DepositAsync(account, 1)).Expect(HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await partner.GetAsync($"{AccountsPath}/{account}")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await partner.DepositAsync(account, 1)).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await partner.TransferAsync(account, UnknownNumber, 1)).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await partner.GetAsync($"{SubAccountsPath}?partnerId={partner.Id}")).Status);
        Assert.Equal((429, (string?)"wires.simulate"), ((int)(await partner.GetJournalAsync())[^3]["statusCode"]!, (string?)(await partner.GetJournalAsync())[^3]["operation"]));
        Assert.Equal("1 1", await SeenBalancesAsync(partner, account));
        await other.OpenAsync(await other.OnboardClearAsync());
    }

    [Fact]
    public async Task A_client_of_one_partner_gets_no_answer_about_the_accounts_of_another()
    {
        await using var bound = With(Client("").ToArray());
        var (partner, other) = (bound.NewPartner(Own), bound.NewPartner());
        var (customer, account, sub) = await OpenMuchAsync(other);
        await partner.TakeTokenAsync("acme");
        var restriction = (string)(await other.RestrictAsync(account, """{"rail":"Ach"}""")).Json["id"]!;

        // As with customers: what a path names is forbidden, what a body names is unknown.
        Answer[] forbidden =
        [
            await partner.GetAsync($"{AccountsPath}/{account}"),
            await partner.GetAsync($"{SubAccountsPath}/{sub}"),
            await partner.GetAsync($"{SubAccountsPath}?partnerId={other.Id}"),
            await partner.RestrictAsync(account, "{}"),
            await partner.DeleteAsync($"{AccountsPath}/{account}/restrictions/{restriction}"),
        ];
        Assert.All(forbidden, answer => Assert.Equal((HttpStatusCode.Forbidden, 3001), (answer.Status, (int)answer.Json["errors"]![0]!["code"]!)));
        foreach (var hasWorld in new[] { false, true })
        {
            await (hasWorld ? partner.OnboardAsync() : Task.CompletedTask);
            Assert.Equal([2101], (await partner.OpenAccountAsync(customer)).Codes());
            Assert.Equal(HttpStatusCode.NotFound, (await partner.PostAsync(SubAccountsPath, new JsonObject { ["masterAccountNumber"] = account, ["title"] = "x" })).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await partner.DepositAsync(account, 1)).Status);
            Assert.Empty((await partner.GetAsync(SubAccountsPath)).Json["results"]!.AsArray());
            Assert.Empty((await partner.GetAsync($"{SubAccountsPath}?masterAccountNumber={account}")).Json["results"]!.AsArray());
        }

        Assert.Equal("300 200 100", await other.BalancesAsync(account));
        Assert.Single((await other.SeeAccountsAsync(customer["id"]!))[0]["subAccounts"]!.AsArray());
    }

    [Fact]
    public async Task A_token_needs_the_scope_that_the_settings_ask_for()
    {
        await using var scoped = With([("Emulator:Accounts:Scope", "accounts"), .. Client("customers accounts")]);
        var partner = scoped.NewPartner(Own);
        await partner.TakeTokenAsync("acme", scope: "customers");
        var customer = await partner.OnboardClearAsync();

        Answer[] forbidden = [await partner.OpenAccountAsync(customer), await partner.TransferAsync(UnknownNumber, "2001231232", 1), await partner.DepositAsync(UnknownNumber, 1), await partner.GetAsync(SubAccountsPath)];
        await partner.TakeTokenAsync("acme", scope: "accounts");

        Assert.All(forbidden, answer => Assert.Equal((HttpStatusCode.Forbidden, """{"errors":[{"code":3002,"message":"Scope accounts required"}]}"""), (answer.Status, answer.Text)));
        await partner.OpenAsync(customer);
    }

    [Fact]
    public async Task The_reference_describes_each_operation()
    {
        var paths = (await _partner.GetAsync("/_emulator/openapi/bank.json")).Expect(HttpStatusCode.OK)["paths"]!.AsObject();
        var operations = paths.Where(path => path.Key.Contains("/dda/", StringComparison.Ordinal) || path.Key is TransfersPath or TransactionsPath or WiresPath)
            .SelectMany(path => path.Value!.AsObject().Select(operation => (Name: $"{operation.Key} {path.Key}", Json: operation.Value!))).ToList();

        Assert.Equal(10, operations.Count);
        Assert.All(operations, operation =>
        {
            Assert.NotEmpty((string)operation.Json["summary"]!);
            Assert.True(operation.Name.StartsWith("post", StringComparison.Ordinal) == operation.Json["requestBody"]?["content"]?["application/json"]?["schema"] is not null, operation.Name);
            Assert.True(operation.Json["responses"]!["200"]!["content"]!["application/json"]!["schema"] is not null, operation.Name);
            Assert.Contains((string)operation.Json["tags"]![0]!, (string[])["Accounts", "Subledgers", "Transfers"]);
        });
    }

    // An account with a subledger, money in both, and a restriction of large credits.
    private static async Task<(JsonObject Customer, string Account, string Sub)> OpenMuchAsync(Partner partner)
    {
        var customer = await partner.OnboardClearAsync();
        var account = await partner.OpenAsync(customer);
        var sub = await partner.OpenSubAsync(account);
        (await partner.DepositAsync(account, 300)).Expect(HttpStatusCode.OK);
        Assert.Equal("Complete: OK OK", await partner.MoveAsync(account, sub, 100));
        (await partner.RestrictAsync(account, """{"transactionType":"Credit","amountThreshold":100}""")).Expect(HttpStatusCode.OK);

        return (customer, account, sub);
    }

    private static async Task<string> LookAsync(Partner partner, JsonObject customer, string account, string sub) => string.Join(
        '\n',
        [
            (await partner.GetAsync($"{AccountsPath}/{account}")).Text,
            (await partner.GetAsync($"{SubAccountsPath}/{sub}")).Text,
            .. (await partner.SeeAccountsAsync(customer["id"]!)).Select(seen => seen.ToJsonString()),
        ]);

    // By the control route, which no limit counts.
    private static async Task<string> SeenBalancesAsync(Partner partner, string account)
    {
        var customer = (await partner.GetJournalAsync()).Select(entry => entry["customerId"]).First(id => id is not null)!;
        var seen = (await partner.SeeAccountsAsync(customer)).Single(one => (string)one["account"]!["accountNumber"]! == account);
        return $"{seen["account"]!["currentBalance"]} {seen["implicitBalance"]}";
    }

    private static IEnumerable<(string, string)> Client(string scopes) =>
    [
        ("Emulator:Tokens:Clients:0:Id", "acme"), ("Emulator:Tokens:Clients:0:Secret", "secret"), ("Emulator:Tokens:Clients:0:PartnerId", $"{Own}"),
        ("Emulator:Tokens:Clients:0:Scopes", scopes),
    ];

    private static StandingEmulator With(params (string Key, string Value)[] settings) =>
        new() { Settings = settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value, StringComparer.Ordinal) };
}
