using System.Text.Json;
using CrossRiver.Emulator.Modules.Accounts.Requests;
using CrossRiver.Emulator.Modules.Accounts.Store;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Modules.Accounts;

/// <summary>The bodies of requests are checked, and read.</summary>
public sealed class AccountFieldsTests
{
    private static readonly string Long = new('x', 256);

    [Fact]
    public void An_empty_body_lacks_the_required_fields()
    {
        Assert.Equal(["CustomerId required", "ProductId required"], FaultsOf(AccountFields.OpenAccount, "{}"));
        Assert.Equal(["MasterAccountNumber required", "Title required"], FaultsOf(AccountFields.CreateSubAccount, "{}"));
        Assert.Empty(FaultsOf(AccountFields.Restriction, "{}"));
        Assert.Equal(["DebitAccountNumber required", "CreditAccountNumber required", "Amount required"], FaultsOf(AccountFields.Transfer, "{}"));
        Assert.Equal(["DebitAccountNumber required", "CreditAccountNumber required", "Amount required"], FaultsOf(AccountFields.Transaction, "{}"));
        Assert.Equal(["AccountNumber required", "Amount required"], FaultsOf(AccountFields.WireSimulation, "{}"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("\"100\"")]
    [InlineData("1000000000000")]
    [InlineData("99999999999999999999")]
    public void An_amount_is_a_whole_number_of_cents(string amount) => Assert.Equal(
        ["Amount must be a whole number from 1 to 999999999999"],
        FaultsOf(AccountFields.Transfer, $$"""{ "debitAccountNumber": "2001231231", "creditAccountNumber": "2235223803", "amount": {{amount}} }"""));

    [Fact]
    public void Each_wrong_field_is_named()
    {
        Assert.Equal(
            ["ProductId must be a GUID", "Title must be text of at most 255 characters", "StatementAddress.City must be text of at most 255 characters"],
            FaultsOf(
                AccountFields.OpenAccount,
                $$"""{ "customerId": "{{Guid.Empty}}", "productId": "checking", "title": "{{Long}}", "statementAddress": { "city": "{{Long}}" } }"""));
        Assert.Equal(
            [
                "SubAccountNumber must be an account number of 10 to 17 digits", "AppliesTo must be one of All, Account, SubAccounts",
                "TransactionType must be one of Debit, Credit", "AmountThreshold must be a whole number from 1 to 999999999999",
            ],
            FaultsOf(AccountFields.Restriction, """{ "subAccountNumber": "12", "appliesTo": "Some", "transactionType": "Both", "amountThreshold": 0 }"""));
        Assert.Equal(
            ["Currency must be USD", "Flags must be a list of FRC, NSF, RES, STP, STS, PRE, RGD, AUTH"],
            FaultsOf(
                AccountFields.Transaction,
                """{ "debitAccountNumber": "2001231231", "creditAccountNumber": "2235223803", "amount": 1, "currency": "EUR", "flags": ["ALL"] }"""));
    }

    [Fact]
    public void A_transaction_is_an_order_with_words()
    {
        var request = Read<TransactionRequest>(
            AccountFields.Transaction,
            """
            {
              "debitAccountNumber": "2001231231", "creditAccountNumber": "2235223803", "transactionCode": "Fee", "description": "For March",
              "amount": 999999999999, "currency": "USD", "clientIdentifier": "mine", "flags": []
            }
            """);

        var order = request.ToOrder();
        Assert.Equal(("Fee", "For March", "mine"), (order.TransactionCode, order.Description, order.ClientIdentifier));
        Assert.Equal(new Cents(999_999_999_999), order.Amount);
    }

    [Fact]
    public void A_transfer_has_the_words_of_the_sample()
    {
        const string Sample = """{ "debitAccountNumber": "1234567890", "creditAccountNumber": "9999999999", "amount": 10000 }""";

        var order = Read<TransferRequest>(AccountFields.Transfer, Sample).ToOrder();

        Assert.Equal(("Account Transfer", "Transfer from 1234567890 to 9999999999"), (order.TransactionCode, order.Description));
    }

    [Fact]
    public void An_account_needs_no_title()
    {
        var body = $$"""{ "customerId": "{{Guid.Empty}}", "productId": "{{Guid.Empty}}", "statementAddress": {} }""";

        var request = Read<OpenAccountRequest>(AccountFields.OpenAccount, body);

        Assert.Equal((null, new StatementAddress()), (request.Title, request.StatementAddress));
    }

    [Fact]
    public void Members_of_objects_are_read()
    {
        var sub = Read<CreateSubAccountRequest>(
            AccountFields.CreateSubAccount,
            """{ "masterAccountNumber": "2254575653", "title": "Savings", "beneficiary": { "streetAddress1": "123 Maple Street", "notes": "new" } }""");
        var wire = Read<WireSimulationRequest>(
            AccountFields.WireSimulation,
            """{ "accountNumber": "2254575653", "amount": 1, "originator": { "idCode": "D", "address2": "New York" } }""");

        Assert.Equal(new Beneficiary { StreetAddress1 = "123 Maple Street", Notes = "new" }, sub.Beneficiary);
        Assert.Equal(new WireOriginator { IdCode = "D", Address2 = "New York" }, wire.Originator);
    }

    private static T Read<T>(IReadOnlyList<Field> fields, string json)
    {
        Assert.Empty(FaultsOf(fields, json));
        return JsonBody.ToRecord<T>(JsonElement.Parse(json), fields);
    }

    private static IReadOnlyList<string> FaultsOf(IReadOnlyList<Field> fields, string json)
    {
        var check = new BodyCheck(new DateOnly(2026, 3, 2), new ServiceCollection().BuildServiceProvider());
        check.Check(JsonElement.Parse(json), fields);
        return Record.Exception(check.ThrowIfFaulty) is ApiException refused ? refused.Messages : [];
    }
}
