using System.Net;
using System.Text.Json.Nodes;
using static CrossRiver.Emulator.Modules.Accounts.Calls.PartnerWithAccounts;

namespace CrossRiver.Emulator.Modules.Accounts.Calls;

/// <summary>The bank's way to put money into an account of its sandbox.</summary>
public sealed class WireSimulationTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    private const string Members =
        """
        "originator":{"idCode":"D","identifier":"7","name":"Acme","address1":"1 Main St","address2":"NY"},"businessFunctionCode":"CTR",
        "senderRoutingNumber":"021000021","senderDiName":"JPM","originatorFi":"B","beneficiaryReference":"r-1","amount":12345
        """;

    private readonly Partner _partner = emulator.NewPartner();

    [Fact]
    public async Task A_wire_is_answered_as_the_payment_and_its_money_is_there_at_once()
    {
        var account = await _partner.OpenAsync(5);
        var members = Members.ReplaceLineEndings("");

        var received = await _partner.PostTextAsync(WiresPath, $$"""{"accountNumber":"{{account}}",{{members}}}""");

        Assert.Equal(
            $$"""
            {"id":"{{received.Expect(HttpStatusCode.OK)["id"]}}","partnerId":"{{_partner.Id}}","status":"Complete","accountNumber":"{{account}}",{{members}},
            "createdAt":"2021-11-22T10:49:58.843-05:00"}
            """.ReplaceLineEndings(""),
            received.Text);
        var read = await _partner.GetAccountAsync(account);
        Assert.Equal((12350, 12350, 0), ((int)read["currentBalance"]!, (int)read["availableBalance"]!, (int)read["holdAmount"]!));
        Assert.Contains($"account {account}: wire of 12345 cents to {account}", await _partner.GetChangesAsync());
    }

    [Theory]
    [InlineData("""{"status":"Closed"}""", "CLS")]
    [InlineData("""{"status":"Dormant"}""", "DRM")]
    [InlineData("""{"restricted":true}""", "RES")]
    public async Task An_account_that_takes_no_money_refuses_a_wire_and_so_does_its_subledger(string change, string code)
    {
        var account = await _partner.OpenAsync();
        var sub = await _partner.OpenSubAsync(account);
        await _partner.SetAccountAsync(account, JsonNode.Parse(change)!.AsObject());

        foreach (var number in new[] { account, sub })
        {
            var refused = await _partner.DepositAsync(number, 1);
            Assert.Equal([2113], refused.Codes());
            Assert.Equal([$"Account {number} refuses the money: {code}; make the account Active, or remove the restriction"], refused.Messages);
        }

        Assert.Equal("0 0 0", await _partner.BalancesAsync(account));
    }

    [Fact]
    public async Task A_restriction_of_debits_or_of_large_amounts_lets_a_small_wire_in()
    {
        var account = await _partner.OpenAsync();
        (await _partner.RestrictAsync(account, """{"transactionType":"Debit"}""")).Expect(HttpStatusCode.OK);
        (await _partner.RestrictAsync(account, """{"amountThreshold":10}""")).Expect(HttpStatusCode.OK);

        (await _partner.DepositAsync(account, 10)).Expect(HttpStatusCode.OK);

        Assert.Equal([2113], (await _partner.DepositAsync(account, 11)).Codes());
        Assert.Equal("10 10", await _partner.BalancesAsync(account));
    }

    [Fact]
    public async Task A_wire_to_no_account_is_not_found()
    {
        await _partner.BeginAsync();
        var answer = await _partner.DepositAsync(UnknownNumber, 1);

        Assert.Equal((HttpStatusCode.NotFound, $"Account {UnknownNumber} not found"), (answer.Status, answer.Messages[0]));
    }
}
