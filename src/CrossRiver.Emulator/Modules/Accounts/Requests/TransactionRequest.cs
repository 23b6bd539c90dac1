using CrossRiver.Emulator.Modules.Accounts.Store;
using CrossRiver.Emulator.Platform.Bodies;

namespace CrossRiver.Emulator.Modules.Accounts.Requests;

/// <summary>The body of <c>POST /core/v1/transactions</c>: a transfer with a code and a description.</summary>
internal sealed record TransactionRequest : IRequestBody
{
    public required string DebitAccountNumber { get; init; }

    public required string CreditAccountNumber { get; init; }

    public string? TransactionCode { get; init; }

    public string? Description { get; init; }

    public required Cents Amount { get; init; }

    public string? Currency { get; init; }

    public string? ClientIdentifier { get; init; }

    /// <summary>Gets the flags, which have no effect.</summary>
    public IReadOnlyList<TransactionFlag> Flags { get; init; } = [];

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => AccountFields.Transaction;

    public TransferOrder ToOrder() => new()
    {
        DebitAccountNumber = DebitAccountNumber,
        CreditAccountNumber = CreditAccountNumber,
        Amount = Amount,
        TransactionCode = TransactionCode,
        Description = Description,
        ClientIdentifier = ClientIdentifier,
    };
}

/// <summary>The flag of a transaction.</summary>
/// <remarks>
/// Source: the bank's reference codes. Some of them override a rule, such as NSF. Assumed: a partner may not, because the bank's only sample has no flag.
/// </remarks>
internal enum TransactionFlag
{
    FRC,
    NSF,
    RES,
    STP,
    STS,
    PRE,
    RGD,
    AUTH,
}
