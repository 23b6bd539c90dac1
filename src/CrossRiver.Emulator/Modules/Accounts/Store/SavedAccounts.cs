using CrossRiver.Emulator.Kernel.Snapshots;
using CrossRiver.Emulator.Kernel.Snapshots.Checks;

namespace CrossRiver.Emulator.Modules.Accounts.Store;

/// <summary>The accounts of a world in a snapshot.</summary>
/// <param name="Accounts">The accounts, in the order in which they were opened.</param>
/// <param name="SubAccounts">The subledgers that the partner has created, in the order of their creation.</param>
/// <param name="TimesSeen">The number of accounts and subledgers of each identifier. The keys of later accounts continue it.</param>
internal sealed record SavedAccounts(IReadOnlyList<Account> Accounts, IReadOnlyList<SubAccount> SubAccounts, IReadOnlyDictionary<string, int> TimesSeen)
{
    public static SavedAccounts None { get; } = new([], [], new Dictionary<string, int>(StringComparer.Ordinal));

    /// <summary>Checks that the accounts of a snapshot agree with each other.</summary>
    /// <exception cref="InvalidDataException">They do not agree.</exception>
    public static void Check(SavedAccounts saved, SnapshotInCheck snapshot) => Check(saved, snapshot.PartnerId, snapshot.Place.Of("accounts"));

    /// <inheritdoc cref="Check(SavedAccounts, SnapshotInCheck)"/>
    public static void Check(SavedAccounts saved, Guid partnerId, Place place)
    {
        var accounts = place.Of("accounts").Index(saved.Accounts, account => account.Number, "account");
        place.Of("subAccounts").Index(saved.SubAccounts, sub => sub.Number, "subledger");
        place.Of("subAccounts").ForEach(saved.SubAccounts, (sub, at) =>
        {
            at.Of("number").Require(AccountNumber.IsWellFormed(sub.Number), "the number of a subledger has 10 to 17 digits");
            at.Of("number").Require(!accounts.ContainsKey(sub.Number), "a subledger has the number of an account");
            at.Of("masterNumber").Require(accounts.ContainsKey(sub.MasterNumber), "a subledger is of an account that is not there");
            at.Of("closedAt").Require(sub.ClosedAt is null != sub.Status is AccountStatus.Closed, "exactly a closed subledger has the moment of its closing");
        });
        var subs = saved.SubAccounts.ToLookup(sub => sub.MasterNumber, StringComparer.Ordinal);
        place.Of("accounts").ForEach(saved.Accounts, (account, at) =>
        {
            at.Of("partnerId").Require(account.PartnerId == partnerId, "an account is of another partner");
            at.Of("number").Require(AccountNumber.IsWellFormed(account.Number), "the number of an account has 10 to 17 digits");
            at.Of("closedAt").Require(
                account.ClosedAt is null != account.Status is AccountStatus.Closed, "exactly a closed account has the moment of its closing");
            CheckMoney(account, [.. subs[account.Number]], at);
            CheckRestrictions(account, [.. subs[account.Number]], at.Of("restrictions"));
        });
    }

    private static void CheckMoney(Account account, IReadOnlyList<SubAccount> subs, Place at)
    {
        at.Require(subs.Count <= AccountStore.MostSubAccounts, $"an account has more than {AccountStore.MostSubAccounts} subledgers");
        at.Of("balance").Require(!account.Balance.IsNegative, "the balance of an account is negative");
        at.Of("balance").Require(
            subs.Aggregate((decimal)account.ImplicitBalance.Value, (sum, sub) => sum + sub.Balance.Value) == account.Balance.Value,
            "the balance of an account is not the sum of its subledgers");
        at.Of("implicitBalance").Require(
            account.LedgerType is LedgerType.PassThrough || (!account.ImplicitBalance.IsNegative && subs.All(sub => !sub.Balance.IsNegative)),
            "a subledger of a Direct account is negative");
    }

    private static void CheckRestrictions(Account account, IReadOnlyList<SubAccount> subs, Place place)
    {
        place.Require(account.Restrictions.Count <= AccountStore.MostRestrictions, $"an account has more than {AccountStore.MostRestrictions} restrictions");
        place.Index(account.Restrictions, restriction => restriction.Id, "restriction");
        place.ForEach(account.Restrictions, (restriction, at) =>
        {
            at.Of("accountNumber").Require(restriction.AccountNumber == account.Number, "a restriction is of another account");
            at.Of("subAccountNumber").Require(
                restriction.SubAccountNumber is not { } number || number == account.Number || subs.Any(sub => sub.Number == number),
                "a restriction is of a subledger that the account does not have");
        });
    }
}
