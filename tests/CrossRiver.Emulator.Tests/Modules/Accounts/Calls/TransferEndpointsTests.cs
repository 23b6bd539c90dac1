using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using static CrossRiver.Emulator.Modules.Accounts.Calls.PartnerWithAccounts;

namespace CrossRiver.Emulator.Modules.Accounts.Calls;

/// <summary>Book transfers: what they answer, and each reason for which they are refused.</summary>
public sealed class TransferEndpointsTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    private static readonly Guid Own = new("11111111-2222-3333-4444-b3a000000001");

    private readonly Partner _partner = emulator.NewPartner();

    [Fact]
    public async Task A_completed_transfer_is_answered_as_the_bank_shows_it()
    {
        var (debit, credit) = (await _partner.OpenAsync(10_000), await _partner.OpenAsync(ledgerType: "Direct"));
        var sub = await _partner.OpenSubAsync(credit);

        var moved = await _partner.TransferAsync(debit, sub, 10_000);

        var (id, trace) = ((string)moved.Expect(HttpStatusCode.OK)["id"]!, (string)moved.Json["traceNumber"]!);
        Assert.Equal(
            $$$"""
            {"id":"{{{id}}}","traceNumber":"{{{trace}}}","status":"Complete",
            "debit":{"transactionType":"Debit","accountType":"Deposit","masterAccountNumber":"{{{debit}}}","subAccountNumber":"{{{debit}}}",
            "partnerId":"{{{_partner.Id}}}","productId":"{{{PersonalChecking}}}","result":{"success":true,"code":"OK"}},
            "credit":{"transactionType":"Credit","accountType":"Deposit","masterAccountNumber":"{{{credit}}}","subAccountNumber":"{{{sub}}}",
            "partnerId":"{{{_partner.Id}}}","productId":"{{{BusinessChecking}}}","result":{"success":true,"code":"OK"}},
            "transactionCode":"Account Transfer","amount":10000,"description":"Transfer from {{{debit}}} to {{{sub}}}","rail":"Internal",
            "proposedAt":"2021-11-22T10:49:58-05:00","executedAt":"2021-11-22T10:49:58-05:00","lastModifiedAt":"2021-11-22T10:49:58.8430000-05:00"}
            """.ReplaceLineEndings(""),
            moved.Text);
        Assert.Matches("^T21326104958[0-9A-Z]{5}$", trace);
        Assert.Equal(("0 0", "10000 0 10000"), (await _partner.BalancesAsync(debit), await _partner.BalancesAsync(credit)));
    }

    [Fact]
    public async Task Two_equal_transfers_are_two_with_names_of_their_own()
    {
        var (debit, credit) = (await _partner.OpenAsync(100), await _partner.OpenAsync());

        JsonObject[] transfers = [(await _partner.TransferAsync(debit, credit, 30)).Json, (await _partner.TransferAsync(debit, credit, 30)).Json];

        Assert.NotEqual((string)transfers[0]["id"]!, (string)transfers[1]["id"]!);
        Assert.NotEqual((string)transfers[0]["traceNumber"]!, (string)transfers[1]["traceNumber"]!);
        Assert.Equal("40 40", await _partner.BalancesAsync(debit));
    }

    [Fact]
    public async Task A_transaction_is_a_transfer_with_a_code_and_a_description()
    {
        var (debit, credit) = (await _partner.OpenAsync(100), await _partner.OpenAsync());
        JsonObject order = new()
        {
            ["debitAccountNumber"] = debit,
            ["creditAccountNumber"] = credit,
            ["amount"] = 60,
            ["transactionCode"] = "Fee",
            ["description"] = "For May",
            ["currency"] = "USD",
            ["clientIdentifier"] = "t-1",
            ["flags"] = new JsonArray("NSF"),
        };

        var moved = (await _partner.PostAsync(TransactionsPath, order)).Expect(HttpStatusCode.OK);
        var refused = (await _partner.PostAsync(TransactionsPath, order)).Expect(HttpStatusCode.OK);
        order["transactionCode"] = null;
        order["description"] = null;
        var plain = (await _partner.PostAsync(TransactionsPath, order)).Expect(HttpStatusCode.OK);

        var likeATransfer = (await _partner.TransferAsync(debit, credit, 10)).Expect(HttpStatusCode.OK);
        Assert.Equal(likeATransfer.Select(member => member.Key), moved.Select(member => member.Key));
        Assert.Equal("Complete: OK OK", ResultsOf(moved));
        Assert.Equal(("Fee", "For May", "Internal"), ((string)moved["transactionCode"]!, (string)moved["description"]!, (string)moved["rail"]!));
        Assert.Equal("Rejected: NSF OK", ResultsOf(refused));
        Assert.Equal(("Account Transfer", $"Transfer from {debit} to {credit}"), ((string)plain["transactionCode"]!, (string)plain["description"]!));
        Assert.Equal("30 30", await _partner.BalancesAsync(debit));
    }

    [Fact]
    public async Task A_refused_transfer_moves_nothing_has_no_execution_and_is_in_the_journal()
    {
        var (debit, credit) = (await _partner.OpenAsync(99), await _partner.OpenAsync());

        var refused = (await _partner.TransferAsync(debit, credit, 100)).Expect(HttpStatusCode.OK);

        Assert.Equal("Rejected: NSF OK", ResultsOf(refused));
        Assert.False(refused.ContainsKey("executedAt"));
        Assert.Equal(("99 99", "0 0"), (await _partner.BalancesAsync(debit), await _partner.BalancesAsync(credit)));
        Assert.Contains($"account {debit}: transfer of 100 cents from {debit} to {credit} refused: debit NSF, credit OK", await _partner.GetChangesAsync());
        Assert.Equal("Complete: OK OK", await _partner.MoveAsync(debit, credit, 99));
    }

    [Theory]
    [InlineData("Closed", "CLS")]
    [InlineData("Dormant", "DRM")]
    public async Task An_account_that_is_not_active_refuses_on_its_side(string status, string code)
    {
        var (account, other) = (await _partner.OpenAsync(100), await _partner.OpenAsync(100));
        var sub = await _partner.OpenSubAsync(account);
        await _partner.SetAccountAsync(account, new JsonObject { ["status"] = status });

        Assert.Equal($"Rejected: {code} OK", await _partner.MoveAsync(account, other, 1));
        Assert.Equal($"Rejected: OK {code}", await _partner.MoveAsync(other, account, 1));
        Assert.Equal($"Rejected: {code} OK", await _partner.MoveAsync(sub, other, 1));
        Assert.Equal($"Rejected: {code} {code}", await _partner.MoveAsync(sub, account, 1));

        await _partner.SetAccountAsync(account, new JsonObject { ["status"] = "Active" });
        Assert.Equal("Complete: OK OK", await _partner.MoveAsync(account, other, 1));
    }

    [Fact]
    public async Task Of_several_reasons_the_first_is_told_and_each_side_has_its_own()
    {
        var (account, other) = (await _partner.OpenAsync(), await _partner.OpenAsync());
        Assert.Equal("Rejected: NSF OK", await _partner.MoveAsync(account, other, 1));
        var id = (string)(await _partner.RestrictAsync(account, "{}")).Expect(HttpStatusCode.OK)["id"]!;
        Assert.Equal("Rejected: RES OK", await _partner.MoveAsync(account, other, 1));
        await _partner.SetAccountAsync(account, new JsonObject { ["status"] = "Dormant" });
        Assert.Equal("Rejected: DRM OK", await _partner.MoveAsync(account, other, 1));
        await _partner.SetAccountAsync(account, new JsonObject { ["status"] = "Closed" });
        Assert.Equal("Rejected: CLS OK", await _partner.MoveAsync(account, other, 1));
        await _partner.SetAccountAsync(other, new JsonObject { ["restricted"] = true });
        Assert.Equal("Rejected: CLS RES", await _partner.MoveAsync(account, other, 1));

        (await _partner.DeleteAsync($"{AccountsPath}/{account}/restrictions/{id}")).Expect(HttpStatusCode.OK);
        await _partner.SetAccountAsync(account, new JsonObject { ["status"] = "Active" });
        Assert.Equal("Rejected: NSF RES", await _partner.MoveAsync(account, other, 1));
        Assert.Equal("Rejected: NSF ANF", await _partner.MoveAsync(account, UnknownNumber, 1));
        Assert.Equal(("0 0", "0 0"), (await _partner.BalancesAsync(account), await _partner.BalancesAsync(other)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1_000_000_000_000)]
    public async Task An_amount_that_cannot_be_is_refused(long cents)
    {
        var (debit, credit) = (await _partner.OpenAsync(100), await _partner.OpenAsync());

        Assert.Equal(["Amount must be a whole number from 1 to 999999999999"], (await _partner.TransferAsync(debit, credit, cents)).Messages);
        Assert.Equal("100 100", await _partner.BalancesAsync(debit));
    }

    [Fact]
    public async Task The_same_number_on_both_sides_is_refused()
    {
        var account = await _partner.OpenAsync(100);

        var refused = await _partner.TransferAsync(account, account, 1);

        Assert.Equal([2108], refused.Codes());
        Assert.Equal([$"DebitAccountNumber and CreditAccountNumber are both {account}; send two numbers"], refused.Messages);
    }

    [Fact]
    public async Task A_balance_of_more_than_15_digits_is_refused_and_nothing_moves()
    {
        var (full, rich) = (await _partner.OpenAsync(999_999_999_999), await _partner.OpenAsync(999_999_999_999));
        for (var count = 1; count < 1000; count++)
        {
            (await _partner.DepositAsync(full, 999_999_999_999)).Expect(HttpStatusCode.OK);
        }

        Assert.Equal("Complete: OK OK", await _partner.MoveAsync(rich, full, 999));
        Assert.Equal([2114], (await _partner.TransferAsync(rich, full, 999_999_999)).Codes());
        Assert.Equal([2114], (await _partner.DepositAsync(full, 999_999_999)).Codes());

        var balances = (await _partner.BalancesAsync(full), await _partner.BalancesAsync(rich));
        Assert.Equal(("999999999999999 999999999999999", "999999999000 999999999000"), balances);
    }

    [Fact]
    public async Task To_a_caller_without_a_partner_the_account_of_another_partner_counts_as_none()
    {
        var other = emulator.NewPartner();
        var (mine, theirs) = (await _partner.OpenAsync(100), await other.OpenAsync(100));

        Assert.Equal("Rejected: OK ANF", await _partner.MoveAsync(mine, UnknownNumber, 1));
        Assert.Equal("Rejected: ANF OK", await _partner.MoveAsync(UnknownNumber, mine, 1));
        Assert.Equal("Rejected: OK ANF", await _partner.MoveAsync(mine, theirs, 1));
        Assert.Equal("Rejected: OK ANF", await _partner.MoveAsync(theirs, mine, 1));
        var nobody = await _partner.TransferAsync(UnknownNumber, "2001231232", 1);

        Assert.Equal((HttpStatusCode.NotFound, $"Account {UnknownNumber} not found"), (nobody.Status, nobody.Messages[0]));
        Assert.Equal(("100 100", "100 100"), (await _partner.BalancesAsync(mine), await other.BalancesAsync(theirs)));
    }

    [Fact]
    public async Task To_a_caller_of_one_partner_the_account_of_another_counts_as_none_on_either_side()
    {
        await using var bound = Bound();
        var (partner, other) = (bound.NewPartner(Own), bound.NewPartner());
        var (mine, theirs) = (await partner.OpenAsync(100), await other.OpenAsync(100));
        await partner.TakeTokenAsync("acme");

        Assert.Equal("Rejected: OK ANF", await partner.MoveAsync(mine, theirs, 1));
        Assert.Equal("Rejected: ANF OK", await partner.MoveAsync(theirs, mine, 1));
        Assert.Equal("Rejected: ANF ANF", await partner.MoveAsync(theirs, UnknownNumber, 1));
        var refused = (await partner.TransferAsync(theirs, mine, 1)).Json["debit"]!;

        Assert.Equal((theirs, theirs), ((string)refused["masterAccountNumber"]!, (string)refused["subAccountNumber"]!));
        Assert.Equal((null, null, null), (refused["accountType"], refused["partnerId"], refused["productId"]));
        Assert.Equal("100 100", await other.BalancesAsync(theirs));
        Assert.DoesNotContain(await other.GetJournalAsync(), entry => (string?)entry["operation"] == "transfers.create");
    }

    [Fact]
    public async Task In_the_only_world_a_transfer_between_unknown_accounts_is_rejected()
    {
        await using var alone = new StandingEmulator();
        var partner = alone.NewPartner();
        await partner.BeginAsync();

        Assert.Equal("Rejected: ANF ANF", await partner.MoveAsync(UnknownNumber, "2001231232", 1));
    }

    [Fact]
    public async Task A_trace_number_has_the_day_and_the_time_in_the_east_in_summer_too()
    {
        await using var summer = new StandingEmulator();
        var partner = summer.NewPartner();
        var (debit, credit) = (await partner.OpenAsync(100), await partner.OpenAsync());
        await summer.AdvanceAsync(new DateTimeOffset(2022, 6, 27, 3, 8, 5, TimeSpan.Zero) - summer.Clock.GetUtcNow(), partner);

        var moved = (await partner.TransferAsync(debit, credit, 1)).Expect(HttpStatusCode.OK);

        Assert.StartsWith("T22177230805", (string)moved["traceNumber"]!, StringComparison.Ordinal);
        Assert.Equal(("2022-06-26T23:08:05-04:00", "2022-06-26T23:08:05.0000000-04:00"), ((string)moved["executedAt"]!, (string)moved["lastModifiedAt"]!));
        Assert.Equal(summer.Clock.GetUtcNow(), DateTimeOffset.Parse((string)moved["proposedAt"]!, CultureInfo.InvariantCulture));
    }

    private static StandingEmulator Bound() => new()
    {
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Emulator:Tokens:Clients:0:Id"] = "acme",
            ["Emulator:Tokens:Clients:0:Secret"] = "secret",
            ["Emulator:Tokens:Clients:0:PartnerId"] = $"{Own}",
        },
    };
}
