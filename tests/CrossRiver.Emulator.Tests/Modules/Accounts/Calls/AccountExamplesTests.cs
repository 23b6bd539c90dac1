using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Modules.Accounts.Calls;

/// <summary>The examples of the account API are calls that the partner can make with what it has.</summary>
public sealed class AccountExamplesTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private const string Account = "2235223803";
    private const string OtherAccount = "2254575653";

    private readonly Partner _partner = emulator.NewPartner();

    [Fact]
    public async Task Without_a_customer_an_account_is_opened_for_the_one_of_the_bank_s_sample()
    {
        await _partner.OnboardReachableAsync();

        var example = await ReadAsync("accounts.open");

        Assert.Equal(
            """{"customerId":"9052b6a5-3f09-41d1-b526-ade80104eb79","title":"Peter Griffin","street1":"123 Maple Street"}""",
            new JsonObject { ["customerId"] = (string)example["customerId"]!, ["title"] = (string)example["title"]!, ["street1"] = (string)example["statementAddress"]!["street1"]! }.ToJsonString());
    }

    [Theory]
    [InlineData("create-personal.request.json", PartnerWithAccounts.PersonalChecking)]
    [InlineData("create-business.request.json", PartnerWithAccounts.BusinessChecking)]
    public async Task An_account_is_opened_for_the_first_customer_that_may_have_one(string body, string product)
    {
        await _partner.OnboardReachableAsync();
        var customer = await _partner.OnboardClearAsync(_partner.Body(body));

        var example = await ReadAsync("accounts.open");

        Assert.Equal(((string)customer["id"]!, product), ((string)example["customerId"]!, (string)example["productId"]!));
        (await _partner.PostAsync(PartnerWithAccounts.AccountsPath, example)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Money_moves_between_the_partner_s_first_two_accounts()
    {
        Assert.Equal((Account, OtherAccount), await SidesAsync("transfers.create"));
        var first = await _partner.OpenAsync(cents: 50_000);
        Assert.Equal((first, OtherAccount), await SidesAsync("transfers.create"));
        var second = await _partner.OpenAsync();

        Assert.Equal((first, second), await SidesAsync("transfers.create"));
        Assert.Equal((first, second), await SidesAsync("transactions.create"));
        Assert.Equal(first, (string?)(await ReadAsync("wires.simulate"))["accountNumber"]);
        Assert.Equal(first, (string?)(await ReadAsync("subaccounts.open"))["masterAccountNumber"]);
    }

    [Theory]
    [InlineData("transfers.create", PartnerWithAccounts.TransfersPath)]
    [InlineData("transactions.create", PartnerWithAccounts.TransactionsPath)]
    [InlineData("wires.simulate", PartnerWithAccounts.WiresPath)]
    [InlineData("subaccounts.open", PartnerWithAccounts.SubAccountsPath)]
    public async Task An_example_is_a_call_that_succeeds_once_there_are_accounts(string name, string path)
    {
        await _partner.OpenAsync(cents: 50_000);
        await _partner.OpenAsync();

        (await _partner.PostAsync(path, await ReadAsync(name))).Expect(HttpStatusCode.OK);
    }

    private async Task<(string?, string?)> SidesAsync(string name)
    {
        var example = await ReadAsync(name);
        return ((string?)example["debitAccountNumber"], (string?)example["creditAccountNumber"]);
    }

    private async Task<JsonObject> ReadAsync(string name) => (await _partner.GetAsync($"/_emulator/examples/{name}?partnerId={_partner.Id}")).Expect(HttpStatusCode.OK);
}
