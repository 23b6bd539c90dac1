using CrossRiver.Emulator.Kernel.Journal;
using CrossRiver.Emulator.Kernel.Worlds;
using CrossRiver.Emulator.Kernel.Worlds.Parts;
using CrossRiver.Emulator.Modules.Customers.Faking;
using CrossRiver.Emulator.Modules.Customers.Requests;
using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Platform.Queries;
using CrossRiver.Emulator.Platform.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace CrossRiver.Emulator.Modules.Customers;

/// <summary>Calls find the customers of all partners, and are entered in the journals of their worlds.</summary>
public sealed class CustomerCallsTests : IDisposable
{
    private readonly BankWorlds _bank = new();
    private readonly CustomerCalls _calls;

    public CustomerCallsTests() => _calls = _bank.Service<CustomerCalls>();

    public void Dispose() => _bank.Dispose();

    [Fact]
    public void The_customers_of_one_partner_or_of_all_are_listed_in_the_order_of_their_creation()
    {
        var other = _bank.Directory.Open(Stranger);
        var (first, foreign, business) = (_bank.Onboard(), _bank.Onboard(other), _bank.Onboard(example: "create-business.request.json"));

        Assert.Equal([first.Id, foreign.Id, business.Id], List(""));
        Assert.Equal([foreign.Id, business.Id], List("", skipped: 1));
        Assert.Equal([first.Id, business.Id], List($"partnerId={TestCustomers.Partner}"));
        Assert.Equal([business.Id], List($"partnerId={TestCustomers.Partner}", skipped: 1));
        Assert.Equal([first.Id, foreign.Id], List("classification=Personal"));
        Assert.Equal([foreign.Id], List("classification=Personal", skipped: 1));
        Assert.Equal([business.Id], List("classification=Business"));
        Assert.Empty(List("classification=Business", skipped: 1));
        Assert.Empty(List($"partnerId={Guid.Empty}"));
        Assert.Equal([foreign.Id], List("", caller: other.PartnerId));
        Assert.Null(_bank.Directory.Find(Guid.Empty));
        Assert.Equal(
            $"3001 Client client has no permission for partner {TestCustomers.Partner}",
            TestCustomers.Refusal(() => List($"partnerId={TestCustomers.Partner}", caller: other.PartnerId).ToList()));

        other.Customers.Clear(new ResetOptions([]));
        Assert.Equal([first.Id, business.Id], List(""));
        Assert.Null(_bank.Directory.FindOwner($"{foreign.Id}"));
    }

    [Fact]
    public void A_list_and_a_read_show_customers_as_their_lag_says()
    {
        var customer = _bank.Onboard();
        _bank.World.Customers.SetUnseen(customer.Id, SettableFields.Ofac.To(ScanStatus.Failed), isSilent: false);

        Assert.Equal(ScanStatus.Pending, _calls.Find($"{customer.Id}", BankWorlds.NewCall()).Ofac);
        Assert.Empty(List("ofac=Failed"));
        Assert.Equal([customer.Id], List("ofac=Pending"));
    }

    [Fact]
    public void A_call_is_entered_in_the_journal_of_the_partner()
    {
        var customer = _bank.Onboard();
        var (read, listed, changed, ofAll) = (BankWorlds.NewCall(), BankWorlds.NewCall(), BankWorlds.NewCall(), BankWorlds.NewCall());

        _calls.Find($"{customer.Id}", read);
        _ = _calls.List(Filter($"partnerId={TestCustomers.Partner}"), 0, listed);
        _calls.Change($"{customer.Id}", changed, (store, found) => store.Set(found, SettableFields.Ofac.To(ScanStatus.Clear)));
        _ = _calls.List(Filter(""), 0, ofAll);

        Assert.All([read, listed, changed], call => Assert.Same(_bank.World, call.World));
        Assert.Null(ofAll.World);
        Assert.Equal(EntryCause.Partner, _bank.Entries.OfType<ChangeEntry>().Last().By);
    }

    [Theory]
    [InlineData("peter")]
    [InlineData("6f9619ff-8b86-d011-b42d-00c04fc964ff")]
    public void An_unknown_customer_is_not_found(string id)
    {
        _bank.Onboard();

        Assert.Equal($"1404 Customer {id} not found", TestCustomers.Refusal(() => _calls.Find(id, BankWorlds.NewCall())));
        Assert.Equal($"1404 Customer {id} not found", TestCustomers.Refusal(() => _calls.Change(id, BankWorlds.NewCall(), (_, found) => found)));
    }

    [Fact]
    public void Another_resource_is_no_customer()
    {
        var id = Stranger;
        _bank.Service<ResourceIndex>().Add(id, _bank.World);

        Assert.Equal($"1404 Customer {id} not found", TestCustomers.Refusal(() => _calls.Find($"{id}", BankWorlds.NewCall())));
        Assert.Equal($"1404 Customer {id} not found", TestCustomers.Refusal(() => _calls.Change($"{id}", BankWorlds.NewCall(), (_, found) => found)));
    }

    [Fact]
    public void A_deactivated_customer_is_read_and_not_changed()
    {
        var customer = _bank.Onboard();
        _calls.Change($"{customer.Id}", BankWorlds.NewCall(), (store, found) => store.Set(found, SettableFields.Status.To(CustomerStatus.Inactive)));

        Assert.Equal(CustomerStatus.Inactive, _calls.Find($"{customer.Id}", BankWorlds.NewCall()).Status);
        Assert.Equal($"2003 Customer {customer.Id} is inactive", TestCustomers.Refusal(() => _calls.Change($"{customer.Id}", BankWorlds.NewCall(), (_, found) => found)));
    }

    [Fact]
    public void The_owner_of_a_business_is_checked_also_without_a_world()
    {
        var person = _bank.Onboard();
        var profile = new CustomerProfile { PrimaryOwnerCustomerId = person.Id };

        _calls.RequireOwner(TestCustomers.Partner, profile);
        _calls.RequireOwner(Guid.Empty, new CustomerProfile());
        _calls.RequireOwner(Guid.Empty, new CustomerProfile { PrimaryOwnerCustomerId = Guid.Empty });
        var message = $"2002 Profile.PrimaryOwnerCustomerId {person.Id} is not a Personal customer of this partner";
        Assert.Equal(message, TestCustomers.Refusal(() => Require(Guid.Empty)));
        Assert.Equal(message, TestCustomers.Refusal(() => Require(_bank.Directory.Open(Stranger).PartnerId)));

        object Require(Guid partnerId)
        {
            _calls.RequireOwner(partnerId, profile);
            return profile;
        }
    }

    [Fact]
    public void A_change_is_entered_in_the_journal_with_its_cause_and_published()
    {
        var customer = _bank.Onboard();
        _bank.World.RunForTester(() => _bank.World.Customers.Set(customer, SettableFields.Ofac.To(ScanStatus.Failed)));

        var entries = _bank.Entries.OfType<ChangeEntry>().ToList();
        Assert.Equal(["created", "ofac Pending → Failed"], entries.Select(entry => entry.What));
        Assert.Equal((null, null, null, EntryCause.Bank), (entries[0].Field, entries[0].Value, entries[0].DueAt, entries[0].By));
        Assert.Equal(("ofac", "Failed", customer.Resource, EntryCause.Tester, _bank.World.Clock.Now), (entries[1].Field, entries[1].Value, entries[1].About, entries[1].By, entries[1].At));
        var happened = Assert.Single(_bank.Happened);
        Assert.Equal((CustomerEvents.OfacChanged, customer.Resource, _bank.World.Clock.Now), (happened.Type.Name, happened.About, happened.At));
        Assert.Same(_bank.World, _bank.Directory.FindOwner($"{customer.Id}"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(120)]
    public void Seeded_customers_are_in_the_journal_by_their_number_alone(int count)
    {
        var made = _bank.World.Seeder.Seed(Seeding.Invent(TestCustomers.Partner, count, seed: 1));

        Assert.Equal(_bank.World.Customers.IdsFrom(0), made);
        Assert.Equal(count, made.Count);
        var entry = Assert.IsType<ControlEntry>(Assert.Single(_bank.Entries));
        Assert.Equal(($"seed: {count} customers", _bank.World.Clock.Now), (entry.What, entry.At));
        Assert.Empty(_bank.Happened);
        _bank.Onboard();
        Assert.Equal(2, _bank.Entries.Count);
    }

    [Fact]
    public void After_a_seed_that_fails_changes_are_told_again()
    {
        Assert.Throws<InvalidOperationException>(() => _bank.World.Seeder.Seed([_ => throw new InvalidOperationException()]));

        _bank.Onboard();
        Assert.Single(_bank.Entries);
    }

    [Fact]
    public void The_settings_fill_the_world_of_their_partner()
    {
        using var seeded = new BankWorlds(("Emulator:Seed:Customers", "7"));
        using var other = new BankWorlds(("Emulator:Seed:Customers", "7"), ("Emulator:Seed:PartnerId", $"{Stranger}"), ("Emulator:Worlds:ChanceSeed", "5"));
        var (seed, ofOther) = (seeded.Service<WorldSeed>(), other.Service<WorldSeed>());
        seed.Fill(seeded.World);
        ofOther.Fill(other.World);

        Assert.Equal((TestCustomers.Partner, Stranger, null), (seed.PartnerId, ofOther.PartnerId, _bank.Service<WorldSeed>().PartnerId));
        Assert.Equal(Seeding.Invent(TestCustomers.Partner, 7, seed: 1).Select(make => make(_bank.World.Customers).Name.FullName), NamesIn(seeded));
        Assert.Equal(7, NamesIn(other).Except(NamesIn(seeded), StringComparer.Ordinal).Count());

        static IEnumerable<string> NamesIn(BankWorlds bank) => bank.World.Customers.IdsFrom(0).Select(id => bank.World.Customers.Find(id)!.Name.FullName);
    }

    private static Guid Stranger => new("11111111-0000-4000-8000-000000000001");

    private static CustomerFilter Filter(string query) => CustomerFilter.Read(new QueryReader(new QueryCollection(QueryHelpers.ParseQuery(query))));

    private IEnumerable<Guid> List(string query, int skipped = 0, Guid? caller = null)
    {
        var call = BankWorlds.NewCall();
        call.Caller = caller is null ? null : new Caller("client", caller, [], default);
        return _calls.List(Filter(query), skipped, call).Select(customer => customer.Id);
    }
}
