using System.Text.Json;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Kernel.Text;
using CrossRiver.Emulator.Modules.Accounts.Requests;
using CrossRiver.Emulator.Modules.Accounts.Store;

namespace CrossRiver.Emulator.Modules.Accounts.Bodies;

/// <summary>Accounts and subledgers are answered with all that they are, and kept with all that was sent.</summary>
public sealed class WholeAnswersTests
{
    private static readonly Guid CustomerId = new("9052b6a5-3f09-41d1-b526-ade80104eb79");

    private readonly TestAccounts _accounts = new();

    [Fact]
    public void An_account_is_answered_with_all_that_it_is()
    {
        var number = Open().Number;
        _accounts.Deposit(number, 500);
        _accounts.Machine.Advance(TimeSpan.FromDays(1));

        AssertWritten(
            """
            {
              "accountNumber": "2625160672", "accountType": "Deposit", "customerId": "9052b6a5-3f09-41d1-b526-ade80104eb79", "status": "Closed",
              "productId": "9b04e7aa-2c61-4d38-b75e-aef500a4cb81", "title": "John Smith", "clientIdentifier": "mine",
              "partnerId": "6e80b097-693c-4592-8440-02f345335bbf", "currentBalance": 500, "availableBalance": 500, "holdAmount": 0,
              "openedAt": "2018-06-26T12:38:45.000-04:00", "closedAt": "2018-06-27T12:38:45.000-04:00",
              "statementAddress": {
                "street1": "123 Maple Street", "street2": "Unit 123", "city": "New York", "state": "NY", "postalCode": "10025", "countryCode": "US"
              }
            }
            """,
            AccountBody.From(_accounts.SetStatus(number, AccountStatus.Closed)));
    }

    [Fact]
    public void An_account_is_kept_with_all_that_was_sent()
    {
        var account = Open();
        _accounts.Deposit(account.Number, 500);
        _accounts.Restrict(account.Number, new RestrictionRequest
        {
            SubAccountNumber = account.Number,
            AppliesTo = AppliesTo.Account,
            Rail = "Ach",
            TransactionType = TransactionType.Debit,
            OtherAccountType = "Deposit",
            AmountThreshold = new Cents(10_000),
            TransactionCode = "Incoming ACH",
            Reason = "Account Freeze",
        });

        AssertWritten(
            """
            {
              "number": "2625160672", "key": "account/mine#1", "partnerId": "6e80b097-693c-4592-8440-02f345335bbf",
              "customerId": "9052b6a5-3f09-41d1-b526-ade80104eb79", "productId": "9b04e7aa-2c61-4d38-b75e-aef500a4cb81", "ledgerType": "Direct",
              "status": "Active", "title": "John Smith", "clientIdentifier": "mine",
              "statementAddress": {
                "street1": "123 Maple Street", "street2": "Unit 123", "city": "New York", "state": "NY", "postalCode": "10025", "countryCode": "US"
              },
              "balance": 500, "implicitBalance": 500,
              "restrictions": [{
                "id": "63be1756-3b70-7225-9dae-a90b0112509c", "accountNumber": "2625160672", "subAccountNumber": "2625160672", "appliesTo": "Account",
                "rail": "Ach", "transactionType": "Debit", "otherAccountType": "Deposit", "amountThreshold": 10000, "transactionCode": "Incoming ACH",
                "reason": "Account Freeze", "createdAt": "2018-06-26T16:38:45+00:00"
              }],
              "isRestrictedByBank": false, "transactionCount": 1, "openedAt": "2018-06-26T16:38:45+00:00",
              "lastModifiedAt": "2018-06-26T16:38:45+00:00", "version": 3
            }
            """,
            _accounts.Find(account.Number)!);
    }

    [Fact]
    public void A_subledger_is_answered_with_all_that_it_is()
    {
        var (account, sub) = OpenSub();
        _accounts.Deposit(sub.Number, 500);

        AssertWritten(
            """
            {
              "accountNumber": "372733305315", "accountType": "Deposit", "status": "Closed", "ledgerType": "Direct", "title": "Savings",
              "currentBalance": 500, "availableBalance": 500, "holdAmount": 0, "transactionCount": 1, "openedAt": "2018-06-26T12:38:45.000-04:00",
              "closedAt": "2018-06-26T12:38:45.000-04:00", "masterAccountNumber": "2625160672",
              "beneficiary": {
                "referenceId": "1", "firstName": "Lois", "middleName": "P", "lastName": "Griffin", "entityName": "Corp",
                "streetAddress1": "31 Spooner Street", "streetAddress2": "2", "city": "Quahog", "state": "RI", "postalCode": "00093", "countryCode": "US",
                "phoneNumber": "2015550100", "emailAddress": "lois@example.test", "notes": "new"
              },
              "partnerId": "6e80b097-693c-4592-8440-02f345335bbf", "customerId": "9052b6a5-3f09-41d1-b526-ade80104eb79",
              "productId": "9b04e7aa-2c61-4d38-b75e-aef500a4cb81", "clientIdentifier": "theirs", "lastModifiedAt": "2018-06-26T12:38:45.000-04:00"
            }
            """,
            SubAccountBody.From(_accounts.FindSub(sub.Number)! with { ClosedAt = _accounts.Machine.GetUtcNow(), Status = AccountStatus.Closed }, account));
        Assert.Null(SubAccountBody.From(sub, account).ClosedAt);
    }

    [Fact]
    public void A_subledger_is_kept_with_all_that_was_sent()
    {
        var (_, sub) = OpenSub();
        _accounts.Machine.Advance(TimeSpan.FromMinutes(1));
        _accounts.Deposit(sub.Number, 500);

        AssertWritten(
            """
            {
              "number": "372733305315", "key": "subaccount/theirs#1", "masterNumber": "2625160672",
              "customerId": "9052b6a5-3f09-41d1-b526-ade80104eb79", "title": "Savings",
              "beneficiary": {
                "referenceId": "1", "firstName": "Lois", "middleName": "P", "lastName": "Griffin", "entityName": "Corp",
                "streetAddress1": "31 Spooner Street", "streetAddress2": "2", "city": "Quahog", "state": "RI", "postalCode": "00093", "countryCode": "US",
                "phoneNumber": "2015550100", "emailAddress": "lois@example.test", "notes": "new"
              },
              "clientIdentifier": "theirs", "status": "Active", "balance": 500, "transactionCount": 1, "openedAt": "2018-06-26T16:38:45+00:00",
              "lastModifiedAt": "2018-06-26T16:39:45+00:00", "version": 2
            }
            """,
            _accounts.FindSub(sub.Number)!);
    }

    [Fact]
    public void A_transfer_and_a_wire_are_answered_with_all_that_they_are()
    {
        var (account, sub) = OpenSub();
        var payment = _accounts.Deposit(Wire(sub.Number));
        var transfer = _accounts.Transfer(Order(sub.Number, account.Number));

        AssertWritten(
            """
            {
              "wire": {
                "id": "63bd7c92-3260-58a2-5b0d-a90b0112509c", "partnerId": "6e80b097-693c-4592-8440-02f345335bbf", "status": "Complete",
                "accountNumber": "372733305315",
                "originator": {
                  "idCode": "D", "identifier": "456789000", "name": "John Smith", "address1": "31 Spooner Street", "address2": "Quahog"
                },
                "businessFunctionCode": "CTR", "senderRoutingNumber": "021000021", "senderDiName": "First Example Bank",
                "originatorFi": "Second Example Bank", "beneficiaryReference": "First deposit", "amount": 10000,
                "createdAt": "2018-06-26T12:38:45.000-04:00"
              },
              "transfer": {
                "id": "6317e97c-ea4f-63af-4a33-a90b0112509c", "traceNumber": "T18177123845NV36C", "status": "Complete",
                "debit": {
                  "transactionType": "Debit", "accountType": "Deposit", "masterAccountNumber": "2625160672", "subAccountNumber": "372733305315",
                  "partnerId": "6e80b097-693c-4592-8440-02f345335bbf", "productId": "9b04e7aa-2c61-4d38-b75e-aef500a4cb81",
                  "result": { "success": true, "code": "OK" }
                },
                "credit": {
                  "transactionType": "Credit", "accountType": "Deposit", "masterAccountNumber": "2625160672", "subAccountNumber": "2625160672",
                  "partnerId": "6e80b097-693c-4592-8440-02f345335bbf", "productId": "9b04e7aa-2c61-4d38-b75e-aef500a4cb81",
                  "result": { "success": true, "code": "OK" }
                },
                "transactionCode": "Fee", "amount": 100, "description": "For March", "rail": "Internal", "proposedAt": "2018-06-26T12:38:45-04:00",
                "executedAt": "2018-06-26T12:38:45-04:00", "lastModifiedAt": "2018-06-26T12:38:45.0000000-04:00"
              },
              "refused": {
                "id": "63befa48-b9a8-8062-bb66-a90b0112509c", "traceNumber": "T181771238454TFTJ", "status": "Rejected",
                "debit": {
                  "transactionType": "Debit", "masterAccountNumber": "2001231231", "subAccountNumber": "2001231231",
                  "result": { "success": false, "code": "ANF" }
                },
                "credit": {
                  "transactionType": "Credit", "accountType": "Deposit", "masterAccountNumber": "2625160672", "subAccountNumber": "2625160672",
                  "partnerId": "6e80b097-693c-4592-8440-02f345335bbf", "productId": "9b04e7aa-2c61-4d38-b75e-aef500a4cb81",
                  "result": { "success": true, "code": "OK" }
                },
                "transactionCode": "Account Transfer", "amount": 1, "description": "Transfer from 2001231231 to 2625160672", "rail": "Internal",
                "proposedAt": "2018-06-26T12:38:45-04:00", "lastModifiedAt": "2018-06-26T12:38:45.0000000-04:00"
              }
            }
            """,
            new { Wire = WirePaymentBody.From(payment), Transfer = TransferBody.From(transfer), Refused = TransferBody.From(_accounts.Transfer("2001231231", account.Number, 1)) });
        Assert.Equal("mine", transfer.ClientIdentifier);
    }

    private static void AssertWritten(string json, object body) => Assert.Equal(
        JsonNode.Parse(json)!.ToJsonString(WireJson.Options),
        JsonSerializer.SerializeToNode(body, WireJson.Options)!.ToJsonString(WireJson.Options));

    private static WireSimulationRequest Wire(string number) => new()
    {
        AccountNumber = number,
        Originator = new WireOriginator { IdCode = "D", Identifier = "456789000", Name = "John Smith", Address1 = "31 Spooner Street", Address2 = "Quahog" },
        BusinessFunctionCode = "CTR",
        SenderRoutingNumber = "021000021",
        SenderDiName = "First Example Bank",
        OriginatorFi = "Second Example Bank",
        BeneficiaryReference = "First deposit",
        Amount = new Cents(10_000),
    };

    private static TransferOrder Order(string debit, string credit) => new()
    {
        DebitAccountNumber = debit,
        CreditAccountNumber = credit,
        Amount = new Cents(100),
        TransactionCode = "Fee",
        Description = "For March",
        ClientIdentifier = "mine",
    };

    private Account Open() => _accounts.Open(
        new OpenAccountRequest
        {
            CustomerId = CustomerId,
            ProductId = Product.BuiltIn[1].Id,
            Title = "John Smith",
            ClientIdentifier = "mine",
            StatementAddress = new StatementAddress
            {
                Street1 = "123 Maple Street",
                Street2 = "Unit 123",
                City = "New York",
                State = "NY",
                PostalCode = "10025",
                CountryCode = "US",
            },
        },
        Product.BuiltIn[1]);

    private (Account Account, SubAccount Sub) OpenSub()
    {
        var account = Open();
        return (account, _accounts.OpenSub(account, new CreateSubAccountRequest
        {
            MasterAccountNumber = account.Number,
            Title = "Savings",
            CustomerId = CustomerId,
            ClientIdentifier = "theirs",
            Beneficiary = new Beneficiary
            {
                ReferenceId = "1",
                FirstName = "Lois",
                MiddleName = "P",
                LastName = "Griffin",
                EntityName = "Corp",
                StreetAddress1 = "31 Spooner Street",
                StreetAddress2 = "2",
                City = "Quahog",
                State = "RI",
                PostalCode = "00093",
                CountryCode = "US",
                PhoneNumber = "2015550100",
                EmailAddress = "lois@example.test",
                Notes = "new",
            },
        }));
    }
}
