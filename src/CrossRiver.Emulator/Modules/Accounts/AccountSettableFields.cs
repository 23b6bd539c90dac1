using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Modules.Accounts.Store;
using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Modules.Accounts;

/// <summary>Provides the fields of accounts that scenarios and testers set. A step sets the field of every account of its customer.</summary>
internal static class AccountSettableFields
{
    public static SettableField<Account, AccountStatus> Status { get; } = new(
        "account.status", "The status of the customer's accounts.", Values.Enum<AccountStatus>("status of an account"),
        account => account.Status, (account, status) => account with { Status = status })
    {
        EventName = AccountEvents.StatusChanged,
    };

    public static SettableField<Account, string> Title { get; } = new(
        "account.title", "The title of the customer's accounts.", Values.Text,
        account => account.Title ?? "", (account, title) => account with { Title = title })
    {
        EventName = AccountEvents.TitleChanged,
    };

    public static SettableField<Account, bool> Restricted { get; } = new(
        "account.restricted", "Whether the bank has restricted the customer's accounts, so that no money moves.", Values.Flag,
        account => account.IsRestrictedByBank, (account, isRestricted) => account with { IsRestrictedByBank = isRestricted })
    {
        EventName = AccountEvents.RestrictionPlaced,
    };

    public static IReadOnlyList<SettableField<Account>> All { get; } = [Status, Title, Restricted];
}
