using CrossRiver.Emulator.Modules.Accounts.Store;
using CrossRiver.Emulator.Platform.Bodies;

namespace CrossRiver.Emulator.Modules.Accounts.Requests;

/// <summary>The body of <c>POST /core/v1/dda/accounts/{accountNumber}/restrictions</c>. An absent member matches every posting.</summary>
internal sealed record RestrictionRequest : IRequestBody
{
    public string? SubAccountNumber { get; init; }

    public AppliesTo? AppliesTo { get; init; }

    public string? Rail { get; init; }

    public TransactionType? TransactionType { get; init; }

    public string? OtherAccountType { get; init; }

    public Cents? AmountThreshold { get; init; }

    public string? TransactionCode { get; init; }

    public string? Reason { get; init; }

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => AccountFields.Restriction;

    public Restriction ToRestriction(Guid id, string accountNumber, DateTimeOffset now) => new()
    {
        Id = id,
        AccountNumber = accountNumber,
        SubAccountNumber = SubAccountNumber,
        AppliesTo = AppliesTo,
        Rail = Rail,
        TransactionType = TransactionType,
        OtherAccountType = OtherAccountType,
        AmountThreshold = AmountThreshold,
        TransactionCode = TransactionCode,
        Reason = Reason,
        CreatedAt = now,
    };
}
