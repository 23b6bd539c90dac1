using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Modules.Accounts.Store;

/// <summary>Represents a change of an account, or a refused transfer.</summary>
/// <param name="Account">The account after the change. For a transfer, it is the debited one, or else the credited one.</param>
/// <param name="What">The change in words, for the journal.</param>
internal sealed record AccountChange(Account Account, string What)
{
    public required AccountChangeKind Kind { get; init; }

    /// <summary>Gets the new value of the field that was set, or null for another change.</summary>
    public FieldChange? Set { get; init; }

    /// <summary>Gets the subledger that was opened, or null for another change.</summary>
    public SubAccount? Sub { get; init; }

    /// <summary>Gets the restriction that was placed or removed, or null for another change.</summary>
    public Restriction? Restriction { get; init; }

    /// <summary>Gets the transfer, or null for another change.</summary>
    public Transfer? Transfer { get; init; }

    /// <summary>Gets the wire that was received, or null for another change.</summary>
    public WirePayment? Payment { get; init; }

    /// <summary>Gets whether the change publishes no event.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Returns the change of a transfer, done or refused.</summary>
    /// <param name="account">The account after the transfer.</param>
    public static AccountChange Of(Transfer transfer, Account account)
    {
        var what = $"transfer of {transfer.Amount} cents from {transfer.Debit.AccountNumber} to {transfer.Credit.AccountNumber}";
        return transfer.Status is TransferStatus.Complete
            ? new(account, what) { Kind = AccountChangeKind.TransactionCompleted, Transfer = transfer }
            : new(account, $"{what} refused: debit {transfer.Debit.Result}, credit {transfer.Credit.Result}")
            {
                Kind = AccountChangeKind.TransactionRejected,
                Transfer = transfer,
            };
    }

    /// <summary>Returns the change between two copies of an account, of which the status, the bank's restriction or the title differs.</summary>
    public static AccountChange Between(Account before, Account after)
    {
        if (before.Status != after.Status)
        {
            return new(after, $"account.status {before.Status} → {after.Status}")
            {
                Kind = after.Status is AccountStatus.Closed ? AccountChangeKind.Closed : AccountChangeKind.StatusChanged,
                Set = AccountSettableFields.Status.To(after.Status),
            };
        }

        return before.IsRestrictedByBank == after.IsRestrictedByBank
            ? new(after, $"account.title {before.Title} → {after.Title}") { Kind = AccountChangeKind.TitleChanged, Set = AccountSettableFields.Title.To(after.Title ?? "") }
            : new(after, after.IsRestrictedByBank ? "restricted by the bank" : "restriction of the bank removed")
            {
                Kind = after.IsRestrictedByBank ? AccountChangeKind.RestrictionPlaced : AccountChangeKind.RestrictionRemoved,
                Set = AccountSettableFields.Restricted.To(after.IsRestrictedByBank),
            };
    }
}

/// <summary>The kind of a change, on which its event depends.</summary>
internal enum AccountChangeKind
{
    Opened,
    StatusChanged,
    Closed,
    TitleChanged,
    SubOpened,
    RestrictionPlaced,
    RestrictionRemoved,
    TransactionCompleted,

    /// <summary>A transfer was refused. The bank has no event for it.</summary>
    TransactionRejected,
    WireReceived,
}
