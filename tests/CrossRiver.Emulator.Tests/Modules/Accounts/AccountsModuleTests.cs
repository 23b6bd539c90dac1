using CrossRiver.Emulator.Kernel.Worlds.Parts;
using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Reports;
using CrossRiver.Emulator.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator.Modules.Accounts;

/// <summary>What the accounts say of themselves: scenarios, faults, settings, snapshots and the report read it.</summary>
public sealed class AccountsModuleTests
{
    private readonly DeclaredModule _module = DeclaredModule.Accounts;

    [Fact]
    public void Each_call_has_an_operation_for_scenarios_and_faults() => Assert.Equal(
        [
            "POST /core/v1/dda/accounts/ accounts.open writes about account by customerId",
            "GET /core/v1/dda/accounts/{accountNumber} accounts.get about account",
            "POST /core/v1/dda/accounts/{accountNumber}/restrictions restrictions.add writes about account",
            "DELETE /core/v1/dda/accounts/{accountNumber}/restrictions/{id} restrictions.remove writes about account",
            "POST /core/v1/dda/subaccounts/ subaccounts.open writes about account by masterAccountNumber",
            "GET /core/v1/dda/subaccounts/ subaccounts.list",
            "GET /core/v1/dda/subaccounts/{accountNumber} subaccounts.get about account",
            "POST /core/v1/transfers transfers.create writes about account by debitAccountNumber+creditAccountNumber",
            "POST /core/v1/transactions transactions.create writes about account by debitAccountNumber+creditAccountNumber",
            "POST /wires/v1/payments/simulations wires.simulate writes about account by accountNumber",
        ],
        _module.Endpoints().Select(DeclaredModule.Line));

    [Fact]
    public void A_tester_sees_seeds_and_sets_accounts()
    {
        var endpoints = _module.ControlEndpoints();

        Assert.Equal(
            [
                "GET /partners/{partnerId:guid}/customers/{customerId}/accounts",
                "POST /partners/{partnerId:guid}/accounts/{accountNumber} accounts.set {\"status\":\"Closed\"}",
                "POST /partners/{partnerId:guid}/accounts/seed accounts.seed {\"balance\":50000}",
                "GET /products",
            ],
            endpoints.Select(endpoint => string.Join(' ', new[]
            {
                DeclaredModule.Line(endpoint), endpoint.Metadata.GetMetadata<ExampleBody>()?.Name,
                endpoint.Metadata.GetMetadata<ExampleBody>()?.Body(new ExampleSetting(Guid.Empty, 1, World: null)).ToJsonString(),
            }.OfType<string>())));
        var tag = new RouteTag("Accounts", "The accounts of customers, as the bank's staff would see and change them.");
        Assert.All(endpoints, endpoint => Assert.Equal(tag, endpoint.Metadata.GetMetadata<RouteTag>()));
    }

    [Fact]
    public void An_account_has_no_story_and_events_of_its_own()
    {
        Assert.Equal("accounts", _module.Name);
        Assert.Equal([new("account", "core/v1/dda/accounts/{accountNumber}", HasStory: false)], _module.Parts.Resources);
        Assert.Equal(
            [
                "Core.Account.Opened: An account was opened.",
                "Core.Account.Status.Changed: The status of an account was changed.",
                "Core.Account.Closed: An account was closed.",
                "Core.Account.Title.Changed: The title of an account was changed.",
                "Core.SubAccount.Opened: A subledger was opened. (not by a step)",
                "Core.Restriction.Placed: A restriction was placed on an account.",
                "Core.Restriction.Removed: A restriction was removed from an account.",
                "Core.Transaction.Completed: Money was moved between two accounts. (not by a step)",
                "Wire.Payment.Received: An account received the money of a wire. (not by a step)",
            ],
            _module.Parts.EventTypes.Select(type => $"{type.Name}: {type.Description}{(type.CanBeEmitted ? "" : " (not by a step)")}"));
        Assert.Empty(_module.Parts.FieldsOfCreates);
    }

    [Fact]
    public void The_fields_that_scenarios_set_are_described()
    {
        Assert.Equal(
            [
                """account.status: The status of the customer's accounts. (Core.Account.Status.Changed) {"enum":["Active","Closed","Dormant"]}""",
                """account.title: The title of the customer's accounts. (Core.Account.Title.Changed) {"type":["string","number","boolean"],"minLength":1,"maxLength":2000}""",
                """account.restricted: Whether the bank has restricted the customer's accounts, so that no money moves. (Core.Restriction.Placed) {"enum":[true,false,"true","false"]}""",
            ],
            _module.Parts.SettableFields.Select(field => $"{field.Key}: {field.Description} ({field.EventName}) {field.Schema.Describe(new Definitions(areInline: true)).ToJsonString()}"));
        Assert.All(_module.Parts.SettableFields, field => Assert.False(field.IsDecision || field.IsSetFirst));
        Assert.Equal("", AccountSettableFields.Title.ValueOf(new TestAccounts().Open() with { Title = null }));
    }

    [Fact]
    public void The_parts_of_the_module_are_services()
    {
        Assert.Equal(("Accounts", typeof(AccountOptions)), (Assert.Single(Instances<SettingSection>()).Name, Instances<SettingSection>().Single().Options));
        Assert.Equal("opened-account-before-clear", Assert.Single(Instances<Rule>()).Name);
        Assert.All([typeof(Products), typeof(OpeningGate), typeof(AccountCalls)], type => Assert.Single(_module.Services, service => service.ServiceType == type));
        Assert.Equal(("accounts", false), (Assert.Single(Instances<WorldPartType>()).Name, Instances<WorldPartType>().Single().IsRequired));
        Assert.Equal((true, null, 0), (new AccountOptions().AnyProduct, new AccountOptions().Scope, new AccountOptions().Products.Count));
    }

    [Theory]
    [InlineData("of-accounts")]
    [InlineData(null)]
    public void Each_call_needs_the_scope_of_the_settings(string? scope)
    {
        var services = new ServiceCollection().AddSingleton(Options.Create(new AccountOptions { Scope = scope })).BuildServiceProvider();

        Assert.All(_module.Endpoints().Select(endpoint => endpoint.Metadata.GetMetadata<BankEndpoint>()!), bank => Assert.Equal(("accounts", scope), (bank.Module, bank.FindScope(services))));
    }

    [Fact]
    public void The_errors_about_accounts_have_a_code_a_message_and_their_case()
    {
        Assert.Equal(
            [
                "2101 UnknownCustomer: CustomerId {0} is no customer of this partner; onboard the customer first"
                    + " (The customer of a new account is not known, or is of another partner.)",
                "2102 OfacNotClear: Customer {0} has the OFAC status {1}, not Clear; wait for the result, or end the review"
                    + " (The OFAC scan of the customer of a new account is not `Clear`. The PEP scan plays no part.)",
                "2103 NoAddress: Customer {0} has no address; add one (The customer of a new account has no address.)",
                "2104 NoPhone: Customer {0} has no phone; add one (The customer of a new account has no phone.)",
                "2105 WrongClassification: Customer {0} is {1}, and product {2} is for {3} customers; send a product for {1} customers"
                    + " (The classification of the customer is not that of the product.)",
                "2106 UnknownProduct: ProductId {0} is unknown; send a product that GET /_emulator/products lists, or add this one to Emulator:Accounts:Products"
                    + " (The product of a new account is not known, and `--strict` is on or the setting `Emulator:Accounts:AnyProduct` is false.)",
                "2107 CustomerNotActive: Customer {0} has the status {1}, not Active; send another customer (The customer of a new account was deactivated.)",
                "2108 SameAccount: DebitAccountNumber and CreditAccountNumber are both {0}; send two numbers (Both sides of a transfer are the same.)",
                "2109 ClosedAccount: Account {0} is closed; send the number of another account (The master of a new subledger is closed.)",
                "2110 TooManyRestrictions: Account {0} has {1} restrictions, the most that there can be; remove one (Ours: the account has 100 restrictions.)",
                "2111 TooManySubAccounts: Account {0} has {1} subledgers, the most that there can be; use another account (Ours: the account has 10,000 subledgers.)",
                "2112 UnknownSubAccount: SubAccountNumber {0} is no subledger of account {1}; send the number of one, or null for all"
                    + " (A restriction names a subledger that the account does not have.)",
                "2113 CreditRefused: Account {0} refuses the money: {1}; make the account Active, or remove the restriction"
                    + " (The account of a simulated wire is closed (`CLS`), dormant (`DRM`) or restricted (`RES`).)",
                "2114 BalanceTooLarge: The balance of account {0} would have more than 15 digits; send a smaller amount (Ours: a balance would have more than 15 digits.)",
            ],
            AccountErrors.All.Select(error => $"{error.Code} {error.Name}: {error.Message} ({error.When})"));
        Assert.Equal(AccountErrors.All, Instances<ErrorDefinition>());
        Assert.All(AccountErrors.All, error => Assert.Equal(400, error.Status));
    }

    private IEnumerable<T> Instances<T>() => _module.Services.Select(service => service.ImplementationInstance).OfType<T>();
}
