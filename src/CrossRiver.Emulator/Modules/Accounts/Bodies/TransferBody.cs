using CrossRiver.Emulator.Modules.Accounts.Store;

namespace CrossRiver.Emulator.Modules.Accounts.Bodies;

/// <summary>A transfer as the bank answers it.</summary>
/// <remarks>Source: the bank's sample of a completed transfer. Assumed: all of a rejected one, and that <c>/transactions</c> answers the same.</remarks>
internal sealed record TransferBody
{
    public required Guid Id { get; init; }

    public required string TraceNumber { get; init; }

    public required TransferStatus Status { get; init; }

    public required TransferSideBody Debit { get; init; }

    public required TransferSideBody Credit { get; init; }

    public required string TransactionCode { get; init; }

    /// <summary>In cents.</summary>
    public required long Amount { get; init; }

    public required string Description { get; init; }

    public required string Rail { get; init; }

    public required string ProposedAt { get; init; }

    /// <summary>The moment at which the money moved. A rejected transfer has none.</summary>
    public required string? ExecutedAt { get; init; }

    public required string LastModifiedAt { get; init; }

    public static TransferBody From(Transfer transfer) => new()
    {
        Id = transfer.Id,
        TraceNumber = transfer.TraceNumber,
        Status = transfer.Status,
        Debit = TransferSideBody.From(transfer.Debit),
        Credit = TransferSideBody.From(transfer.Credit),
        TransactionCode = transfer.TransactionCode,
        Amount = transfer.Amount.Value,
        Description = transfer.Description,
        Rail = transfer.Rail,
        ProposedAt = EasternTime.ToSeconds(transfer.At),
        ExecutedAt = transfer.Status is TransferStatus.Complete ? EasternTime.ToSeconds(transfer.At) : null,
        LastModifiedAt = EasternTime.ToTicks(transfer.At),
    };
}

/// <summary>One side of a transfer as the bank answers it.</summary>
/// <remarks>Assumed: without an account, both numbers are the number of the request, and the members of the account are absent.</remarks>
internal sealed record TransferSideBody
{
    public required TransactionType TransactionType { get; init; }

    public required string? AccountType { get; init; }

    public required string MasterAccountNumber { get; init; }

    /// <summary>The subledger. The implicit one has the number of its master.</summary>
    public required string SubAccountNumber { get; init; }

    public required Guid? PartnerId { get; init; }

    public required Guid? ProductId { get; init; }

    public required TransferResultBody Result { get; init; }

    public static TransferSideBody From(TransferSide side) => new()
    {
        TransactionType = side.Type,
        AccountType = side.Subledger is null ? null : Account.Type,
        MasterAccountNumber = side.Subledger?.Master.Number ?? side.AccountNumber,
        SubAccountNumber = side.AccountNumber,
        PartnerId = side.Subledger?.Master.PartnerId,
        ProductId = side.Subledger?.Master.ProductId,
        Result = new TransferResultBody(side.Result is ResultCode.OK, side.Result),
    };
}

/// <summary>The result of one side of a transfer as the bank answers it.</summary>
internal sealed record TransferResultBody(bool Success, ResultCode Code);
