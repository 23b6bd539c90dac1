using CrossRiver.Emulator.Kernel.Worlds;
using CrossRiver.Emulator.Modules.Accounts.Requests;
using CrossRiver.Emulator.Modules.Accounts.Store;
using CrossRiver.Emulator.Platform.Errors;
using Microsoft.Extensions.Time.Testing;

namespace CrossRiver.Emulator.Modules.Accounts;

/// <summary>Accounts, subledgers and restrictions come and go, and each change is raised.</summary>
public sealed class AccountStoreTests
{
    private readonly TestAccounts _accounts = new();

    [Fact]
    public void A_new_account_is_active_and_empty()
    {
        var account = _accounts.Open(LedgerType.Direct, "mine");

        Assert.Equal(account, _accounts.Find(account.Number));
        Assert.Equal((AccountStatus.Active, LedgerType.Direct), (account.Status, account.LedgerType));
        Assert.Equal(("John Smith", "mine"), (account.Title, account.ClientIdentifier));
        Assert.Equal("0 0", _accounts.Balances(account));
        Assert.Equal((AccountChangeKind.Opened, account), (Assert.Single(_accounts.Changes).Kind, _accounts.Changes[0].Account));
    }

    [Fact]
    public void The_accounts_of_a_customer_are_in_the_order_in_which_they_were_opened()
    {
        var opened = Enumerable.Range(0, 5).Select(_ => _accounts.Open()).ToList();
        _accounts.Open(customerId: Guid.Empty);
        _accounts.SetStatus(opened[2].Number, AccountStatus.Dormant);

        Assert.Equal(opened.Select(account => account.Number), _accounts.OfCustomer(TestAccounts.Partner).Select(account => account.Number));
        Assert.Equal(opened.Count + 1, _accounts.All.Count());
    }

    [Fact]
    public void Subledgers_are_in_the_order_of_their_creation()
    {
        var (first, second) = (_accounts.Open(), _accounts.Open());
        var subs = new[] { first, second, first }.Select(master => _accounts.OpenSub(master)).ToList();

        Assert.Equal(subs, _accounts.Subs);
        Assert.Equal(subs[1..], _accounts.Subs.Skip(1));
        Assert.Equal([subs[0], subs[2]], _accounts.SubsOf(first.Number));
        var change = _accounts.Changes[^1];
        Assert.Equal((AccountChangeKind.SubOpened, subs[2], first.Number), (change.Kind, change.Sub, change.Account.Number));
    }

    [Fact]
    public void Numbers_do_not_depend_on_the_order_of_unrelated_calls()
    {
        var other = new TestAccounts();
        var (first, second) = (_accounts.Open(clientIdentifier: "one"), _accounts.Open(clientIdentifier: "two"));
        var sub = _accounts.OpenSub(first, "three");
        var (otherSecond, otherFirst) = (other.Open(clientIdentifier: "two"), other.Open(clientIdentifier: "one"));
        other.OpenSub(otherFirst);

        Assert.Equal((first.Number, second.Number, sub.Number), (otherFirst.Number, otherSecond.Number, other.OpenSub(otherFirst, "three").Number));
    }

    [Fact]
    public void A_number_of_another_world_is_not_taken()
    {
        var other = new TestAccounts();
        other.LetOthersOwn(_accounts.Open().Number);

        Assert.NotEqual(_accounts.OfCustomer(TestAccounts.Partner).Single().Number, other.Open().Number);
    }

    [Fact]
    public void A_closed_account_has_the_moment_of_its_closing_and_its_subledgers_stay()
    {
        var account = _accounts.Open();
        var sub = _accounts.OpenSub(account);
        _accounts.Machine.Advance(TimeSpan.FromDays(1));

        var closed = _accounts.SetStatus(account.Number, AccountStatus.Closed);

        Assert.Equal((AccountStatus.Closed, _accounts.Machine.GetUtcNow()), (closed.Status, closed.ClosedAt));
        Assert.Equal(sub, _accounts.FindSub(sub.Number));
        Assert.Equal((AccountChangeKind.Closed, "account.status Active → Closed"), (_accounts.Changes[^1].Kind, _accounts.Changes[^1].What));
        Assert.Null(_accounts.SetStatus(account.Number, AccountStatus.Active).ClosedAt);
        Assert.Equal(AccountChangeKind.StatusChanged, _accounts.Changes[^1].Kind);
    }

    [Fact]
    public void Another_title_is_a_change_and_the_same_one_is_none()
    {
        var account = _accounts.Change(_accounts.Open() with { Title = "Jane Smith" }, isSilent: true);
        var change = _accounts.Changes[^1];

        Assert.Equal((AccountChangeKind.TitleChanged, true, "account.title John Smith → Jane Smith"), (change.Kind, change.IsSilent, change.What));
        Assert.Equal(account, _accounts.Change(account with { Title = "Jane Smith" }));
        Assert.Equal(change, _accounts.Changes[^1]);
    }

    [Fact]
    public void Each_change_has_a_version_of_its_own()
    {
        var (one, other) = (_accounts.Open(), _accounts.Open());
        var sub = _accounts.OpenSub(one);
        var restriction = _accounts.Restrict(one.Number, new RestrictionRequest());
        _accounts.Lift(_accounts.Find(one.Number)!, restriction.Id);
        _accounts.Deposit(sub.Number, 100);
        _accounts.Transfer(sub.Number, one.Number, 1);
        _accounts.Transfer(one.Number, other.Number, 1_000);
        _accounts.SetStatus(one.Number, AccountStatus.Closed);

        var versions = _accounts.Changes.Where(change => change.Account.Number == one.Number).Select(change => change.Account.Version).ToList();
        Assert.Equal(8, versions.Count);
        Assert.Equal(versions.Distinct().Order(), versions);
    }

    [Fact]
    public void A_closed_account_gets_no_subledger()
    {
        var account = _accounts.SetStatus(_accounts.Open().Number, AccountStatus.Closed);

        Assert.Equal(AccountErrors.ClosedAccount, Refusal(() => _accounts.OpenSub(account)));
    }

    [Fact]
    public void An_account_has_at_most_10_000_subledgers()
    {
        var account = _accounts.Open();
        for (var count = 0; count < AccountStore.MostSubAccounts; count++)
        {
            _accounts.OpenSub(account);
        }

        Assert.Equal(AccountErrors.TooManySubAccounts, Refusal(() => _accounts.OpenSub(account)));
        Assert.Equal(AccountStore.MostSubAccounts, _accounts.Subs.Select(sub => sub.Number).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_restriction_is_placed_and_removed()
    {
        var account = _accounts.Open();
        var restriction = _accounts.Restrict(account.Number, new RestrictionRequest { Reason = "Account Freeze" });

        Assert.Equal([restriction], _accounts.RestrictionsOf(account.Number));
        Assert.Equal((AccountChangeKind.RestrictionPlaced, restriction), (_accounts.Changes[^1].Kind, _accounts.Changes[^1].Restriction));
        Assert.True(_accounts.Lift(_accounts.Find(account.Number)!, restriction.Id));
        Assert.Equal((AccountChangeKind.RestrictionRemoved, restriction), (_accounts.Changes[^1].Kind, _accounts.Changes[^1].Restriction));
        Assert.Empty(_accounts.RestrictionsOf(account.Number));
        Assert.False(_accounts.Lift(_accounts.Find(account.Number)!, restriction.Id));
        Assert.Equal(3, _accounts.Changes.Count);
    }

    [Fact]
    public void An_account_has_at_most_100_restrictions()
    {
        var account = _accounts.Open();
        var ids = Enumerable.Range(0, AccountStore.MostRestrictions).Select(_ => _accounts.Restrict(account.Number, new RestrictionRequest()).Id).ToHashSet();

        Assert.Equal(AccountStore.MostRestrictions, ids.Count);
        Assert.Equal(AccountErrors.TooManyRestrictions, Refusal(() => _accounts.Restrict(account.Number, new RestrictionRequest())));
    }

    [Fact]
    public void A_restriction_names_a_subledger_of_its_account()
    {
        var (account, other) = (_accounts.Open(), _accounts.Open());
        var foreign = _accounts.OpenSub(other);

        Assert.Equal(AccountErrors.UnknownSubAccount, Refusal(() => RestrictOnly(foreign.Number)));
        Assert.Equal(account.Number, RestrictOnly(account.Number).SubAccountNumber);

        Restriction RestrictOnly(string number) => _accounts.Restrict(account.Number, new RestrictionRequest { SubAccountNumber = number });
    }

    [Fact]
    public void A_reset_removes_everything_and_begins_anew()
    {
        var account = _accounts.Open();
        var sub = _accounts.OpenSub(account);

        Assert.Equal(1, _accounts.Clear(new ResetOptions([])));

        Assert.Equal([account.Number, sub.Number], _accounts.Disowned);
        Assert.Equal((null, null), (_accounts.Find(account.Number), _accounts.FindSub(sub.Number)));
        Assert.Empty(_accounts.Subs);
        Assert.Equal(account, _accounts.Open());
    }

    [Fact]
    public void Another_seed_has_other_numbers() => Assert.NotEqual(_accounts.Open().Number, new TestAccounts(new FakeTimeProvider(), seed: 2).Open().Number);

    private static ErrorDefinition Refusal(Func<object> act) => Assert.Throws<ApiException>(act).Error;
}
