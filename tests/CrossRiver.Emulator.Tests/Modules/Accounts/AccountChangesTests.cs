using CrossRiver.Emulator.Kernel.Events;
using CrossRiver.Emulator.Modules.Accounts.Requests;
using CrossRiver.Emulator.Modules.Accounts.Store;

namespace CrossRiver.Emulator.Modules.Accounts;

/// <summary>What the journal and the webhooks say of each change of an account.</summary>
public sealed class AccountChangesTests
{
    private readonly TestAccounts _accounts = new();

    private readonly Account _account;

    public AccountChangesTests() => _account = _accounts.Open(clientIdentifier: "mine");

    [Fact]
    public void An_opened_account_is_told_with_all_that_it_is()
    {
        AssertTold("opened", AccountEvents.Opened, $"core/v1/dda/accounts/{_account.Number}", Whole("Active", "John Smith"));
        Assert.Equal("account/mine#1", _account.Key);
        Assert.StartsWith($"account/{TestAccounts.Partner}#1", _accounts.Open().Key, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_of_the_account_is_told_with_all_that_it_is_then()
    {
        _accounts.SetStatus(_account.Number, AccountStatus.Closed);
        AssertTold("account.status Active → Closed", AccountEvents.Closed, $"core/v1/dda/accounts/{_account.Number}", Whole("Closed", "John Smith"));

        _accounts.SetStatus(_account.Number, AccountStatus.Active);
        AssertTold("account.status Closed → Active", AccountEvents.StatusChanged, $"core/v1/dda/accounts/{_account.Number}", Whole("Active", "John Smith"));

        _accounts.Change(_accounts.Find(_account.Number)! with { Title = "Jane Smith" });
        AssertTold(_accounts.Changes[^1].What, AccountEvents.TitleChanged, $"core/v1/dda/accounts/{_account.Number}", Whole("Active", "Jane Smith"));
    }

    [Fact]
    public void A_silent_change_has_no_event()
    {
        _accounts.Change(_account with { Title = "Jane Smith" }, isSilent: true);

        Assert.Null(AccountEvents.Of(_accounts.Changes[^1], _accounts.Machine.GetUtcNow()));
    }

    [Fact]
    public void The_time_of_the_closing_stays_until_the_account_is_opened_again()
    {
        var closed = _accounts.SetStatus(_account.Number, AccountStatus.Closed);
        _accounts.Machine.Advance(TimeSpan.FromDays(1));

        Assert.Equal(closed.ClosedAt, _accounts.Change(closed with { Title = "Jane Smith" }).ClosedAt);
        Assert.Null(_accounts.SetStatus(_account.Number, AccountStatus.Active).ClosedAt);
    }

    [Fact]
    public void A_subledger_is_told_with_its_account()
    {
        var sub = _accounts.OpenSub(_account, "theirs");

        AssertTold(
            $"subledger {sub.Number} opened",
            AccountEvents.SubAccountOpened,
            $"core/v1/dda/subaccounts/{sub.Number}",
            $"subAccountNumber={sub.Number} masterAccountNumber={_account.Number} accountType=Deposit status=Active title=A subledger clientIdentifier=theirs");
        Assert.Equal("subaccount/theirs#1", sub.Key);
    }

    [Fact]
    public void A_restriction_is_told_by_its_identifier()
    {
        var restriction = _accounts.Restrict(_account.Number, new RestrictionRequest());
        var (path, details) = ($"core/v1/dda/accounts/{_account.Number}/restrictions/{restriction.Id}", $"restrictionId={restriction.Id} accountNumber={_account.Number}");
        AssertTold($"restriction {restriction.Id} placed", AccountEvents.RestrictionPlaced, path, details);

        Assert.True(_accounts.Lift(_accounts.Find(_account.Number)!, restriction.Id));

        AssertTold($"restriction {restriction.Id} removed", AccountEvents.RestrictionRemoved, path, details);
        Assert.Empty(_accounts.RestrictionsOf(_account.Number));
        Assert.Empty(_accounts.RestrictionsOf("unknown"));
        Assert.False(_accounts.Lift(_account, restriction.Id));
    }

    [Fact]
    public void The_restriction_of_the_bank_is_told_by_the_account_alone()
    {
        var restricted = _accounts.Change(_account with { IsRestrictedByBank = true });
        AssertTold(_accounts.Changes[^1].What, AccountEvents.RestrictionPlaced, $"core/v1/dda/accounts/{_account.Number}", $"accountNumber={_account.Number}");

        _accounts.Change(restricted with { IsRestrictedByBank = false });
        AssertTold(_accounts.Changes[^1].What, AccountEvents.RestrictionRemoved, $"core/v1/dda/accounts/{_account.Number}", $"accountNumber={_account.Number}");
    }

    [Fact]
    public void Money_is_told_by_the_identifier_of_its_payment_or_transfer()
    {
        var sub = _accounts.OpenSub(_account);
        var payment = _accounts.Deposit(_account.Number, 500);
        AssertTold($"wire of {new Cents(500)} cents to {_account.Number}", AccountEvents.WireReceived, $"wires/v1/payments/{payment.Id}", $"paymentId={payment.Id} accountNumber={_account.Number}");

        var transfer = _accounts.Transfer(_account.Number, sub.Number, 200);

        var told = AssertTold(
            $"transfer of {new Cents(200)} cents from {_account.Number} to {sub.Number}",
            AccountEvents.TransactionCompleted,
            $"core/v1/dda/accounts/{_account.Number}",
            $"transactionId={transfer.Id} accountNumber={_account.Number}");
        Assert.Equal($"core/v1/dda/subaccounts/{sub.Number}", Assert.Single(told.OtherResources).Path);
    }

    [Fact]
    public void A_refused_transfer_is_told_in_the_journal_alone()
    {
        var other = _accounts.Open();

        _accounts.Transfer(_account.Number, other.Number, 200);

        var change = _accounts.Changes[^1];
        Assert.Equal($"transfer of {new Cents(200)} cents from {_account.Number} to {other.Number} refused: debit NSF, credit OK", change.What);
        Assert.Null(AccountEvents.Of(change, _accounts.Machine.GetUtcNow()));
    }

    [Theory]
    [InlineData(AccountEvents.StatusChanged, "Active", false, AccountEvents.StatusChanged)]
    [InlineData(AccountEvents.StatusChanged, "Closed", false, AccountEvents.Closed)]
    [InlineData(AccountEvents.RestrictionPlaced, "Active", true, AccountEvents.RestrictionPlaced)]
    [InlineData(AccountEvents.RestrictionPlaced, "Active", false, AccountEvents.RestrictionRemoved)]
    [InlineData(AccountEvents.RestrictionRemoved, "Active", true, AccountEvents.RestrictionRemoved)]
    [InlineData(AccountEvents.TitleChanged, "Closed", true, AccountEvents.TitleChanged)]
    public void An_event_without_a_change_says_what_the_account_is(string asked, string status, bool isRestricted, string told)
    {
        var account = _account with { Status = Enum.Parse<AccountStatus>(status), IsRestrictedByBank = isRestricted };

        Assert.Equal(told, AccountEvents.Announced(account, asked, _accounts.Machine.GetUtcNow()).Type.Name);
    }

    private string Whole(string status, string title) =>
        $"accountNumber={_account.Number} accountType=Deposit customerId={TestAccounts.Partner} status={status} productId={Product.BuiltIn[0].Id} title={title} clientIdentifier=mine";

    private DomainEvent AssertTold(string what, string eventName, string path, string details)
    {
        var change = _accounts.Changes[^1];
        var told = AccountEvents.Of(change, _accounts.Machine.GetUtcNow())!;

        Assert.Equal((what, eventName, path), (change.What, told.Type.Name, told.Path));
        Assert.Equal(details, string.Join(' ', told.Details.Select(detail => $"{detail.Key}={detail.Value}")));
        return told;
    }
}
