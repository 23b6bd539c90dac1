using CrossRiver.Emulator.Modules.Accounts.Requests;

namespace CrossRiver.Emulator.Modules.Accounts.Store;

/// <summary>A deposit account of a customer: the master of its subledgers.</summary>
internal sealed record Account
{
    /// <summary>The type of every account and subledger of this emulator.</summary>
    public const string Type = "Deposit";

    public required string Number { get; init; }

    /// <summary>Gets a name within the world that does not depend on the order of calls. It is the seed of random choices about the account.</summary>
    public required string Key { get; init; }

    public required Guid PartnerId { get; init; }

    public required Guid CustomerId { get; init; }

    public required Guid ProductId { get; init; }

    public required LedgerType LedgerType { get; init; }

    public AccountStatus Status { get; init; } = AccountStatus.Active;

    public string? Title { get; init; }

    /// <summary>Gets the partner's own identifier, up to 50 characters.</summary>
    public string? ClientIdentifier { get; init; }

    public StatementAddress? StatementAddress { get; init; }

    /// <summary>Gets the money in all subledgers together.</summary>
    public Cents Balance { get; init; }

    /// <summary>Gets the money in the implicit subledger, which has the number of the account.</summary>
    public Cents ImplicitBalance { get; init; }

    /// <summary>Gets the restrictions, in the order in which they were placed.</summary>
    public IReadOnlyList<Restriction> Restrictions { get; init; } = [];

    /// <summary>Gets whether the bank has restricted the account: every posting is refused. The partner cannot remove this restriction.</summary>
    /// <remarks>Source: the bank's page on restrictions, which has restrictions of the bank's staff.</remarks>
    public bool IsRestrictedByBank { get; init; }

    public int TransactionCount { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public required DateTimeOffset LastModifiedAt { get; init; }

    /// <summary>Gets the number of changes so far, including the opening. A new subledger and a refused transfer count, too.</summary>
    public int Version { get; init; } = 1;
}

/// <summary>The balance that a debit needs.</summary>
/// <remarks>Source: the bank's FAQ on subledgers.</remarks>
internal enum LedgerType
{
    /// <summary>The balance of the master; subledgers may be negative.</summary>
    PassThrough,

    /// <summary>The balance of the subledger.</summary>
    Direct,
}

/// <summary>The state of an account or subledger.</summary>
/// <remarks>Source: the bank's samples for Active and Closed. Assumed: Dormant, from the rejection code DRM.</remarks>
internal enum AccountStatus
{
    Active,
    Closed,
    Dormant,
}
