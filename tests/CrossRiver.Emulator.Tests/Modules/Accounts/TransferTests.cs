using CrossRiver.Emulator.Modules.Accounts.Requests;
using CrossRiver.Emulator.Modules.Accounts.Store;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Modules.Accounts;

/// <summary>Money moves between subledgers, all of it or none.</summary>
public sealed class TransferTests
{
    private const string Unknown = "2001231231";

    private readonly TestAccounts _accounts = new();

    [Fact]
    public void A_transfer_moves_money_between_two_accounts()
    {
        var (debit, credit) = (_accounts.Open(), _accounts.Open());
        _accounts.Deposit(debit.Number, 10_000);

        var transfer = _accounts.Transfer(debit.Number, credit.Number, 4_000);

        Assert.Equal(TransferStatus.Complete, transfer.Status);
        Assert.Equal(("6000 6000", "4000 4000"), (_accounts.Balances(debit), _accounts.Balances(credit)));
        Assert.Equal((2, 1), (_accounts.Find(debit.Number)!.TransactionCount, _accounts.Find(credit.Number)!.TransactionCount));
        Assert.Matches("^T18177123845[0-9A-Z]{5}$", transfer.TraceNumber);
        Assert.Equal((AccountChangeKind.TransactionCompleted, transfer), (_accounts.Changes[^1].Kind, _accounts.Changes[^1].Transfer));
        Assert.Equal(_accounts.Find(debit.Number), _accounts.Changes[^1].Account);
    }

    [Fact]
    public void Two_transfers_of_one_account_have_different_identifiers_even_if_they_are_refused()
    {
        var (debit, credit) = (_accounts.Open(), _accounts.Open());
        var transfers = new[] { debit.Number, debit.Number, Unknown, Unknown }.Select(number => _accounts.Transfer(number, credit.Number, 1))
            .Concat([_accounts.Transfer(Unknown, "1234567890", 1), _accounts.Transfer(Unknown, "1234567890", 1)])
            .ToList();

        Assert.All(transfers, transfer => Assert.Equal(TransferStatus.Rejected, transfer.Status));
        Assert.Equal(transfers.Count, transfers.Select(transfer => transfer.Id).Distinct().Count());
    }

    [Theory]
    [InlineData("PassThrough", "OK OK", "100 -10 60 50")]
    [InlineData("Direct", "NSF OK", "100 0 60 40")]
    public void Between_the_subledgers_of_an_account_money_moves_and_the_account_keeps_its_balance(string ledgerType, string fromImplicit, string balances)
    {
        var account = _accounts.Open(Enum.Parse<LedgerType>(ledgerType));
        var (first, second) = (_accounts.OpenSub(account), _accounts.OpenSub(account));
        _accounts.Deposit(first.Number, 100);

        Assert.Equal("OK OK", _accounts.Results(first.Number, second.Number, 40));
        Assert.Equal(fromImplicit, _accounts.Results(account.Number, second.Number, 10));
        Assert.Equal(balances, _accounts.Balances(account));
    }

    [Fact]
    public void Under_PassThrough_a_debit_needs_the_money_of_the_account()
    {
        var (account, other) = (_accounts.Open(), _accounts.Open());
        var sub = _accounts.OpenSub(account);
        _accounts.Deposit(account.Number, 100);

        Assert.Equal("NSF OK", _accounts.Results(sub.Number, other.Number, 101));
        Assert.Equal("OK OK", _accounts.Results(sub.Number, other.Number, 100));
        Assert.Equal("0 100 -100", _accounts.Balances(account));
        Assert.Equal("NSF OK", _accounts.Results(account.Number, other.Number, 1));
    }

    [Fact]
    public void Under_Direct_a_debit_needs_the_money_of_its_subledger()
    {
        var (account, other) = (_accounts.Open(LedgerType.Direct), _accounts.Open());
        var sub = _accounts.OpenSub(account);
        _accounts.Deposit(account.Number, 100);
        _accounts.Deposit(sub.Number, 50);

        Assert.Equal("NSF OK", _accounts.Results(sub.Number, other.Number, 51));
        Assert.Equal("NSF OK", _accounts.Results(account.Number, other.Number, 101));
        Assert.Equal("OK OK", _accounts.Results(account.Number, other.Number, 100));
        Assert.Equal("OK OK", _accounts.Results(sub.Number, other.Number, 50));
        Assert.Equal("0 0 0", _accounts.Balances(account));
    }

    [Fact]
    public void Money_enters_a_subledger_and_its_account_at_once()
    {
        var account = _accounts.Open();
        var sub = _accounts.OpenSub(account);

        var payment = _accounts.Deposit(sub.Number, 70);

        Assert.Equal("70 0 70", _accounts.Balances(account));
        Assert.Equal((1, 1), (_accounts.FindSub(sub.Number)!.TransactionCount, _accounts.Find(account.Number)!.TransactionCount));
        Assert.Equal((AccountChangeKind.WireReceived, payment), (_accounts.Changes[^1].Kind, _accounts.Changes[^1].Payment));
    }

    [Fact]
    public void A_refused_transfer_moves_nothing_and_is_raised()
    {
        var (debit, credit) = (_accounts.Open(), _accounts.Open());

        var transfer = _accounts.Transfer(debit.Number, credit.Number, 1);

        Assert.Equal(("0 0", "0 0"), (_accounts.Balances(debit), _accounts.Balances(credit)));
        Assert.Equal((AccountChangeKind.TransactionRejected, transfer), (_accounts.Changes[^1].Kind, _accounts.Changes[^1].Transfer));
        Assert.Equal($"transfer of 1 cents from {debit.Number} to {credit.Number} refused: debit NSF, credit OK", _accounts.Changes[^1].What);
    }

    [Fact]
    public void A_number_without_an_account_is_ANF_on_its_side()
    {
        var account = _accounts.Open();
        _accounts.Deposit(account.Number, 100);

        Assert.Equal("OK ANF", _accounts.Results(account.Number, Unknown, 1));
        Assert.Equal("ANF OK", _accounts.Results(Unknown, account.Number, 1));
        var count = _accounts.Changes.Count;
        Assert.Equal("ANF ANF", _accounts.Results(Unknown, "1234567890", 1));
        Assert.Equal(count, _accounts.Changes.Count);
        Assert.Equal("100 100", _accounts.Balances(account));
    }

    [Fact]
    public void The_first_reason_of_a_side_is_its_result()
    {
        var (debit, credit) = (_accounts.Open(), _accounts.Open());
        var restriction = _accounts.Restrict(debit.Number, new RestrictionRequest());
        _accounts.SetStatus(debit.Number, AccountStatus.Closed);
        Assert.Equal("CLS OK", _accounts.Results(debit.Number, credit.Number, 1));

        _accounts.SetStatus(debit.Number, AccountStatus.Dormant);
        Assert.Equal("DRM OK", _accounts.Results(debit.Number, credit.Number, 1));

        _accounts.SetStatus(debit.Number, AccountStatus.Active);
        Assert.Equal("RES OK", _accounts.Results(debit.Number, credit.Number, 1));

        _accounts.Lift(_accounts.Find(debit.Number)!, restriction.Id);
        Assert.Equal("NSF OK", _accounts.Results(debit.Number, credit.Number, 1));

        _accounts.Deposit(debit.Number, 1);
        _accounts.SetStatus(credit.Number, AccountStatus.Closed);
        Assert.Equal("OK CLS", _accounts.Results(debit.Number, credit.Number, 1));
    }

    [Theory]
    [InlineData("Closed", "OK CLS")]
    [InlineData("Dormant", "OK DRM")]
    public void The_subledgers_of_an_account_that_is_not_active_refuse(string status, string results)
    {
        var (debit, credit) = (_accounts.Open(), _accounts.Open());
        var sub = _accounts.OpenSub(credit);
        _accounts.Deposit(debit.Number, 1);
        _accounts.SetStatus(credit.Number, Enum.Parse<AccountStatus>(status));

        Assert.Equal(results, _accounts.Results(debit.Number, sub.Number, 1));
    }

    [Theory]
    [InlineData("Closed", "OK CLS")]
    [InlineData("Dormant", "OK DRM")]
    public void A_subledger_that_is_not_active_refuses(string status, string results)
    {
        var (debit, credit) = (_accounts.Open(), _accounts.Open());
        _accounts.Deposit(debit.Number, 1);
        var sub = _accounts.OpenSub(credit);
        var saved = _accounts.Save();
        _accounts.Load(saved with { SubAccounts = [sub with { Status = Enum.Parse<AccountStatus>(status) }] });

        Assert.Equal(results, _accounts.Results(debit.Number, sub.Number, 1));
        Assert.Equal("OK OK", _accounts.Results(debit.Number, credit.Number, 1));
    }

    [Fact]
    public void Both_sides_are_not_the_same()
    {
        var account = _accounts.Open();

        Assert.Equal(AccountErrors.SameAccount, Refusal(() => _accounts.Transfer(account.Number, account.Number, 1)));
    }

    [Fact]
    public void A_wire_to_an_account_that_refuses_it_is_an_error()
    {
        var account = _accounts.Open();
        _accounts.Restrict(account.Number, new RestrictionRequest { Rail = "Wire" });
        Assert.Equal(AccountErrors.CreditRefused, Refusal(() => _accounts.Deposit(account.Number, 1)));

        _accounts.SetStatus(account.Number, AccountStatus.Closed);
        Assert.Equal(AccountErrors.CreditRefused, Refusal(() => _accounts.Deposit(account.Number, 1)));
        Assert.Equal(ErrorCatalog.NotFound, Refusal(() => _accounts.Deposit(Unknown, 1)));
        Assert.Equal("0 0", _accounts.Balances(account));
    }

    [Fact]
    public void A_balance_has_15_digits_at_most()
    {
        const long Largest = 999_999_999_999_999;
        var (debit, credit) = (_accounts.Open(), _accounts.Open());
        _accounts.Deposit(debit.Number, Largest);
        _accounts.Deposit(credit.Number, Largest - 5);

        Assert.Equal(AccountErrors.BalanceTooLarge, Refusal(() => _accounts.Deposit(debit.Number, 1)));
        Assert.Equal(AccountErrors.BalanceTooLarge, Refusal(() => _accounts.Transfer(debit.Number, credit.Number, 6)));
        Assert.Equal(($"{Largest} {Largest}", $"{Largest - 5} {Largest - 5}"), (_accounts.Balances(debit), _accounts.Balances(credit)));
        Assert.Equal("OK OK", _accounts.Results(debit.Number, credit.Number, 5));
    }

    [Fact]
    public void A_debt_has_15_digits_at_most()
    {
        const long Largest = 999_999_999_999_999;
        var account = _accounts.Open();
        var sub = _accounts.OpenSub(account);
        _accounts.Deposit(account.Number, Largest);

        Assert.Equal(AccountErrors.BalanceTooLarge, Refusal(() => _accounts.Transfer(sub.Number, account.Number, 1)));
        Assert.Equal($"{Largest} {Largest} 0", _accounts.Balances(account));
    }

    private static ErrorDefinition Refusal(Func<object> act) => Assert.Throws<ApiException>(act).Error;
}
