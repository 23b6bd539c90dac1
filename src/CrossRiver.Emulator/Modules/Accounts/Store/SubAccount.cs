using CrossRiver.Emulator.Modules.Accounts.Requests;

namespace CrossRiver.Emulator.Modules.Accounts.Store;

/// <summary>A subledger that the partner has created.</summary>
internal sealed record SubAccount
{
    public required string Number { get; init; }

    /// <inheritdoc cref="Account.Key"/>
    public required string Key { get; init; }

    public required string MasterNumber { get; init; }

    public Guid? CustomerId { get; init; }

    public required string Title { get; init; }

    public Beneficiary? Beneficiary { get; init; }

    /// <summary>Gets the partner's own identifier, up to 50 characters.</summary>
    public string? ClientIdentifier { get; init; }

    public AccountStatus Status { get; init; } = AccountStatus.Active;

    /// <summary>Gets the money in the subledger. Under <see cref="LedgerType.PassThrough"/>, it may be negative.</summary>
    public Cents Balance { get; init; }

    public int TransactionCount { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public required DateTimeOffset LastModifiedAt { get; init; }

    /// <summary>Gets the number of changes so far, including the opening.</summary>
    public int Version { get; init; } = 1;
}
