using CrossRiver.Emulator.Modules.Accounts.Requests;
using CrossRiver.Emulator.Modules.Accounts.Store;

namespace CrossRiver.Emulator.Modules.Accounts.Bodies;

/// <summary>A subledger as the bank answers it.</summary>
/// <remarks>
/// Source: the bank's sample, as far as <c>partnerId</c>; a partner's client for the rest. Assumed: the order of the rest, and the format of the moments.
/// </remarks>
internal sealed record SubAccountBody
{
    public required string AccountNumber { get; init; }

    public required string AccountType { get; init; }

    public required AccountStatus Status { get; init; }

    public required LedgerType LedgerType { get; init; }

    public required string Title { get; init; }

    /// <summary>In cents.</summary>
    public required long CurrentBalance { get; init; }

    /// <summary>In cents, without the holds.</summary>
    public required long AvailableBalance { get; init; }

    /// <summary>In cents. It is 0, because this emulator has no holds.</summary>
    public required long HoldAmount { get; init; }

    public required int TransactionCount { get; init; }

    public required string OpenedAt { get; init; }

    public required string? ClosedAt { get; init; }

    public required string MasterAccountNumber { get; init; }

    public required Beneficiary? Beneficiary { get; init; }

    public required Guid PartnerId { get; init; }

    public required Guid? CustomerId { get; init; }

    public required Guid ProductId { get; init; }

    public required string? ClientIdentifier { get; init; }

    public required string LastModifiedAt { get; init; }

    /// <param name="master">The account of the subledger.</param>
    public static SubAccountBody From(SubAccount sub, Account master) => new()
    {
        AccountNumber = sub.Number,
        AccountType = Account.Type,
        Status = sub.Status,
        LedgerType = master.LedgerType,
        Title = sub.Title,
        CurrentBalance = sub.Balance.Value,
        AvailableBalance = sub.Balance.Value,
        HoldAmount = 0,
        TransactionCount = sub.TransactionCount,
        OpenedAt = EasternTime.ToMilliseconds(sub.OpenedAt),
        ClosedAt = sub.ClosedAt is { } closedAt ? EasternTime.ToMilliseconds(closedAt) : null,
        MasterAccountNumber = sub.MasterNumber,
        Beneficiary = sub.Beneficiary,
        PartnerId = master.PartnerId,
        CustomerId = sub.CustomerId,
        ProductId = master.ProductId,
        ClientIdentifier = sub.ClientIdentifier,
        LastModifiedAt = EasternTime.ToMilliseconds(sub.LastModifiedAt),
    };
}
