using CrossRiver.Emulator.Modules.Accounts.Store;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Modules;
using static CrossRiver.Emulator.Platform.Bodies.Field;

namespace CrossRiver.Emulator.Modules.Accounts.Testing;

/// <summary>Represents the changes of an account by a tester. An absent member stays.</summary>
/// <param name="Status">The new status, or null.</param>
/// <param name="Title">The new title, or null.</param>
/// <param name="Restricted">True if the bank restricts the account, false if it removes that restriction, or null.</param>
internal sealed record SetAccountRequest(AccountStatus? Status, string? Title, bool? Restricted) : IRequestBody
{
    private static readonly IReadOnlyList<Field> Fields = [Of("status", FieldType.OneOf<AccountStatus>()), Of("title", FieldType.Text()), Of("restricted", FieldType.Flag)];

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => Fields;

    private IEnumerable<FieldChange> Changes => new[]
    {
        Title is { } title ? AccountSettableFields.Title.To(title) : null,
        Restricted is { } isRestricted ? AccountSettableFields.Restricted.To(isRestricted) : null,
        Status is { } status ? AccountSettableFields.Status.To(status) : null,
    }.OfType<FieldChange>();

    /// <summary>Changes an account, one member after the other, and returns the changed copy. Call only while holding the world lock.</summary>
    public Account Apply(Account account, AccountStore accounts) =>
        Changes.Aggregate(account, (changed, change) => accounts.Change(((SettableField<Account>)change.Field).With(changed, change.Value)));

    public override string ToString() => string.Join(", ", Changes);
}

/// <summary>Represents a request for accounts of customers that exist.</summary>
/// <param name="Accounts">The most accounts, 1 to 10,000. The default is one for each customer that may have one, up to 10,000.</param>
/// <param name="Balance">The money in each, in cents. The default is none.</param>
internal sealed record SeedAccountsRequest(int? Accounts, Cents? Balance) : IRequestBody
{
    /// <summary>The most accounts that one call makes.</summary>
    public const int MostAccounts = 10_000;

    private static readonly IReadOnlyList<Field> Fields =
        [Of("accounts", FieldType.WholeNumber(1, MostAccounts)), Of("balance", FieldType.WholeNumber(1, 999_999_999_999))];

    public static bool IsOptional => false;

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => Fields;
}
