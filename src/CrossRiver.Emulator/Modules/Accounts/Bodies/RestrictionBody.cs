using CrossRiver.Emulator.Modules.Accounts.Store;

namespace CrossRiver.Emulator.Modules.Accounts.Bodies;

/// <summary>A restriction as the bank answers it.</summary>
/// <remarks>Assumed: all of it. It has the members of the request, between the identifiers and the moment of its creation.</remarks>
internal sealed record RestrictionBody
{
    public required Guid Id { get; init; }

    public required string AccountNumber { get; init; }

    public required string? SubAccountNumber { get; init; }

    public required AppliesTo? AppliesTo { get; init; }

    public required string? Rail { get; init; }

    public required TransactionType? TransactionType { get; init; }

    public required string? OtherAccountType { get; init; }

    /// <summary>In cents.</summary>
    public required long? AmountThreshold { get; init; }

    public required string? TransactionCode { get; init; }

    public required string? Reason { get; init; }

    public required string CreatedAt { get; init; }

    public static RestrictionBody From(Restriction restriction) => new()
    {
        Id = restriction.Id,
        AccountNumber = restriction.AccountNumber,
        SubAccountNumber = restriction.SubAccountNumber,
        AppliesTo = restriction.AppliesTo,
        Rail = restriction.Rail,
        TransactionType = restriction.TransactionType,
        OtherAccountType = restriction.OtherAccountType,
        AmountThreshold = restriction.AmountThreshold?.Value,
        TransactionCode = restriction.TransactionCode,
        Reason = restriction.Reason,
        CreatedAt = EasternTime.ToMilliseconds(restriction.CreatedAt),
    };
}
