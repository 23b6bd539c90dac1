using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Modules.Accounts.Store;

/// <summary>Represents a subledger with its master. Every account has an implicit subledger, which has the number of the account.</summary>
/// <param name="Sub">The subledger that the partner has created, or null for the implicit one.</param>
internal sealed record Subledger(Account Master, SubAccount? Sub)
{
    public string Number => Sub?.Number ?? Master.Number;

    public bool IsImplicit => Sub is null;

    public Cents Balance => Sub?.Balance ?? Master.ImplicitBalance;

    /// <summary>Gets the money that a debit can take.</summary>
    public Cents Available => Master.LedgerType is LedgerType.PassThrough ? Master.Balance : Balance;

    /// <summary>Returns whether the subledger or its master has a status.</summary>
    public bool Is(AccountStatus status) => Master.Status == status || Sub?.Status == status;

    /// <summary>Returns a copy with the money added to the subledger and to its master.</summary>
    /// <param name="amount">The money, negative for a debit.</param>
    /// <exception cref="ApiException">A balance would have more than 15 digits.</exception>
    public Subledger Post(Cents amount)
    {
        var master = Master with { Balance = Master.Balance + amount, TransactionCount = Master.TransactionCount + 1 };
        var posted = Sub is null
            ? new Subledger(master with { ImplicitBalance = Master.ImplicitBalance + amount }, Sub: null)
            : new Subledger(master, Sub with { Balance = Sub.Balance + amount, TransactionCount = Sub.TransactionCount + 1 });

        return posted is { Balance.IsBalance: true, Master.Balance.IsBalance: true } ? posted : throw AccountErrors.BalanceTooLarge.ToException(Number);
    }
}
