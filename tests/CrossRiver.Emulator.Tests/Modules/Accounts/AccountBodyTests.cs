using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Kernel.Text;
using CrossRiver.Emulator.Modules.Accounts.Bodies;
using CrossRiver.Emulator.Modules.Accounts.Requests;
using CrossRiver.Emulator.Modules.Accounts.Store;

namespace CrossRiver.Emulator.Modules.Accounts;

/// <summary>The answers have the members and the formats of the bank's samples, in their order.</summary>
public sealed class AccountBodyTests
{
    private readonly TestAccounts _accounts = new();

    [Fact]
    public void A_transfer_is_answered_as_in_the_sample_of_the_bank()
    {
        var product = new Guid("f96bb66f-7afe-444d-96e8-a8eb00cfc1c9");
        var account = _accounts.Open() with { ProductId = product };
        var transfer = new Transfer
        {
            Id = new("b954ba97-31d9-4c7e-b2b0-a90b00d0669b"),
            TraceNumber = "T181771238453M77E",
            Debit = new TransferSide(TransactionType.Debit, "1234567890", new Subledger(account with { Number = "1234567890" }, Sub: null), ResultCode.OK),
            Credit = new TransferSide(TransactionType.Credit, "9999999999", new Subledger(account with { Number = "9999999999" }, Sub: null), ResultCode.OK),
            TransactionCode = "Account Transfer",
            Amount = new Cents(10_000),
            Description = "Transfer from 1234567890 to 9999999999",
            Rail = "Internal",
            At = DateTimeOffset.Parse("2018-06-26T12:38:47.7228763-04:00", CultureInfo.InvariantCulture),
        };
        var sample = $$"""
            {
              "id": "b954ba97-31d9-4c7e-b2b0-a90b00d0669b", "traceNumber": "T181771238453M77E", "status": "Complete",
              "debit": {
                "transactionType": "Debit", "accountType": "Deposit", "masterAccountNumber": "1234567890", "subAccountNumber": "1234567890",
                "partnerId": "{{TestAccounts.Partner}}", "productId": "{{product}}", "result": { "success": true, "code": "OK" }
              },
              "credit": {
                "transactionType": "Credit", "accountType": "Deposit", "masterAccountNumber": "9999999999", "subAccountNumber": "9999999999",
                "partnerId": "{{TestAccounts.Partner}}", "productId": "{{product}}", "result": { "success": true, "code": "OK" }
              },
              "transactionCode": "Account Transfer", "amount": 10000, "description": "Transfer from 1234567890 to 9999999999", "rail": "Internal",
              "proposedAt": "2018-06-26T12:38:47-04:00", "executedAt": "2018-06-26T12:38:47-04:00", "lastModifiedAt": "2018-06-26T12:38:47.7228763-04:00"
            }
            """;

        AssertWritten(sample, TransferBody.From(transfer));
    }

    [Fact]
    public void A_rejected_transfer_says_which_side_refused()
    {
        var account = _accounts.Open();
        var body = Read(TransferBody.From(_accounts.Transfer("2001231231", account.Number, 1)));

        Assert.Equal(("Rejected", null), ((string)body["status"]!, body["executedAt"]));
        Assert.Equal(
            """{"transactionType":"Debit","masterAccountNumber":"2001231231","subAccountNumber":"2001231231","result":{"success":false,"code":"ANF"}}""",
            body["debit"]!.ToJsonString());
        Assert.Equal("""{"success":true,"code":"OK"}""", body["credit"]!["result"]!.ToJsonString());
    }

    [Fact]
    public void A_side_with_a_subledger_has_the_numbers_of_both()
    {
        var account = _accounts.Open();
        var sub = _accounts.OpenSub(account);
        var debit = Read(TransferBody.From(_accounts.Transfer(sub.Number, account.Number, 1)))["debit"]!;

        Assert.Equal((account.Number, sub.Number), ((string)debit["masterAccountNumber"]!, (string)debit["subAccountNumber"]!));
    }

    [Fact]
    public void An_account_has_the_members_of_its_event_first()
    {
        var account = _accounts.Open(clientIdentifier: "mine") with { StatementAddress = new StatementAddress { City = "New York" } };
        _accounts.Change(account);
        _accounts.Deposit(account.Number, 500);
        var body = Read(AccountBody.From(_accounts.SetStatus(account.Number, AccountStatus.Closed)));

        Assert.Equal(
            [
                "accountNumber", "accountType", "customerId", "status", "productId", "title", "clientIdentifier", "partnerId", "currentBalance",
                "availableBalance", "holdAmount", "openedAt", "closedAt", "statementAddress",
            ],
            body.Select(member => member.Key));
        Assert.Equal((500, 500, 0), ((int)body["currentBalance"]!, (int)body["availableBalance"]!, (int)body["holdAmount"]!));
        Assert.Equal("2018-06-26T12:38:45.000-04:00", (string)body["openedAt"]!);
    }

    [Fact]
    public void A_subledger_has_the_members_of_the_sample_first()
    {
        var account = _accounts.Open(LedgerType.Direct);
        var sub = _accounts.OpenSub(account, new CreateSubAccountRequest
        {
            MasterAccountNumber = account.Number,
            Title = "Robert Jordan's Sub",
            CustomerId = TestAccounts.Partner,
            Beneficiary = new Beneficiary { FirstName = "Robert", LastName = "Jordan" },
            ClientIdentifier = "mine",
        });
        _accounts.Deposit(sub.Number, 500);
        var body = Read(SubAccountBody.From(_accounts.FindSub(sub.Number)! with { ClosedAt = _accounts.Machine.GetUtcNow() }, account));

        Assert.Equal(
            [
                "accountNumber", "accountType", "status", "ledgerType", "title", "currentBalance", "availableBalance", "holdAmount", "transactionCount",
                "openedAt", "closedAt", "masterAccountNumber", "beneficiary", "partnerId", "customerId", "productId", "clientIdentifier", "lastModifiedAt",
            ],
            body.Select(member => member.Key));
        Assert.Equal(("Direct", 500, 1), ((string)body["ledgerType"]!, (int)body["currentBalance"]!, (int)body["transactionCount"]!));
        Assert.Equal("""{"firstName":"Robert","lastName":"Jordan"}""", body["beneficiary"]!.ToJsonString());
    }

    [Fact]
    public void A_restriction_has_the_members_of_its_request()
    {
        var account = _accounts.Open();
        var restriction = _accounts.Restrict(account.Number, new RestrictionRequest
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
            $$"""
            {
              "id": "{{restriction.Id}}", "accountNumber": "{{account.Number}}", "subAccountNumber": "{{account.Number}}",
              "appliesTo": "Account", "rail": "Ach", "transactionType": "Debit", "otherAccountType": "Deposit", "amountThreshold": 10000,
              "transactionCode": "Incoming ACH", "reason": "Account Freeze",
              "createdAt": "2018-06-26T12:38:45.000-04:00"
            }
            """,
            RestrictionBody.From(restriction));
    }

    [Fact]
    public void A_wire_has_the_members_of_its_request()
    {
        var account = _accounts.Open();
        var payment = _accounts.Deposit(new WireSimulationRequest
        {
            AccountNumber = account.Number,
            Originator = new WireOriginator { IdCode = "D", Name = "John Smith" },
            SenderRoutingNumber = "021000021",
            Amount = new Cents(10_000),
        });

        AssertWritten(
            $$"""
            {
              "id": "{{payment.Id}}", "partnerId": "{{TestAccounts.Partner}}", "status": "Complete", "accountNumber": "{{account.Number}}",
              "originator": { "idCode": "D", "name": "John Smith" }, "senderRoutingNumber": "021000021", "amount": 10000,
              "createdAt": "2018-06-26T12:38:45.000-04:00"
            }
            """,
            WirePaymentBody.From(payment));
    }

    // The order of the members counts.
    private static void AssertWritten(string json, object body) => Assert.Equal(JsonNode.Parse(json)!.ToJsonString(), Read(body).ToJsonString());

    private static JsonObject Read(object body) => JsonSerializer.SerializeToNode(body, WireJson.Options)!.AsObject();
}
