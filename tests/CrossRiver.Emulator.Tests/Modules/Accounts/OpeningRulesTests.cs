using CrossRiver.Emulator.Kernel.Journal;
using CrossRiver.Emulator.Modules.Accounts.Requests;
using CrossRiver.Emulator.Modules.Accounts.Store;
using CrossRiver.Emulator.Modules.Accounts.Testing;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using Customer = CrossRiver.Emulator.Modules.Customers.Customer;

namespace CrossRiver.Emulator.Modules.Accounts;

/// <summary>An account is opened for customers of whom nothing is missing, without HTTP.</summary>
public sealed class OpeningRulesTests : IDisposable
{
    private static readonly Guid Unknown = new("a7d5415b-071e-4b33-bc0a-afda014e95fd");

    private readonly BankWorlds _bank = new();

    public void Dispose() => _bank.Dispose();

    [Fact]
    public void All_that_is_missing_is_told_at_once()
    {
        var customer = _bank.Onboard();
        _bank.World.Customers.Set(customer, SettableFields.Status.To(CustomerStatus.Inactive));

        Assert.Equal(
            [
                $"2107 Customer {customer.Id} has the status Inactive, not Active; send another customer",
                $"2102 Customer {customer.Id} has the OFAC status Pending, not Clear; wait for the result, or end the review",
                $"2103 Customer {customer.Id} has no address; add one",
                $"2104 Customer {customer.Id} has no phone; add one",
                $"2105 Customer {customer.Id} is Personal, and product Business checking is for Business customers; send a product for Personal customers",
            ],
            RefusalsOf(customer.Id, Product.BuiltIn[1].Id));
        Assert.Equal([$"2101 CustomerId {Guid.Empty} is no customer of this partner; onboard the customer first"], RefusalsOf(Guid.Empty, Product.BuiltIn[1].Id));
        Assert.Equal([$"2101 CustomerId {Guid.Empty} is no customer of this partner; onboard the customer first"], RefusalsOf(Guid.Empty, Unknown));
    }

    [Fact]
    public void Of_a_customer_that_may_have_an_account_nothing_is_told()
    {
        var (person, business) = (_bank.OnboardClear(), _bank.OnboardClear("create-business.request.json"));
        var entries = _bank.Entries.Count;

        Assert.Same(Product.BuiltIn[2], Require(person.Id, Product.BuiltIn[2].Id));
        Assert.Same(Product.BuiltIn[1], Require(business.Id, Product.BuiltIn[1].Id));
        Assert.Equal(entries, _bank.Entries.Count);
    }

    [Fact]
    public void An_unknown_product_counts_as_one_of_the_classification_and_the_journal_says_so()
    {
        var business = _bank.OnboardClear("create-business.request.json");

        Assert.Equal(Product.BuiltIn[1] with { Id = Unknown }, Require(business.Id, Unknown));

        var entry = Assert.IsType<ControlEntry>(_bank.Entries[^1]);
        Assert.Equal(
            ($"accounts: product {Unknown} is unknown and counts as Business checking (Emulator:Accounts:AnyProduct)", EntryCause.Partner, _bank.World.Clock.Now),
            (entry.What, entry.By, entry.At));
    }

    [Theory]
    [InlineData("Emulator:Accounts:AnyProduct", "false")]
    [InlineData("Emulator:Strict", "true")]
    public void An_unknown_product_is_refused_if_the_settings_say_so(string setting, string value)
    {
        using var strict = new BankWorlds((setting, value));
        var customer = strict.OnboardClear();

        var refused = Assert.Throws<ApiException>(() => strict.Service<OpeningGate>().Require(strict.World, new OpenAccountRequest { CustomerId = customer.Id, ProductId = Unknown }));
        Assert.Equal(
            (2106, $"ProductId {Unknown} is unknown; send a product that GET /_emulator/products lists, or add this one to Emulator:Accounts:Products"),
            (refused.Error.Code, refused.Messages.Single()));
        Assert.DoesNotContain(strict.Entries, entry => entry is ControlEntry);
    }

    [Fact]
    public void An_example_opens_an_account_for_the_first_customer_that_may_have_one()
    {
        Assert.Equal((new Guid("9052b6a5-3f09-41d1-b526-ade80104eb79"), Product.BuiltIn[0].Id, "Peter Griffin"), ExampleOf(null));
        var poor = new[] { _bank.Onboard(ofac: "Clear"), _bank.Onboard(isReachable: true), Inactive(_bank.OnboardClear()) };
        Assert.Equal((new Guid("9052b6a5-3f09-41d1-b526-ade80104eb79"), Product.BuiltIn[0].Id, "Peter Griffin"), ExampleOf(_bank.World));

        var (business, person) = (_bank.OnboardClear("create-business.request.json"), _bank.OnboardClear());
        Assert.Equal((business.Id, Product.BuiltIn[1].Id, "Bodek Business Technologies Corp"), ExampleOf(_bank.World));
        Inactive(business);
        Assert.Equal((person.Id, Product.BuiltIn[0].Id, "Peter Griffin"), ExampleOf(_bank.World));
        Assert.Equal(3, poor.Length);

        static (Guid, Guid, string?) ExampleOf(Kernel.Worlds.World? world) =>
            AccountExamples.Open(new ExampleSetting(TestAccounts.Partner, 1, world)) is var open ? (open.CustomerId, open.ProductId, open.Title) : default;
        Customer Inactive(Customer customer) => _bank.World.Customers.Set(customer, SettableFields.Status.To(CustomerStatus.Inactive));
    }

    [Fact]
    public void The_examples_of_money_are_of_the_first_two_accounts()
    {
        Assert.Equal(("2235223803", "2254575653"), Numbers());
        var first = _bank.Open(_bank.OnboardClear()).Number;
        Assert.Equal((first, "2254575653"), Numbers());
        var second = _bank.Open(_bank.OnboardClear()).Number;
        Assert.Equal((first, second), Numbers());
        _bank.Open(_bank.OnboardClear());
        Assert.Equal((first, second), Numbers());

        (string, string) Numbers()
        {
            var at = new ExampleSetting(TestAccounts.Partner, 1, _bank.World);
            var transfer = AccountExamples.Transfer(at);
            Assert.Equal((transfer.DebitAccountNumber, transfer.DebitAccountNumber), (AccountExamples.OpenSub(at).MasterAccountNumber, AccountExamples.Wire(at).AccountNumber));
            return (transfer.DebitAccountNumber, transfer.CreditAccountNumber);
        }
    }

    [Fact]
    public void Accounts_are_seeded_for_customers_without_one_and_nothing_is_told()
    {
        var (opened, first, second, business) = (_bank.OnboardClear(), _bank.OnboardClear(), _bank.OnboardClear(), _bank.OnboardClear("create-business.request.json"));
        _ = (_bank.Onboard(ofac: "Clear"), _bank.Onboard(isReachable: true));
        _bank.Open(opened);
        var (entries, events) = (_bank.Entries.Count, _bank.Happened.Count);
        var seeder = new AccountSeeder(_bank.World, _bank.Service<OpeningGate>());

        var one = Assert.Single(seeder.Seed(new Cents(500), most: 1));
        var rest = seeder.Seed(default, most: 10);

        Assert.Equal((first.Id, "Peter Griffin", 500L, 1), (one.CustomerId, one.Title, one.Balance.Value, one.TransactionCount));
        Assert.Equal([(second.Id, Product.BuiltIn[0].Id, 0L), (business.Id, Product.BuiltIn[1].Id, 0L)], rest.Select(account => (account.CustomerId, account.ProductId, account.Balance.Value)));
        Assert.Empty(seeder.Seed(default, most: 10));
        Assert.Equal((entries, events, false), (_bank.Entries.Count, _bank.Happened.Count, _bank.World.Accounts.IsSilent));
    }

    [Theory]
    [InlineData("{}", "", "")]
    [InlineData("title", "account.title New", "account.title Checking → New")]
    [InlineData("restricted", "account.restricted True", "restricted by the bank")]
    [InlineData("status", "account.status Closed", "account.status Active → Closed")]
    [InlineData(
        "title restricted status", "account.title New, account.restricted True, account.status Closed",
        "account.title Checking → New; restricted by the bank; account.status Active → Closed")]
    public void A_tester_sets_some_members_of_an_account(string members, string text, string changes)
    {
        var account = _bank.Open(_bank.OnboardClear());
        var request = new SetAccountRequest(
            members.Contains("status", StringComparison.Ordinal) ? AccountStatus.Closed : null,
            members.Contains("title", StringComparison.Ordinal) ? "New" : null,
            members.Contains("restricted", StringComparison.Ordinal) ? true : null);
        var before = _bank.Entries.Count;

        var changed = request.Apply(account, _bank.World.Accounts);

        Assert.Equal((text, _bank.World.Accounts.Find(account.Number)), ($"{request}", changed));
        Assert.Equal(changes, string.Join("; ", _bank.Entries.Skip(before).OfType<ChangeEntry>().Select(entry => entry.What[$"account {account.Number}: ".Length..])));
    }

    private Product Require(Guid customerId, Guid productId) => _bank.Service<OpeningGate>().Require(_bank.World, new OpenAccountRequest { CustomerId = customerId, ProductId = productId });

    private IEnumerable<string> RefusalsOf(Guid customerId, Guid productId)
    {
        var refused = Assert.Throws<ApiException>(() => Require(customerId, productId));
        return refused.Errors!.Select(error => $"{error.Code} {error.Message}");
    }
}
