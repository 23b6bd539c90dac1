using CrossRiver.Emulator.Kernel.Snapshots.Checks;
using CrossRiver.Emulator.Modules.Accounts.Requests;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Modules.Accounts.Store;

/// <summary>The messages of refusals, with the account and the remedy, and the words for changes of accounts.</summary>
public sealed class AccountRefusalsTests
{
    private readonly TestAccounts _accounts = new();

    [Fact]
    public void Each_refusal_names_its_account()
    {
        var (account, other) = (_accounts.Open(), _accounts.Open());
        var foreign = _accounts.OpenSub(other).Number;
        _accounts.Deposit(account.Number, 999_999_999_999_999);
        var closed = _accounts.SetStatus(other.Number, AccountStatus.Closed);
        var full = _accounts.Find(account.Number)! with { Restrictions = [.. Enumerable.Repeat(_accounts.Restrict(account.Number, new RestrictionRequest { Rail = "Ach" }), 100)] };

        Assert.Equal(
            [
                $"2108 DebitAccountNumber and CreditAccountNumber are both {account.Number}; send two numbers",
                $"2109 Account {other.Number} is closed; send the number of another account",
                $"2110 Account {account.Number} has 100 restrictions, the most that there can be; remove one",
                $"2112 SubAccountNumber {foreign} is no subledger of account {account.Number}; send the number of one, or null for all",
                $"2112 SubAccountNumber 2001231231 is no subledger of account {account.Number}; send the number of one, or null for all",
                $"2113 Account {other.Number} refuses the money: CLS; make the account Active, or remove the restriction",
                $"2114 The balance of account {account.Number} would have more than 15 digits; send a smaller amount",
                "1404 Account 2001231231 not found",
            ],
            new Func<object>[]
            {
                () => _accounts.Transfer(account.Number, account.Number, 1), () => _accounts.OpenSub(closed), () => _accounts.Restrict(full, new RestrictionRequest()),
                () => _accounts.Restrict(account.Number, new RestrictionRequest { SubAccountNumber = foreign }),
                () => _accounts.Restrict(account.Number, new RestrictionRequest { SubAccountNumber = "2001231231" }),
                () => _accounts.Deposit(other.Number, 1), () => _accounts.Deposit(account.Number, 1), () => _accounts.Deposit("2001231231", 1),
            }.Select(Refusal));
    }

    [Theory]
    [InlineData("status", "account.status Active → Dormant", "StatusChanged", "account.status=Dormant")]
    [InlineData("closed", "account.status Active → Closed", "Closed", "account.status=Closed")]
    [InlineData("title", "account.title John Smith → Mine", "TitleChanged", "account.title=Mine")]
    [InlineData("restricted", "restricted by the bank", "RestrictionPlaced", "account.restricted=true")]
    public void A_change_of_an_account_has_its_words_and_its_field(string change, string what, string kind, string set)
    {
        var account = _accounts.Open();
        _accounts.Change(change switch
        {
            "status" => account with { Status = AccountStatus.Dormant },
            "closed" => account with { Status = AccountStatus.Closed },
            "title" => account with { Title = "Mine" },
            _ => account with { IsRestrictedByBank = true },
        });

        AssertTold(what, kind, set);
    }

    [Fact]
    public void The_end_of_a_restriction_of_the_bank_is_told()
    {
        _accounts.Change(_accounts.Change(_accounts.Open() with { IsRestrictedByBank = true }) with { IsRestrictedByBank = false });

        AssertTold("restriction of the bank removed", "RestrictionRemoved", "account.restricted=false");
    }

    [Fact]
    public void A_change_without_a_difference_is_none()
    {
        var account = _accounts.Open();

        Assert.Same(account, _accounts.Change(account));
        Assert.Equal(("opened", null, false), (Assert.Single(_accounts.Changes).What, _accounts.Changes[0].Set, _accounts.Changes[0].IsSilent));
    }

    [Fact]
    public void Keys_are_of_the_identifier_of_the_partner_or_of_what_the_call_names()
    {
        var customer = new Guid("9052b6a5-3f09-41d1-b526-ade80104eb79");
        var account = _accounts.Open(customerId: customer);
        var sub = _accounts.OpenSub(account, new CreateSubAccountRequest { MasterAccountNumber = account.Number, Title = "t", CustomerId = customer });

        Assert.Equal(
            [$"account/{customer}#1", $"account/{customer}#2", "account/mine#1", $"subaccount/{customer}#1", $"subaccount/account/{customer}#1#1", "subaccount/mine#1", "subaccount/mine#2"],
            new[]
            {
                account.Key, _accounts.Open(customerId: customer).Key, _accounts.Open(clientIdentifier: "mine").Key, sub.Key, _accounts.OpenSub(account).Key,
                _accounts.OpenSub(account, "mine").Key, _accounts.OpenSub(account, "mine").Key,
            });
        Assert.Equal(
            [$"account/{customer} 2", "account/mine 1", $"subaccount/{customer} 1", $"subaccount/account/{customer}#1 1", "subaccount/mine 2"],
            _accounts.Save().TimesSeen.Select(seen => $"{seen.Key} {seen.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_transfer_between_unknown_accounts_has_a_key_of_its_own_and_is_not_told()
    {
        var first = _accounts.Transfer("2001231231", "1234567890", 1);

        Assert.Equal(["transfer/unknown"], _accounts.Save().TimesSeen.Keys);
        Assert.Empty(_accounts.Changes);
        Assert.NotEqual(first.Id, _accounts.Transfer("2001231231", "1234567890", 1).Id);
        var account = _accounts.Open();
        Assert.Equal(("ANF", "OK"), ($"{_accounts.Transfer("2001231231", account.Number, 1).Debit.Result}", $"{_accounts.Transfer("2001231231", account.Number, 1).Credit.Result}"));
        Assert.Equal(3, _accounts.Changes.Count);
    }

    [Fact]
    public void More_than_the_most_is_refused_in_a_snapshot()
    {
        var account = _accounts.Open();
        var restriction = _accounts.Restrict(account.Number, new RestrictionRequest());
        var sub = _accounts.OpenSub(account);
        var saved = _accounts.Save();
        var restricted = saved.Accounts[0] with { Restrictions = [.. Enumerable.Range(1, 101).Select(number => restriction with { Id = new Guid(number, 0, 0, new byte[8]) })] };

        Assert.Equal("$.accounts.accounts[0].restrictions: an account has more than 100 restrictions", Refusal(saved with { Accounts = [restricted] }));
        Check(saved with { Accounts = [restricted with { Restrictions = [.. restricted.Restrictions.Skip(1)] }] });
        Check(saved with { SubAccounts = SubsOf(10_000) });
        Assert.Equal("$.accounts.accounts[0]: an account has more than 10000 subledgers", Refusal(saved with { SubAccounts = SubsOf(10_001) }));

        SubAccount[] SubsOf(int count) => [.. Enumerable.Range(0, count).Select(number => sub with { Number = $"{300_000_000_000 + number}" })];
    }

    private static string Refusal(Func<object> act)
    {
        var refused = Assert.Throws<ApiException>(act);
        return $"{refused.Error.Code} {Assert.Single(refused.Messages)}";
    }

    private static string Refusal(SavedAccounts saved) => Assert.Throws<InvalidDataException>(() => Check(saved)).Message;

    private static void Check(SavedAccounts saved) => SavedAccounts.Check(saved, TestAccounts.Partner, Place.Root.Of("accounts"));

    private void AssertTold(string what, string kind, string set)
    {
        var change = _accounts.Changes[^1];
        Assert.Equal((what, kind, set), (change.What, $"{change.Kind}", $"{change.Set!.Field.Key}={change.Set.Text}"));
    }
}
