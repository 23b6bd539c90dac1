using System.Globalization;
using CrossRiver.Emulator.Modules.Accounts.Requests;
using CrossRiver.Emulator.Modules.Accounts.Store;

namespace CrossRiver.Emulator.Modules.Accounts;

/// <summary>A restriction refuses the postings that match all of its members.</summary>
public sealed class RestrictionTests
{
    private readonly TestAccounts _accounts = new();

    // The account, its first subledger and its second one, each credited by 100 cents from another account.
    [Theory]
    [InlineData(null, null, "RES RES RES")]
    [InlineData("All", null, "RES RES RES")]
    [InlineData("Account", null, "RES OK OK")]
    [InlineData("SubAccounts", null, "OK RES RES")]
    [InlineData("Account", 1, "OK RES OK")]
    [InlineData("All", 2, "OK OK RES")]
    [InlineData(null, 0, "RES OK OK")]
    public void It_applies_to_the_subledgers_that_it_names(string? appliesTo, int? named, string results)
    {
        var (account, source) = (_accounts.Open(), _accounts.Open());
        _accounts.Deposit(source.Number, 1_000);
        string[] numbers = [account.Number, _accounts.OpenSub(account).Number, _accounts.OpenSub(account).Number];

        _accounts.Restrict(account.Number, new RestrictionRequest
        {
            AppliesTo = appliesTo is null ? null : Enum.Parse<AppliesTo>(appliesTo),
            SubAccountNumber = named is { } index ? numbers[index] : null,
        });

        Assert.Equal(results, string.Join(' ', numbers.Select(number => _accounts.Transfer(source.Number, number, 100).Credit.Result)));
    }

    // A transfer of 100 cents to the account, another one from it, and a wire of 100 cents.
    [Theory]
    [InlineData("{}", "RES RES RES")]
    [InlineData("rail: Internal", "RES RES OK")]
    [InlineData("rail: internal", "RES RES OK")]
    [InlineData("rail: Wire", "OK OK RES")]
    [InlineData("rail: Ach", "OK OK OK")]
    [InlineData("type: Credit", "RES OK RES")]
    [InlineData("type: Debit", "OK RES OK")]
    [InlineData("code: Account Transfer", "RES RES OK")]
    [InlineData("code: accountTransfer", "RES RES OK")]
    [InlineData("code: wireIncoming", "OK OK RES")]
    [InlineData("code: Incoming ACH", "OK OK OK")]
    [InlineData("other: Deposit", "RES RES OK")]
    [InlineData("other: Wallet", "OK OK OK")]
    [InlineData("threshold: 99", "RES RES RES")]
    [InlineData("threshold: 100", "OK OK OK")]
    [InlineData("rail: Internal; type: Debit", "OK RES OK")]
    [InlineData("rail: Wire; type: Debit", "OK OK OK")]
    public void It_applies_to_the_postings_that_it_names(string members, string results)
    {
        var (account, other) = (_accounts.Open(), _accounts.Open());
        _accounts.Deposit(account.Number, 1_000);
        _accounts.Deposit(other.Number, 1_000);
        _accounts.Restrict(account.Number, Request(members));

        var (received, paid) = (_accounts.Transfer(other.Number, account.Number, 100).Credit, _accounts.Transfer(account.Number, other.Number, 100).Debit);
        Assert.Equal(results, $"{received.Result} {paid.Result} {WireResult(account)}");
    }

    [Fact]
    public void A_side_without_an_account_has_no_account_type()
    {
        var account = _accounts.Open();
        _accounts.Restrict(account.Number, new RestrictionRequest { OtherAccountType = "Deposit" });

        Assert.Equal("ANF OK", _accounts.Results("2001231231", account.Number, 1));
    }

    [Fact]
    public void One_restriction_of_several_is_enough()
    {
        var (account, source) = (_accounts.Open(), _accounts.Open());
        _accounts.Deposit(source.Number, 1_000);
        _accounts.Restrict(account.Number, new RestrictionRequest { Rail = "Ach" });
        _accounts.Restrict(account.Number, new RestrictionRequest { AmountThreshold = new Cents(50) });

        Assert.Equal(("OK OK", "OK RES"), (_accounts.Results(source.Number, account.Number, 50), _accounts.Results(source.Number, account.Number, 51)));
    }

    private static RestrictionRequest Request(string members) => members.Split("; ").Select(member => member.Split(": ")).Aggregate(
        new RestrictionRequest(),
        (request, member) => member switch
        {
            ["rail", var rail] => request with { Rail = rail },
            ["type", var type] => request with { TransactionType = Enum.Parse<TransactionType>(type) },
            ["code", var code] => request with { TransactionCode = code },
            ["other", var type] => request with { OtherAccountType = type },
            ["threshold", var cents] => request with { AmountThreshold = new Cents(int.Parse(cents, CultureInfo.InvariantCulture)) },
            _ => request,
        });

    private ResultCode WireResult(Account account) => new WireSimulationRequest { AccountNumber = account.Number, Amount = new Cents(100) }
        .ToPosting()
        .JudgeBy(new Subledger(_accounts.Find(account.Number)!, Sub: null));
}
