using CrossRiver.Emulator.Modules.Accounts.Store;
using CrossRiver.Emulator.Platform.Bodies;

namespace CrossRiver.Emulator.Modules.Accounts.Requests;

/// <summary>The body of <c>POST /core/v1/transfers</c>.</summary>
internal sealed record TransferRequest : IRequestBody
{
    public required string DebitAccountNumber { get; init; }

    public required string CreditAccountNumber { get; init; }

    public required Cents Amount { get; init; }

    public string? ClientIdentifier { get; init; }

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => AccountFields.Transfer;

    public TransferOrder ToOrder() => new()
    {
        DebitAccountNumber = DebitAccountNumber,
        CreditAccountNumber = CreditAccountNumber,
        Amount = Amount,
        ClientIdentifier = ClientIdentifier,
    };
}
