using CrossRiver.Emulator.Modules.Accounts.Bodies;
using CrossRiver.Emulator.Modules.Accounts.Requests;
using CrossRiver.Emulator.Modules.Accounts.Store;
using CrossRiver.Emulator.Modules.Customers.Contract;
using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Modules.Accounts;

/// <summary>Provides the examples of the account API. They name the partner's own customers and accounts, if there are any.</summary>
internal static class AccountExamples
{
    // The numbers of the bank's own samples.
    private const string Number = "2235223803";
    private const string OtherNumber = "2254575653";
    private const string SubNumber = "327631054035";

    private static readonly DateTimeOffset Opened = new(2022, 7, 26, 7, 48, 55, 969, TimeSpan.Zero);
    private static readonly Guid CustomerId = new("9052b6a5-3f09-41d1-b526-ade80104eb79");
    private static readonly Guid TransferId = new("b954ba97-31d9-4c7e-b2b0-a90b00d0669b");

    private static readonly StatementAddress Address = new()
    {
        Street1 = "123 Maple Street",
        Street2 = "Unit 123",
        City = "New York",
        State = "NY",
        PostalCode = "10025",
        CountryCode = "US",
    };

    public static RestrictionRequest Restriction { get; } = new() { AppliesTo = AppliesTo.All, Rail = "Ach", TransactionType = TransactionType.Debit, Reason = "Account Freeze" };

    public static OpenAccountRequest Open(ExampleSetting at)
    {
        var customer = at.World?.OnboardedCustomers.FirstOrDefault(customer => customer is { IsClear: true, IsActive: true, HasAddress: true, HasPhone: true });
        return new OpenAccountRequest
        {
            CustomerId = customer?.Id ?? CustomerId,
            ProductId = (Product.BuiltIn.FirstOrDefault(product => product.Classification == customer?.Classification) ?? Product.BuiltIn[0]).Id,
            Title = customer?.FullName ?? "Peter Griffin",
            StatementAddress = Address,
        };
    }

    public static CreateSubAccountRequest OpenSub(ExampleSetting at) => new()
    {
        MasterAccountNumber = NumbersOf(at).First,
        Title = "Savings for a house",
        Beneficiary = new Beneficiary
        {
            FirstName = "Lois",
            LastName = "Griffin",
            StreetAddress1 = "31 Spooner Street",
            City = "Quahog",
            State = "RI",
            PostalCode = "00093",
            CountryCode = "US",
        },
    };

    public static TransferRequest Transfer(ExampleSetting at) => new()
    {
        DebitAccountNumber = NumbersOf(at).First,
        CreditAccountNumber = NumbersOf(at).Second,
        Amount = new Cents(10_000),
    };

    public static object Transaction(ExampleSetting at) => new
    {
        DebitAccountNumber = NumbersOf(at).First,
        CreditAccountNumber = NumbersOf(at).Second,
        TransactionCode = "Account Transfer",
        Description = "Rent for May",
        Amount = 10_000,
        Currency = "USD",
    };

    public static WireSimulationRequest Wire(ExampleSetting at) => new()
    {
        AccountNumber = NumbersOf(at).First,
        Originator = new WireOriginator { IdCode = "D", Identifier = "456789000", Name = "Stewart Griffin", Address1 = "31 Spooner Street", Address2 = "Quahog RI 00093" },
        BusinessFunctionCode = "CTR",
        SenderRoutingNumber = "123456789",
        SenderDiName = "First Example Bank",
        BeneficiaryReference = "First deposit",
        Amount = new Cents(50_000),
    };

    public static AccountBody Account(ExampleSetting at) => AccountBody.From(AccountOf(at, Number) with { Balance = new Cents(50_000), ImplicitBalance = new Cents(50_000) });

    public static SubAccountBody SubAccount(ExampleSetting at) => SubAccountBody.From(OpenSub(at).ToSubAccount("example", SubNumber, Opened), AccountOf(at, Number));

    public static TransferBody AnsweredTransfer(ExampleSetting at)
    {
        var (debit, credit) = (AccountOf(at, Number), AccountOf(at, OtherNumber));
        return TransferBody.From(new Transfer
        {
            Id = TransferId,
            TraceNumber = "T222070348553M77E",
            Debit = new TransferSide(TransactionType.Debit, debit.Number, new Subledger(debit, Sub: null), ResultCode.OK),
            Credit = new TransferSide(TransactionType.Credit, credit.Number, new Subledger(credit, Sub: null), ResultCode.OK),
            TransactionCode = "Account Transfer",
            Amount = new Cents(10_000),
            Description = $"Transfer from {debit.Number} to {credit.Number}",
            Rail = TransferOrder.Rail,
            At = Opened,
        });
    }

    private static Account AccountOf(ExampleSetting at, string number) => Open(at).ToAccount("example", number, at.PartnerId, Product.BuiltIn[0], Opened);

    private static (string First, string Second) NumbersOf(ExampleSetting at) => at.World?.FindPart<WorldAccounts>()?.All.Select(account => account.Number).ToList() switch
    {
        [var first, var second, ..] => (first, second),
        [var only] => (only, OtherNumber),
        _ => (Number, OtherNumber),
    };
}
