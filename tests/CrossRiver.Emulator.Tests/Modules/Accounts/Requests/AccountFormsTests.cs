using System.Text.Json;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Modules.Accounts.Requests;

/// <summary>The forms of the fields of requests about accounts, and the messages for other values.</summary>
public sealed class AccountFormsTests
{
    private const string OfNumber = "must be an account number of 10 to 17 digits";
    private const string OfAmount = "must be a whole number from 1 to 999999999999";

    [Fact]
    public void Of_an_account() => AssertForms(
        AccountFields.OpenAccount,
        [
            "CustomerId must be a GUID", "ProductId must be a GUID", Text("Title"),
            .. Texts("StatementAddress", "Street1", "Street2", "City", "State", "PostalCode", "CountryCode"), Text("ClientIdentifier", 50),
        ]);

    [Fact]
    public void Of_a_subledger() => AssertForms(
        AccountFields.CreateSubAccount,
        [
            $"MasterAccountNumber {OfNumber}", Text("Title"), "CustomerId must be a GUID",
            .. Texts(
                "Beneficiary", "ReferenceId", "FirstName", "MiddleName", "LastName", "EntityName", "StreetAddress1", "StreetAddress2", "City", "State", "PostalCode", "CountryCode",
                "PhoneNumber", "EmailAddress", "Notes"),
            Text("ClientIdentifier", 50),
        ]);

    [Fact]
    public void Of_a_restriction() => AssertForms(
        AccountFields.Restriction,
        [
            $"SubAccountNumber {OfNumber}", "AppliesTo must be one of All, Account, SubAccounts", Text("Rail"), "TransactionType must be one of Debit, Credit", Text("OtherAccountType"),
            $"AmountThreshold {OfAmount}", Text("TransactionCode"), Text("Reason"),
        ]);

    [Fact]
    public void Of_money()
    {
        AssertForms(AccountFields.Transfer, [$"DebitAccountNumber {OfNumber}", $"CreditAccountNumber {OfNumber}", $"Amount {OfAmount}", Text("ClientIdentifier", 50)]);
        AssertForms(
            AccountFields.Transaction,
            [
                $"DebitAccountNumber {OfNumber}", $"CreditAccountNumber {OfNumber}", Text("TransactionCode"), Text("Description"), $"Amount {OfAmount}", "Currency must be USD",
                Text("ClientIdentifier", 50), "Flags must be a list of FRC, NSF, RES, STP, STS, PRE, RGD, AUTH",
            ]);
        AssertForms(
            AccountFields.WireSimulation,
            [
                $"AccountNumber {OfNumber}", .. Texts("Originator", "IdCode", "Identifier", "Name", "Address1", "Address2"), Text("BusinessFunctionCode"), Text("SenderRoutingNumber"),
                Text("SenderDiName"), Text("OriginatorFi"), Text("BeneficiaryReference"), $"Amount {OfAmount}",
            ]);
    }

    [Theory]
    [InlineData("USD", true)]
    [InlineData("usd", false)]
    [InlineData("EUR", false)]
    public void The_currency_is_the_dollar(string currency, bool isTaken) => Assert.Equal(
        isTaken ? [] : ["Currency must be USD"],
        FaultsOf(AccountFields.Transaction, $$"""{"debitAccountNumber":"2001231231","creditAccountNumber":"2235223803","amount":1,"currency":"{{currency}}"}"""));

    private static string Text(string name, int longest = 255) => $"{name} must be text of at most {longest} characters";

    private static IEnumerable<string> Texts(string section, params string[] names) => names.Select(name => Text($"{section}.{name}"));

    // An object is neither text, number nor list. What is one is filled with such.
    private static void AssertForms(IReadOnlyList<Field> fields, IReadOnlyList<string> messages) => Assert.Equal(messages, FaultsOf(fields, Wrong(fields).ToJsonString()));

    private static JsonObject Wrong(IReadOnlyList<Field> fields) => new(fields.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)Wrong(field.Members))));

    private static IReadOnlyList<string> FaultsOf(IReadOnlyList<Field> fields, string json)
    {
        var check = new BodyCheck(new DateOnly(2026, 3, 2), new ServiceCollection().BuildServiceProvider());
        check.Check(JsonElement.Parse(json), fields);
        return Record.Exception(check.ThrowIfFaulty) is ApiException refused ? refused.Messages : [];
    }
}
