using System.Net;
using System.Text.Json.Nodes;
using static CrossRiver.Emulator.Modules.Accounts.Calls.PartnerWithAccounts;

namespace CrossRiver.Emulator.Modules.Accounts.Calls;

/// <summary>The callers of accounts: how often they may call, for which partner, and with which scope.</summary>
public sealed class AccountCallersTests
{
    private static readonly Guid Own = new("11111111-2222-3333-4444-b3a000000001");

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
        Assert.Equal("wires.simulate 429", (await partner.GetJournalAsync()).Select(entry => $"{entry["operation"]} {entry["statusCode"]}").ToList()[^3]);
        Assert.Equal("1 1", await SeenBalancesAsync(partner, account));
        await other.OpenAsync(await other.OnboardClearAsync());
    }

    [Fact]
    public async Task A_client_of_one_partner_gets_no_answer_about_the_accounts_of_another()
    {
        await using var bound = With(Client("").ToArray());
        var (partner, other) = (bound.NewPartner(Own), bound.NewPartner());
        var (customer, account, sub) = await other.OpenMuchAsync();
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
            var newSub = new JsonObject { ["masterAccountNumber"] = account, ["title"] = "x" };
            Assert.Equal(HttpStatusCode.NotFound, (await partner.PostAsync(SubAccountsPath, newSub)).Status);
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

        Answer[] forbidden =
        [
            await partner.OpenAccountAsync(customer),
            await partner.TransferAsync(UnknownNumber, "2001231232", 1),
            await partner.DepositAsync(UnknownNumber, 1),
            await partner.GetAsync(SubAccountsPath),
        ];
        await partner.TakeTokenAsync("acme", scope: "accounts");

        Assert.All(forbidden, answer => Assert.Equal((HttpStatusCode.Forbidden, "Scope accounts required"), (answer.Status, Assert.Single(answer.Messages))));
        await partner.OpenAsync(customer);
    }

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
