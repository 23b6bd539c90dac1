using CrossRiver.Emulator.Modules.Accounts.Store;
using CrossRiver.Emulator.Platform.Bodies;
using static CrossRiver.Emulator.Platform.Bodies.Field;
using static CrossRiver.Emulator.Platform.Bodies.FieldType;

namespace CrossRiver.Emulator.Modules.Accounts.Requests;

/// <summary>Provides the fields of account requests with their rules: the only table of validation.</summary>
/// <remarks>
/// Source: the bank's pages on accounts, subledgers, restrictions, transfers and simulated wires, for the fields, and for the requirements of the first two.
/// Assumed: all lengths but that of a subledger's title, the largest amount, and the other requirements.
/// </remarks>
internal static class AccountFields
{
    private const long LargestAmount = 999_999_999_999;
    private const int LongestIdentifier = 50;
    private const string Dollars = "USD";

    private static readonly FieldType Number =
        OfText("must be an account number of 10 to 17 digits", AccountNumber.IsWellFormed, new FieldFormat { Pattern = "^[0-9]{10,17}$" });

    private static readonly FieldType Amount = WholeNumber(1, LargestAmount);

    private static readonly FieldType Currency = OfText($"must be {Dollars}", text => text == Dollars, new FieldFormat { Pattern = $"^{Dollars}$" });

    public static IReadOnlyList<Field> OpenAccount { get; } =
    [
        Of("customerId", Id).Required(),
        Of("productId", Id).Required(),
        Of("title", Text()),
        Section(
            "statementAddress",
            Of("street1", Text()),
            Of("street2", Text()),
            Of("city", Text()),
            Of("state", Text()),
            Of("postalCode", Text()),
            Of("countryCode", Text())),
        Of("clientIdentifier", Text(LongestIdentifier)),
    ];

    public static IReadOnlyList<Field> CreateSubAccount { get; } =
    [
        Of("masterAccountNumber", Number).Required(),
        Of("title", Text()).Required(),
        Of("customerId", Id),
        Section(
            "beneficiary",
            Of("referenceId", Text()),
            Of("firstName", Text()),
            Of("middleName", Text()),
            Of("lastName", Text()),
            Of("entityName", Text()),
            Of("streetAddress1", Text()),
            Of("streetAddress2", Text()),
            Of("city", Text()),
            Of("state", Text()),
            Of("postalCode", Text()),
            Of("countryCode", Text()),
            Of("phoneNumber", Text()),
            Of("emailAddress", Text()),
            Of("notes", Text())),
        Of("clientIdentifier", Text(LongestIdentifier)),
    ];

    public static IReadOnlyList<Field> Restriction { get; } =
    [
        Of("subAccountNumber", Number),
        Of("appliesTo", OneOf<AppliesTo>()),
        Of("rail", Text()),
        Of("transactionType", OneOf<TransactionType>()),
        Of("otherAccountType", Text()),
        Of("amountThreshold", Amount),
        Of("transactionCode", Text()),
        Of("reason", Text()),
    ];

    public static IReadOnlyList<Field> Transfer { get; } =
    [
        Of("debitAccountNumber", Number).Required(),
        Of("creditAccountNumber", Number).Required(),
        Of("amount", Amount).Required(),
        Of("clientIdentifier", Text(LongestIdentifier)),
    ];

    public static IReadOnlyList<Field> Transaction { get; } =
    [
        Of("debitAccountNumber", Number).Required(),
        Of("creditAccountNumber", Number).Required(),
        Of("transactionCode", Text()),
        Of("description", Text()),
        Of("amount", Amount).Required(),
        Of("currency", Currency),
        Of("clientIdentifier", Text(LongestIdentifier)),
        Of("flags", ListOf<TransactionFlag>()),
    ];

    public static IReadOnlyList<Field> WireSimulation { get; } =
    [
        Of("accountNumber", Number).Required(),
        Section(
            "originator",
            Of("idCode", Text()),
            Of("identifier", Text()),
            Of("name", Text()),
            Of("address1", Text()),
            Of("address2", Text())),
        Of("businessFunctionCode", Text()),
        Of("senderRoutingNumber", Text()),
        Of("senderDiName", Text()),
        Of("originatorFi", Text()),
        Of("beneficiaryReference", Text()),
        Of("amount", Amount).Required(),
    ];
}
