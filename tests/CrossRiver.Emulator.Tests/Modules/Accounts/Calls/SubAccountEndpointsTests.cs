using System.Net;
using System.Text.Json.Nodes;
using static CrossRiver.Emulator.Modules.Accounts.Calls.PartnerWithAccounts;

namespace CrossRiver.Emulator.Modules.Accounts.Calls;

/// <summary>Subledgers: what their calls answer, how they are listed, and the money in them.</summary>
public sealed class SubAccountEndpointsTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    private const string Moment = "2021-11-22T10:49:58.843-05:00";

    private const string Beneficiary =
        """
        {"referenceId":"7","firstName":"Lois","middleName":"P","lastName":"Griffin","entityName":"G","streetAddress1":"31 Spooner St","streetAddress2":"2",
        "city":"Quahog","state":"RI","postalCode":"00093","countryCode":"US","phoneNumber":"2015552345","emailAddress":"lois@example.test","notes":"none"}
        """;

    private readonly Partner _partner = emulator.NewPartner();

    [Fact]
    public async Task A_subledger_is_answered_in_the_bank_s_order_and_then_with_what_partners_store()
    {
        var master = await _partner.OpenAsync();
        var customer = await _partner.OnboardAsync();

        var opened = await _partner.PostAsync(SubAccountsPath, new JsonObject
        {
            ["masterAccountNumber"] = master,
            ["title"] = "Robert Jordan's Sub",
            ["customerId"] = $"{customer["id"]}",
            ["beneficiary"] = JsonNode.Parse(Beneficiary),
            ["clientIdentifier"] = "sub-1",
        });

        var number = (string)opened.Expect(HttpStatusCode.OK)["accountNumber"]!;
        Assert.Equal(
            JsonNode.Parse($$"""
            {"accountNumber":"{{number}}","accountType":"Deposit","status":"Active","ledgerType":"PassThrough","title":"Robert Jordan's Sub",
            "currentBalance":0,"availableBalance":0,"holdAmount":0,"transactionCount":0,"openedAt":"{{Moment}}","masterAccountNumber":"{{master}}",
            "beneficiary":{{Beneficiary}},"partnerId":"{{_partner.Id}}","customerId":"{{customer["id"]}}","productId":"{{PersonalChecking}}",
            "clientIdentifier":"sub-1","lastModifiedAt":"{{Moment}}"}
            """)!.ToJsonString(),
            opened.Json.ToJsonString());
        Assert.Equal(opened.Text, (await _partner.GetAsync($"{SubAccountsPath}/{number}")).Text);
    }

    [Fact]
    public async Task A_subledger_has_its_balance_the_number_of_its_transactions_and_the_moment_of_the_last()
    {
        await using var moving = new StandingEmulator();
        var partner = moving.NewPartner();
        var master = await partner.OpenAsync(ledgerType: "Direct");
        var sub = await partner.OpenSubAsync(master);
        await moving.AdvanceAsync(TimeSpan.FromMinutes(1), partner);

        (await partner.DepositAsync(sub, 70)).Expect(HttpStatusCode.OK);
        Assert.Equal("Complete: OK OK", await partner.MoveAsync(sub, master, 30));
        await partner.MoveAsync(sub, master, 41);

        var read = (await partner.GetAsync($"{SubAccountsPath}/{sub}")).Expect(HttpStatusCode.OK);
        Assert.Equal("Direct 40 40 2", $"{read["ledgerType"]} {read["currentBalance"]} {read["availableBalance"]} {read["transactionCount"]}");
        Assert.Equal(("2021-11-22T10:49:58.843-05:00", "2021-11-22T10:50:58.843-05:00"), ((string)read["openedAt"]!, (string)read["lastModifiedAt"]!));
        Assert.Equal(70, (int)(await partner.GetAccountAsync(master))["currentBalance"]!);
    }

    [Theory]
    [InlineData("PassThrough", "Complete: OK OK", "100 -10 60 50")]
    [InlineData("Direct", "Rejected: NSF OK", "100 0 60 40")]
    public async Task Between_the_subledgers_of_an_account_money_moves_and_its_balance_stays(string ledgerType, string fromImplicit, string balances)
    {
        var account = await _partner.OpenAsync(ledgerType: ledgerType);
        var (first, second) = (await _partner.OpenSubAsync(account), await _partner.OpenSubAsync(account));
        (await _partner.DepositAsync(first, 100)).Expect(HttpStatusCode.OK);

        Assert.Equal("Complete: OK OK", await _partner.MoveAsync(first, second, 40));
        Assert.Equal(fromImplicit, await _partner.MoveAsync(account, second, 10));

        Assert.Equal(balances, await _partner.BalancesAsync(account));
    }

    [Theory]
    [InlineData("PassThrough", "Complete: OK OK", "Rejected: NSF OK", "50 100 -50")]
    [InlineData("Direct", "Rejected: NSF OK", "Complete: OK OK", "0 0 0")]
    public async Task A_debit_needs_the_money_of_the_account_or_that_of_its_subledger(string ledgerType, string fromSub, string fromImplicit, string balances)
    {
        var (account, other) = (await _partner.OpenAsync(100, ledgerType), await _partner.OpenAsync());
        var sub = await _partner.OpenSubAsync(account);

        Assert.Equal("Rejected: NSF OK", await _partner.MoveAsync(sub, other, 101));
        Assert.Equal(fromSub, await _partner.MoveAsync(sub, other, 50));
        Assert.Equal(fromImplicit, await _partner.MoveAsync(account, other, 100));

        Assert.Equal(balances, await _partner.BalancesAsync(account));
    }

    [Fact]
    public async Task Subledgers_are_listed_in_pages_in_the_order_of_their_creation()
    {
        var masters = new[] { await _partner.OpenAsync(), await _partner.OpenAsync() };
        List<string> opened = [];
        for (var count = 0; count < 12; count++)
        {
            opened.Add(await _partner.OpenSubAsync(masters[count % 2]));
        }

        var first = await ListAsync("");
        var second = await ListAsync("&pageNumber=2");

        Assert.Equal(opened, NumbersOf(first).Concat(NumbersOf(second)));
        Assert.Equal("1 10 false true", string.Join(' ', first.Skip(1).Select(member => member.Value!.ToJsonString())));
        Assert.Equal("2 10 true false", string.Join(' ', second.Skip(1).Select(member => member.Value!.ToJsonString())));
        Assert.Equal((await _partner.GetAsync($"{SubAccountsPath}/{opened[0]}")).Json.ToJsonString(), first["results"]![0]!.ToJsonString());
        Assert.Equal(opened.Where((_, place) => place % 2 == 1), NumbersOf(await ListAsync($"&masterAccountNumber={masters[1]}")));
        Assert.Equal([opened[4]], NumbersOf(await ListAsync($"&masterAccountNumber={masters[0]}&pageSize=1&pageNumber=3")));
        Assert.Equal(0, (int)(await ListAsync("&pageNumber=3"))["pageSize"]!);
    }

    [Fact]
    public async Task Without_a_partner_the_subledgers_of_all_are_listed_and_with_an_unknown_one_none()
    {
        await using var alone = new StandingEmulator();
        Partner[] partners = [alone.NewPartner(), alone.NewPartner()];
        string[] masters = [await partners[0].OpenAsync(), await partners[1].OpenAsync()];
        List<string> opened = [];
        for (var count = 0; count < 6; count++)
        {
            opened.Add(await partners[count % 2].OpenSubAsync(masters[count % 2]));
            await alone.AdvanceAsync(TimeSpan.FromSeconds(1), partners[0]);
        }

        Assert.Equal(opened, NumbersOf((await partners[0].GetAsync(SubAccountsPath)).Json));
        Assert.Equal([opened[4]], NumbersOf((await partners[0].GetAsync($"{SubAccountsPath}?pageSize=1&pageNumber=5")).Json));
        Assert.Equal([opened[1], opened[3], opened[5]], NumbersOf((await partners[0].GetAsync($"{SubAccountsPath}?partnerId={partners[1].Id}")).Json));
        Assert.Empty(NumbersOf((await partners[0].GetAsync($"{SubAccountsPath}?partnerId=6f9619ff-8b86-d011-b42d-00c04fc964ff")).Json));
        Assert.Empty(NumbersOf((await partners[0].GetAsync($"{SubAccountsPath}?masterAccountNumber={UnknownNumber}")).Json));
        Assert.Equal(["PartnerId must be a GUID"], (await partners[0].GetAsync($"{SubAccountsPath}?partnerId=x")).Messages);
    }

    [Fact]
    public async Task A_subledger_of_no_account_and_of_a_closed_one_is_refused_and_its_customer_must_be_known()
    {
        var (account, closed) = (await _partner.OpenAsync(), await _partner.OpenAsync());
        await _partner.SetAccountAsync(closed, new JsonObject { ["status"] = "Closed" });
        var sub = await _partner.OpenSubAsync(account);

        var ofNone = await OpenAsync(UnknownNumber);
        var ofSub = await OpenAsync(sub);
        var ofClosed = await OpenAsync(closed);
        var stranger = await OpenAsync(account, "6f9619ff-8b86-d011-b42d-00c04fc964ff");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (ofNone.Status, ofSub.Status));
        Assert.Equal([2109], ofClosed.Codes());
        Assert.Equal([$"Account {closed} is closed; send the number of another account"], ofClosed.Messages);
        Assert.Equal([2101], stranger.Codes());
        Assert.Single(NumbersOf(await ListAsync("")));
    }

    private static IEnumerable<string> NumbersOf(JsonObject page) => page["results"]!.AsArray().Select(sub => (string)sub!["accountNumber"]!);

    private async Task<JsonObject> ListAsync(string query) =>
        (await _partner.GetAsync($"{SubAccountsPath}?partnerId={_partner.Id}{query}")).Expect(HttpStatusCode.OK);

    private Task<Answer> OpenAsync(string master, string? customerId = null) =>
        _partner.PostAsync(SubAccountsPath, new JsonObject { ["masterAccountNumber"] = master, ["title"] = "Savings", ["customerId"] = customerId });
}
