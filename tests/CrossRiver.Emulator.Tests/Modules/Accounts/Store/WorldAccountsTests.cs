using CrossRiver.Emulator.Kernel.Journal;
using CrossRiver.Emulator.Kernel.Worlds;
using CrossRiver.Emulator.Modules.Accounts.Requests;

namespace CrossRiver.Emulator.Modules.Accounts.Store;

/// <summary>The accounts of a world are in its journal, their events are published, and their numbers are of all worlds.</summary>
public sealed class WorldAccountsTests : IDisposable
{
    private readonly BankWorlds _bank = new();
    private readonly WorldAccounts _accounts;

    public WorldAccountsTests() => _accounts = _bank.World.Accounts;

    public void Dispose() => _bank.Dispose();

    [Fact]
    public void A_change_is_in_the_journal_of_the_customer_and_its_event_is_published()
    {
        var customer = _bank.OnboardClear();
        var account = _bank.Open(customer);
        _bank.World.RunForTester(() => _accounts.Change(account with { Status = AccountStatus.Dormant }));
        _accounts.Change(_accounts.Find(account.Number)! with { Title = "Mine" }, isSilent: true);

        Assert.Equal(
            [
                $"account {account.Number}: opened () by Bank",
                $"account {account.Number}: account.status Active → Dormant (account.status=Dormant) by Tester",
                $"account {account.Number}: account.title Checking → Mine (account.title=Mine) by Bank",
            ],
            ChangesOf(customer.Id).TakeLast(3));
        Assert.Equal([AccountEvents.Opened, AccountEvents.StatusChanged], _bank.Happened.Select(happened => happened.Type.Name).TakeLast(2));
        var last = _bank.Happened[^1];
        Assert.Equal(
            ((Guid?)customer.Id, account.Number, account.Key, 2, $"core/v1/dda/accounts/{account.Number}", _bank.World.Clock.Now),
            (last.About.CustomerId, last.OrderingKey, last.Key, last.Version, last.Path, last.At));
        Assert.Same(_bank.World, _bank.Directory.FindOwner(account.Number));
    }

    [Fact]
    public void While_accounts_are_seeded_nothing_is_told()
    {
        var customer = _bank.OnboardClear();
        var (entries, events) = (_bank.Entries.Count, _bank.Happened.Count);
        _accounts.IsSilent = true;

        _bank.Open(customer);

        Assert.Equal((entries, events), (_bank.Entries.Count, _bank.Happened.Count));
    }

    [Fact]
    public void A_field_is_set_on_all_accounts_of_a_customer_that_differ()
    {
        var (customer, other) = (_bank.OnboardClear(), _bank.OnboardClear());
        var (first, second, foreign) = (_bank.Open(customer), _bank.Open(customer), _bank.Open(other));
        _accounts.Change(first with { Status = AccountStatus.Closed });
        var told = _bank.Happened.Count;

        Assert.True(_accounts.Set(customer.Id, AccountSettableFields.Status.To(AccountStatus.Closed), isSilent: false));
        Assert.Equal((1, AccountEvents.Closed), (_bank.Happened.Count - told, _bank.Happened[^1].Type.Name));
        Assert.False(_accounts.Set(customer.Id, AccountSettableFields.Status.To(AccountStatus.Closed), isSilent: false));
        Assert.True(_accounts.Set(customer.Id, AccountSettableFields.Restricted.To(value: true), isSilent: true));
        Assert.Equal(1, _bank.Happened.Count - told);

        Assert.All([first, second], account => Assert.Equal((AccountStatus.Closed, true), (_accounts.Find(account.Number)!.Status, _accounts.Find(account.Number)!.IsRestrictedByBank)));
        Assert.Equal(foreign, _accounts.Find(foreign.Number));
    }

    [Fact]
    public void A_field_of_a_customer_without_an_account_is_in_the_journal_alone()
    {
        var customer = _bank.OnboardClear();
        var told = _bank.Happened.Count;

        Assert.False(_accounts.Set(customer.Id, AccountSettableFields.Title.To("Mine"), isSilent: false));

        Assert.Equal(["account.title Mine: the customer has no account (account.title=Mine) by Bank"], ChangesOf(customer.Id).TakeLast(1));
        Assert.Equal(told, _bank.Happened.Count);
    }

    [Fact]
    public void An_event_without_a_change_is_announced_for_each_account_of_the_customer()
    {
        var customer = _bank.OnboardClear();
        var (first, second) = (_bank.Open(customer), _bank.Open(customer));
        _bank.Open(_bank.OnboardClear());
        var told = _bank.Happened.Count;

        _accounts.Announce(customer.Id, AccountEvents.TitleChanged);

        Assert.Equal([$"account {first.Number}: announced () by Bank", $"account {second.Number}: announced () by Bank"], ChangesOf(customer.Id).TakeLast(2));
        Assert.Equal([(first.Number, 2), (second.Number, 2)], _bank.Happened.Skip(told).Select(happened => (happened.OrderingKey, happened.Version)));
        Assert.Equal((first with { Version = 2 }, AccountEvents.TitleChanged), (_accounts.Find(first.Number), _bank.Happened[^1].Type.Name));
    }

    [Fact]
    public void A_number_belongs_to_the_customer_of_its_account()
    {
        var customer = _bank.OnboardClear();
        var account = _bank.Open(customer);
        var sub = _accounts.OpenSub(account, new CreateSubAccountRequest { MasterAccountNumber = account.Number, Title = "Savings" });

        Assert.Equal((customer.Id, customer.Id, null), (_accounts.FindSubject(account.Number), _accounts.FindSubject(sub.Number), _accounts.FindSubject("2001231231")));
        Assert.Same(_bank.World, _bank.Directory.FindOwner(sub.Number));

        _accounts.Clear(new ResetOptions([]));
        Assert.Equal((null, null), (_bank.Directory.FindOwner(account.Number), _bank.Directory.FindOwner(sub.Number)));
    }

    [Fact]
    public void Another_world_has_other_numbers()
    {
        var customer = _bank.OnboardClear();
        var account = _bank.Open(customer);
        var stranger = _bank.Directory.Open(new Guid("11111111-0000-4000-8000-000000000001"));
        _bank.Service<ResourceIndex>().Remove(account.Number, _bank.World);
        _bank.Service<ResourceIndex>().Add(account.Number, stranger);
        _accounts.Clear(new ResetOptions([]));

        Assert.NotEqual(account.Number, _bank.Open(customer).Number);
        Assert.Same(stranger, _bank.Directory.FindOwner(account.Number));
    }

    private IEnumerable<string> ChangesOf(Guid customerId) => _bank.Entries.OfType<ChangeEntry>().Where(change => change.About.CustomerId == customerId)
        .Select(change => $"{change.What} ({(change.Field is null ? "" : $"{change.Field}={change.Value}")}) by {change.By}");
}
