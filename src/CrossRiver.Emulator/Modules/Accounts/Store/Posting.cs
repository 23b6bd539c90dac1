namespace CrossRiver.Emulator.Modules.Accounts.Store;

/// <summary>Represents one side of a transaction: money that leaves or enters a subledger.</summary>
internal sealed record Posting
{
    public required TransactionType Type { get; init; }

    /// <summary>Gets the type of the account on the other side, or null if this world has none there.</summary>
    public required string? OtherAccountType { get; init; }

    public required string Rail { get; init; }

    public required string TransactionCode { get; init; }

    public required Cents Amount { get; init; }

    /// <summary>Returns the first reason for which a subledger refuses the posting, or OK.</summary>
    /// <remarks>Source of the codes: the bank's reference codes. Assumed: their order.</remarks>
    public ResultCode JudgeBy(Subledger subledger) =>
        subledger.Is(AccountStatus.Closed) ? ResultCode.CLS
        : subledger.Is(AccountStatus.Dormant) ? ResultCode.DRM
        : subledger.Master.IsRestrictedByBank || subledger.Master.Restrictions.Any(restriction => restriction.Refuses(this, subledger)) ? ResultCode.RES
        : Type is TransactionType.Debit && subledger.Available < Amount ? ResultCode.NSF
        : ResultCode.OK;
}

/// <summary>The direction of a posting.</summary>
internal enum TransactionType
{
    Debit,
    Credit,
}

/// <summary>The result of a posting. The names are the bank's.</summary>
internal enum ResultCode
{
    OK,

    /// <summary>The balance is too low.</summary>
    NSF,

    /// <summary>A restriction refuses the posting.</summary>
    RES,

    /// <summary>There is no such account.</summary>
    ANF,

    /// <summary>The account or the subledger is closed.</summary>
    CLS,

    /// <summary>The account or the subledger is dormant.</summary>
    DRM,
}
