using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Faults.Api;
using static CrossRiver.Emulator.Modules.Accounts.Calls.PartnerWithAccounts;

namespace CrossRiver.Emulator.Modules.Accounts.Calls;

/// <summary>What accounts have from the platform, without code of their own: snapshots, resets, time, the journal, faults and the reference.</summary>
public sealed class SharedMannersTests : IAsyncLifetime
{
    private const string Customers = "/core/v1/cm/customers";

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
        var (customer, account, sub) = await _partner.OpenMuchAsync();
        var before = await LookAsync(_partner, customer, account, sub);
        var path = isOfAllWorlds ? "/_emulator/snapshot" : $"{_partner.Control}/snapshot";
        var snapshot = (await _partner.GetAsync(path)).Expect(HttpStatusCode.OK);
        var next = await _partner.OpenAsync(customer);
        await using var elsewhere = new StandingEmulator();

        foreach (var partner in new[] { _partner, elsewhere.NewPartner(_partner.Id) })
        {
            (await partner.PutAsync(path, snapshot.DeepClone().AsObject())).Expect(HttpStatusCode.OK);

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
        var first = await _partner.OpenMuchAsync();
        await _partner.ResetAsync();

        foreach (var path in new[] { $"{AccountsPath}/{first.Account}", $"{SubAccountsPath}/{first.Sub}" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await _partner.GetAsync(path)).Status);
        }

        var second = await _partner.OpenMuchAsync();
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
        var (customer, account, sub) = await _partner.OpenMuchAsync();
        var order = new JsonObject { ["debitAccountNumber"] = sub, ["creditAccountNumber"] = account, ["amount"] = 1 };
        (await _partner.PostAsync(TransactionsPath, order)).Expect(HttpStatusCode.OK);
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
        Assert.All(
            ofAccounts,
            call => Assert.Equal((string)call["operation"]! == "subaccounts.list" ? null : (string)customer["id"]!, (string?)call["customerId"]));
        Assert.Equal(calls.Select(call => $"{call["method"]} {call["path"]} {call["statusCode"]}"), export.Select(entry =>
            $"{entry!["request"]!["method"]} {new Uri((string)entry["request"]!["url"]!).AbsolutePath} {entry["response"]!["status"]}"));
    }

    [Fact]
    public async Task Members_that_the_bank_does_not_document_are_noted()
    {
        var more = new JsonObject { ["nickname"] = "x", ["statementAddress"] = new JsonObject { ["street3"] = "y" } };
        var account = await _partner.OpenAsync(await _partner.OnboardClearAsync(), more);
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
        for (var count = 0; count < 3; count++)
        {
            (await _partner.GetAsync($"{AccountsPath}/{beside}")).Expect(HttpStatusCode.OK);
        }

        Answer[] own =
        [
            await _partner.GetAsync($"{AccountsPath}/{account}"),
            await _partner.GetAsync($"{SubAccountsPath}/{sub}"),
            await _partner.TransferAsync(sub, beside, 1),
            await _partner.TransferAsync(sub, beside, 1),
        ];

        Assert.Equal([200, 200, 503, 200], own.Select(answer => (int)answer.Status));
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
            var body = operation.Json["requestBody"]?["content"]?["application/json"]?["schema"];
            Assert.True(operation.Name.StartsWith("post", StringComparison.Ordinal) == body is not null, operation.Name);
            Assert.True(operation.Json["responses"]!["200"]!["content"]!["application/json"]!["schema"] is not null, operation.Name);
            Assert.Contains((string)operation.Json["tags"]![0]!, (string[])["Accounts", "Subledgers", "Transfers"]);
        });
    }

    private static async Task<string> LookAsync(Partner partner, JsonObject customer, string account, string sub) => string.Join(
        '\n',
        [
            (await partner.GetAsync($"{AccountsPath}/{account}")).Text,
            (await partner.GetAsync($"{SubAccountsPath}/{sub}")).Text,
            .. (await partner.SeeAccountsAsync(customer["id"]!)).Select(seen => seen.ToJsonString()),
        ]);
}
