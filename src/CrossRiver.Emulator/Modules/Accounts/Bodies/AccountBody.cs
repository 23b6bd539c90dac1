using CrossRiver.Emulator.Modules.Accounts.Requests;
using CrossRiver.Emulator.Modules.Accounts.Store;

namespace CrossRiver.Emulator.Modules.Accounts.Bodies;

/// <summary>An account as the bank answers it.</summary>
/// <remarks>
/// Source: the details of <c>Core.Account.Opened</c>, for the first seven members. Assumed: that an answer has them, the other members, and all formats.
/// </remarks>
internal sealed record AccountBody
{
    public required string AccountNumber { get; init; }

    public required string AccountType { get; init; }

    public required Guid CustomerId { get; init; }

    public required AccountStatus Status { get; init; }

    public required Guid ProductId { get; init; }

    public required string? Title { get; init; }

    public required string? ClientIdentifier { get; init; }

    public required Guid PartnerId { get; init; }

    /// <summary>In cents.</summary>
    public required long CurrentBalance { get; init; }

    /// <summary>In cents, without the holds.</summary>
    public required long AvailableBalance { get; init; }

    /// <summary>In cents. It is 0, because this emulator has no holds.</summary>
    public required long HoldAmount { get; init; }

    public required string OpenedAt { get; init; }

    public required string? ClosedAt { get; init; }

    public required StatementAddress? StatementAddress { get; init; }

    public static AccountBody From(Account account) => new()
    {
        AccountNumber = account.Number,
        AccountType = Account.Type,
        CustomerId = account.CustomerId,
        Status = account.Status,
        ProductId = account.ProductId,
        Title = account.Title,
        ClientIdentifier = account.ClientIdentifier,
        PartnerId = account.PartnerId,
        CurrentBalance = account.Balance.Value,
        AvailableBalance = account.Balance.Value,
        HoldAmount = 0,
        OpenedAt = EasternTime.ToMilliseconds(account.OpenedAt),
        ClosedAt = account.ClosedAt is { } closedAt ? EasternTime.ToMilliseconds(closedAt) : null,
        StatementAddress = account.StatementAddress,
    };
}
