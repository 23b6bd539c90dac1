using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Accounts.Calls;
using static CrossRiver.Emulator.Modules.Accounts.Calls.PartnerWithAccounts;

namespace CrossRiver.Emulator.Modules.Accounts.Testing;

/// <summary>The control routes by which a tester sees, changes and makes accounts.</summary>
public sealed class AccountTestEndpointsTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    private readonly Partner _partner = emulator.NewPartner();

    [Fact]
    public async Task A_tester_sees_the_accounts_of_a_customer_with_all_that_belongs_to_them()
    {
        var customer = await _partner.OnboardClearAsync();
        var (first, second) = (await _partner.OpenAsync(customer), await _partner.OpenAsync(customer));
        var sub = await _partner.OpenSubAsync(second);
        (await _partner.DepositAsync(sub, 70)).Expect(HttpStatusCode.OK);
        var restriction = await _partner.RestrictAsync(second, """{"rail":"Ach"}""");

        var answer = (await _partner.GetAsync($"{_partner.Control}/customers/{customer["id"]}/accounts")).Expect(HttpStatusCode.OK);

        Assert.Equal(($"{_partner.Id}", 1), ((string)answer["partnerId"]!, (int)answer["epoch"]!));
        var seen = answer["accounts"]!.AsArray();
        Assert.Equal([first, second], seen.Select(one => (string)one!["account"]!["accountNumber"]!));
        Assert.Equal((await _partner.GetAccountAsync(second)).ToJsonString(), seen[1]!["account"]!.ToJsonString());
        Assert.Equal((0, false), ((int)seen[1]!["implicitBalance"]!, (bool)seen[1]!["isRestrictedByBank"]!));
        var readSub = (await _partner.GetAsync($"{SubAccountsPath}/{sub}")).Json;
        Assert.Equal(readSub.ToJsonString(), Assert.Single(seen[1]!["subAccounts"]!.AsArray())!.ToJsonString());
        Assert.Equal(restriction.Json.ToJsonString(), Assert.Single(seen[1]!["restrictions"]!.AsArray())!.ToJsonString());
    }

    [Fact]
    public async Task A_title_may_be_empty_and_the_journal_shows_it()
    {
        var number = await _partner.OpenAsync();

        var changed = await _partner.SetAccountAsync(number, new JsonObject { ["title"] = "" });

        Assert.Equal("", (string)changed["account"]!["title"]!);
        Assert.Equal($"account {number}: account.title Checking → ", (await _partner.GetChangesAsync())[^1]);
    }

    [Fact]
    public async Task A_tester_changes_an_account_as_the_bank_would_and_it_is_in_the_journal()
    {
        var number = await _partner.OpenAsync();

        var changed = await _partner.SetAccountAsync(number, new JsonObject { ["status"] = "dormant", ["title"] = "New", ["restricted"] = true });

        Assert.Equal("Dormant New true", $"{changed["account"]!["status"]} {changed["account"]!["title"]} {changed["isRestrictedByBank"]!.ToJsonString()}");
        var journal = await _partner.GetJournalAsync();
        Assert.Contains(
            journal,
            entry => (string?)entry["what"] == $"accounts: {number} is set to account.title New, account.restricted True, account.status Dormant");
        Assert.Equal(
            [$"{number}: account.title Checking → New", $"{number}: restricted by the bank", $"{number}: account.status Active → Dormant"],
            (await _partner.GetChangesAsync()).TakeLast(3).Select(what => what["account ".Length..]));
    }

    [Fact]
    public async Task A_change_that_cannot_be_is_refused()
    {
        var (number, other) = (await _partner.OpenAsync(), emulator.NewPartner());
        await other.BeginAsync();
        var path = $"{_partner.Control}/accounts/{number}";

        Assert.Equal(
            ["Status must be one of Active, Closed, Dormant", "Title must be text of at most 255 characters", "Restricted must be true or false"],
            (await _partner.PostTextAsync(path, """{"status":"Open","title":1,"restricted":"x"}""")).Messages);
        Assert.Equal(HttpStatusCode.NotFound, (await _partner.PostTextAsync($"{_partner.Control}/accounts/{UnknownNumber}", "{}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _partner.PostTextAsync($"{other.Control}/accounts/{number}", "{}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _partner.GetAsync($"{_partner.Control}/customers/6f9619ff-8b86-d011-b42d-00c04fc964ff/accounts")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _partner.GetAsync($"{_partner.Control}/customers/x/accounts")).Status);
        Assert.DoesNotContain(await _partner.GetJournalAsync(), entry => ((string?)entry["what"])?.Contains("is set to", StringComparison.Ordinal) is true);
    }

    [Fact]
    public async Task Accounts_are_seeded_for_the_customers_that_may_have_one_and_have_none()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await _partner.RegisterAsync(inbox.Url, AccountEvents.Opened, AccountEvents.WireReceived);
        (await _partner.PostAsync($"{_partner.Control}/seed", new JsonObject { ["customers"] = 20, ["seed"] = 7 })).Expect(HttpStatusCode.OK);
        var pending = await _partner.OnboardReachableAsync();
        var customers = await _partner.GetAllAsync($"/core/v1/cm/customers?partnerId={_partner.Id}");
        var clear = customers.Where(customer => (string)customer["ofac"]! == "Clear").ToList();
        var opened = clear.Find(customer => (string)customer["classification"]! == "Personal")!;
        var already = await _partner.OpenAsync(opened);
        await emulator.AdvanceAsync(TimeSpan.Zero, _partner);
        var before = inbox.All.Count;

        var seeded = (await SeedAsync("""{"balance":50000}""")).Expect(HttpStatusCode.OK)["accounts"]!.AsArray();
        await emulator.AdvanceAsync(TimeSpan.Zero, _partner);

        Assert.Equal(
            clear.Where(customer => customer != opened).Select(customer => (string)customer["id"]!),
            seeded.Select(one => (string)one!["account"]!["customerId"]!));
        Assert.All(seeded, one => Assert.Equal((50_000, 50_000), ((int)one!["account"]!["currentBalance"]!, (int)one["implicitBalance"]!)));
        Assert.All(seeded, one =>
        {
            var customer = clear.Single(customer => (string)customer["id"]! == (string)one!["account"]!["customerId"]!);
            Assert.Equal((string)customer["classification"]! == "Business" ? BusinessChecking : PersonalChecking, (string)one!["account"]!["productId"]!);
        });
        Assert.Equal(before, inbox.All.Count);
        Assert.Contains(await _partner.GetJournalAsync(), entry => (string?)entry["what"] == $"accounts: {seeded.Count} are seeded");
        Assert.Equal("Complete: OK OK", await _partner.MoveAsync((string)seeded[0]!["account"]!["accountNumber"]!, already, 1));
        Assert.Empty(await _partner.SeeAccountsAsync(pending["id"]!));
        Assert.Empty((await SeedAsync("{}")).Json["accounts"]!.AsArray());
    }

    [Fact]
    public async Task So_many_accounts_are_seeded_as_are_asked_for()
    {
        (await _partner.PostAsync($"{_partner.Control}/seed", new JsonObject { ["customers"] = 20 })).Expect(HttpStatusCode.OK);

        var seeded = (await SeedAsync("""{"accounts":3}""")).Expect(HttpStatusCode.OK)["accounts"]!.AsArray();

        Assert.Equal([0, 0, 0], seeded.Select(one => (int)one!["account"]!["currentBalance"]!));
        Assert.Equal(3, seeded.Select(one => (string)one!["account"]!["accountNumber"]!).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(
            ["Accounts must be a whole number from 1 to 10000", "Balance must be a whole number from 1 to 999999999999"],
            (await SeedAsync("""{"accounts":0,"balance":0}""")).Messages);
    }

    [Fact]
    public async Task In_the_only_world_no_call_needs_the_partner()
    {
        await using var alone = new StandingEmulator();
        var partner = alone.NewPartner();
        var customer = await partner.OnboardClearAsync();

        var seeded = (await partner.PostTextAsync("/_emulator/accounts/seed", """{"balance":5}""")).Expect(HttpStatusCode.OK)["accounts"]!.AsArray();
        var number = (string)Assert.Single(seeded)!["account"]!["accountNumber"]!;
        (await partner.PostTextAsync($"/_emulator/accounts/{number}", """{"status":"Closed"}""")).Expect(HttpStatusCode.OK);
        var seen = (await partner.GetAsync($"/_emulator/customers/{customer["id"]}/accounts")).Expect(HttpStatusCode.OK)["accounts"]!.AsArray();

        Assert.Equal(("Closed", number), ((string)Assert.Single(seen)!["account"]!["status"]!, (string)seen[0]!["account"]!["accountNumber"]!));
    }

    private Task<Answer> SeedAsync(string body) => _partner.PostTextAsync($"{_partner.Control}/accounts/seed", body);
}
