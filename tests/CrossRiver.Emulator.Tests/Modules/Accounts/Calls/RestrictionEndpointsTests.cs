using System.Net;
using System.Text.Json.Nodes;
using static CrossRiver.Emulator.Modules.Accounts.Calls.PartnerWithAccounts;

namespace CrossRiver.Emulator.Modules.Accounts.Calls;

/// <summary>Restrictions: which transfers they refuse, and how they come and go.</summary>
public sealed class RestrictionEndpointsTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    private const int MostRestrictions = 100;

    private readonly Partner _partner = emulator.NewPartner();

    [Fact]
    public async Task A_restriction_is_answered_as_it_was_asked_for_with_its_id_and_its_moment()
    {
        var number = await _partner.OpenAsync();
        var sub = await _partner.OpenSubAsync(number);
        var members = $"""
            "subAccountNumber":"{sub}","appliesTo":"Account","rail":"Ach","transactionType":"Debit","otherAccountType":"Deposit",
            "amountThreshold":10000,"transactionCode":"Incoming ACH","reason":"Account Freeze"
            """.ReplaceLineEndings("");

        var placed = await _partner.RestrictAsync(number, $"{{{members}}}");
        var id = (string)placed.Expect(HttpStatusCode.OK)["id"]!;
        var least = await _partner.RestrictAsync(number, "{}");
        var removed = await RemoveAsync(number, id);

        Assert.Equal($$"""{"id":"{{id}}","accountNumber":"{{number}}",{{members}},"createdAt":"2021-11-22T10:49:58.843-05:00"}""", placed.Text);
        Assert.Equal($$"""{"id":"{{least.Json["id"]}}","accountNumber":"{{number}}","createdAt":"2021-11-22T10:49:58.843-05:00"}""", least.Text);
        Assert.True(Guid.TryParse(id, out _));
        Assert.Equal((HttpStatusCode.OK, placed.Text), (removed.Status, removed.Text));
    }

    // The columns: from the account, to the account, from its subledger, to its subledger; each with an account beside.
    [Theory]
    [InlineData("{}", "RES RES RES RES")]
    [InlineData("""{"reason":"Account Freeze"}""", "RES RES RES RES")]
    [InlineData("""{"transactionType":"Debit"}""", "RES OK RES OK")]
    [InlineData("""{"transactionType":"Credit"}""", "OK RES OK RES")]
    [InlineData("""{"appliesTo":"All"}""", "RES RES RES RES")]
    [InlineData("""{"appliesTo":"Account"}""", "RES RES OK OK")]
    [InlineData("""{"appliesTo":"SubAccounts","transactionType":"Debit"}""", "OK OK RES OK")]
    [InlineData("""{"subAccountNumber":"SUB","appliesTo":"Account"}""", "OK OK RES RES")]
    [InlineData("""{"subAccountNumber":"OTHER"}""", "OK OK OK OK")]
    [InlineData("""{"subAccountNumber":"ACCOUNT"}""", "RES RES OK OK")]
    [InlineData("""{"rail":"Ach"}""", "OK OK OK OK")]
    [InlineData("""{"rail":"Internal"}""", "RES RES RES RES")]
    [InlineData("""{"amountThreshold":10}""", "OK OK OK OK")]
    [InlineData("""{"amountThreshold":9}""", "RES RES RES RES")]
    [InlineData("""{"transactionCode":"Incoming ACH"}""", "OK OK OK OK")]
    [InlineData("""{"transactionCode":"accountTransfer"}""", "RES RES RES RES")]
    [InlineData("""{"otherAccountType":"Wallet"}""", "OK OK OK OK")]
    [InlineData("""{"otherAccountType":"Deposit","transactionType":"Credit","amountThreshold":9}""", "OK RES OK RES")]
    public async Task A_restriction_refuses_what_has_all_that_it_names_until_it_is_removed(string restriction, string results)
    {
        var (account, beside) = (await _partner.OpenAsync(1_000), await _partner.OpenAsync(1_000));
        var (sub, other) = (await _partner.OpenSubAsync(account), await _partner.OpenSubAsync(account));
        var body = restriction.Replace("SUB\"", $"{sub}\"", StringComparison.Ordinal)
            .Replace("OTHER", other, StringComparison.Ordinal).Replace("ACCOUNT", account, StringComparison.Ordinal);
        var id = (string)(await _partner.RestrictAsync(account, body)).Expect(HttpStatusCode.OK)["id"]!;

        Assert.Equal(results, await TryEachWayAsync(account, sub, beside));
        (await RemoveAsync(account, id)).Expect(HttpStatusCode.OK);

        Assert.Equal("OK OK OK OK", await TryEachWayAsync(account, sub, beside));
    }

    [Fact]
    public async Task A_restriction_of_wires_refuses_a_wire_and_no_transfer()
    {
        var (account, beside) = (await _partner.OpenAsync(100), await _partner.OpenAsync());
        (await _partner.RestrictAsync(account, """{"rail":"Wire"}""")).Expect(HttpStatusCode.OK);

        Assert.Equal([2113], (await _partner.DepositAsync(account, 1)).Codes());
        Assert.Equal("Complete: OK OK", await _partner.MoveAsync(account, beside, 100));
    }

    [Fact]
    public async Task The_partner_cannot_remove_the_restriction_of_the_bank()
    {
        var (account, beside) = (await _partner.OpenAsync(100), await _partner.OpenAsync(100));
        var sub = await _partner.OpenSubAsync(account);
        await _partner.SetAccountAsync(account, new JsonObject { ["restricted"] = true });
        var seen = (await _partner.SeeAccountsAsync((await _partner.GetAccountAsync(account))["customerId"]!)).Single();
        var own = (string)(await _partner.RestrictAsync(account, "{}")).Expect(HttpStatusCode.OK)["id"]!;

        (await RemoveAsync(account, own)).Expect(HttpStatusCode.OK);

        Assert.Equal((true, 0), ((bool)seen["isRestrictedByBank"]!, seen["restrictions"]!.AsArray().Count));
        Assert.Equal("RES RES RES RES", await TryEachWayAsync(account, sub, beside));
        Assert.Equal([2113], (await _partner.DepositAsync(account, 1)).Codes());
        await _partner.SetAccountAsync(account, new JsonObject { ["restricted"] = false });
        Assert.Equal("OK OK OK OK", await TryEachWayAsync(account, sub, beside));
    }

    [Fact]
    public async Task What_is_not_there_cannot_be_restricted_and_not_be_removed()
    {
        var (account, beside) = (await _partner.OpenAsync(), await _partner.OpenAsync());
        var foreignSub = await _partner.OpenSubAsync(beside);
        var id = (string)(await _partner.RestrictAsync(account, "{}")).Expect(HttpStatusCode.OK)["id"]!;

        Assert.Equal(HttpStatusCode.NotFound, (await _partner.RestrictAsync(UnknownNumber, "{}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _partner.RestrictAsync(foreignSub, "{}")).Status);
        foreach (var number in new[] { foreignSub, beside, UnknownNumber })
        {
            var refused = await _partner.RestrictAsync(account, $$"""{"subAccountNumber":"{{number}}"}""");
            Assert.Equal([2112], refused.Codes());
            Assert.Equal([$"SubAccountNumber {number} is no subledger of account {account}; send the number of one, or null for all"], refused.Messages);
        }

        foreach (var unknown in new[] { "6f9619ff-8b86-d011-b42d-00c04fc964ff", "x" })
        {
            var answer = await RemoveAsync(account, unknown);
            Assert.Equal((HttpStatusCode.NotFound, $"Restriction {unknown} not found"), (answer.Status, answer.Messages[0]));
        }

        Assert.Equal(HttpStatusCode.NotFound, (await RemoveAsync(beside, id)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await RemoveAsync(UnknownNumber, id)).Status);
        (await RemoveAsync(account, id.ToUpperInvariant())).Expect(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.NotFound, (await RemoveAsync(account, id)).Status);
    }

    [Fact]
    public async Task An_account_has_so_many_restrictions_at_most()
    {
        var account = await _partner.OpenAsync();
        for (var count = 0; count < MostRestrictions; count++)
        {
            (await _partner.RestrictAsync(account, """{"rail":"Ach"}""")).Expect(HttpStatusCode.OK);
        }

        var refused = await _partner.RestrictAsync(account, """{"rail":"Ach"}""");

        Assert.Equal([2110], refused.Codes());
        Assert.Equal([$"Account {account} has {MostRestrictions} restrictions, the most that there can be; remove one"], refused.Messages);
    }

    private Task<Answer> RemoveAsync(string number, string id) => _partner.DeleteAsync($"{AccountsPath}/{number}/restrictions/{id}");

    // What the restricted side says: from the account, to it, from its subledger, to it.
    private async Task<string> TryEachWayAsync(string account, string sub, string beside)
    {
        var results = new List<string>();
        foreach (var (debit, credit) in new[] { (account, beside), (beside, account), (sub, beside), (beside, sub) })
        {
            var transfer = (await _partner.TransferAsync(debit, credit, 10)).Expect(HttpStatusCode.OK);
            var (own, other) = debit == beside ? ("credit", "debit") : ("debit", "credit");
            results.Add((string)transfer[own]!["result"]!["code"]!);
            Assert.Equal("OK", (string)transfer[other]!["result"]!["code"]!);
        }

        return string.Join(' ', results);
    }
}
