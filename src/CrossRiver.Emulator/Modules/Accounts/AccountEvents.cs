using CrossRiver.Emulator.Modules.Accounts.Store;

namespace CrossRiver.Emulator.Modules.Accounts;

/// <summary>Provides the bank's events about accounts.</summary>
/// <remarks>
/// Source: the bank's tables of event names, and samples of the details of the two Opened events. Assumed: the details of the other events, which have
/// identifiers only, and the resources of the events about restrictions, transactions and wires.
/// </remarks>
internal static class AccountEvents
{
    public const string Opened = "Core.Account.Opened";
    public const string StatusChanged = "Core.Account.Status.Changed";
    public const string Closed = "Core.Account.Closed";
    public const string TitleChanged = "Core.Account.Title.Changed";
    public const string SubAccountOpened = "Core.SubAccount.Opened";
    public const string RestrictionPlaced = "Core.Restriction.Placed";
    public const string RestrictionRemoved = "Core.Restriction.Removed";
    public const string TransactionCompleted = "Core.Transaction.Completed";
    public const string WireReceived = "Wire.Payment.Received";

    public static IReadOnlyList<EventType> Types { get; } =
    [
        new(Opened, "An account was opened."),
        new(StatusChanged, "The status of an account was changed."),
        new(Closed, "An account was closed."),
        new(TitleChanged, "The title of an account was changed."),
        new(SubAccountOpened, "A subledger was opened.") { CanBeEmitted = false },
        new(RestrictionPlaced, "A restriction was placed on an account."),
        new(RestrictionRemoved, "A restriction was removed from an account."),
        new(TransactionCompleted, "Money was moved between two accounts.") { CanBeEmitted = false },
        new(WireReceived, "An account received the money of a wire.") { CanBeEmitted = false },
    ];

    /// <summary>Returns the event of a change, or null if the bank has none.</summary>
    public static DomainEvent? Of(AccountChange change, DateTimeOffset now)
    {
        var account = change.Account;
        return change switch
        {
            { IsSilent: true } => null,
            { Kind: AccountChangeKind.Opened } => About(account, Opened, now),
            { Kind: AccountChangeKind.StatusChanged } => About(account, StatusChanged, now),
            { Kind: AccountChangeKind.Closed } => About(account, Closed, now),
            { Kind: AccountChangeKind.TitleChanged } => About(account, TitleChanged, now),
            { Kind: AccountChangeKind.SubOpened, Sub: { } sub } => About(account, SubAccountOpened, now) with
            {
                Key = sub.Key,
                Version = sub.Version,
                Path = PathOfSub(sub.Number),
                Details =
                [
                    new("subAccountNumber", sub.Number), new("masterAccountNumber", account.Number), new("accountType", Account.Type),
                    new("status", $"{sub.Status}"), new("title", sub.Title), new("clientIdentifier", sub.ClientIdentifier),
                ],
            },
            { Kind: AccountChangeKind.RestrictionPlaced } => AboutRestriction(account, change.Restriction, RestrictionPlaced, now),
            { Kind: AccountChangeKind.RestrictionRemoved } => AboutRestriction(account, change.Restriction, RestrictionRemoved, now),
            { Kind: AccountChangeKind.TransactionCompleted, Transfer: { } transfer } => About(account, TransactionCompleted, now) with
            {
                Path = PathOf(transfer.Debit),
                Details = DetailsOf(transfer, transfer.Debit),
                OtherResources = [new EventResource(PathOf(transfer.Credit), DetailsOf(transfer, transfer.Credit))],
            },
            { Kind: AccountChangeKind.WireReceived, Payment: { } payment } => About(account, WireReceived, now) with
            {
                Path = $"wires/v1/payments/{payment.Id}",
                Details = [new("paymentId", $"{payment.Id}"), new("accountNumber", payment.Request.AccountNumber)],
            },
            _ => null,
        };
    }

    /// <summary>Returns an event without a change. What the account is decides between Closed and Status.Changed, and between Placed and Removed.</summary>
    public static DomainEvent Announced(Account account, string eventName, DateTimeOffset now) => eventName switch
    {
        StatusChanged when account.Status is AccountStatus.Closed => About(account, Closed, now),
        RestrictionPlaced when !account.IsRestrictedByBank => AboutRestriction(account, restriction: null, RestrictionRemoved, now),
        RestrictionPlaced or RestrictionRemoved => AboutRestriction(account, restriction: null, eventName, now),
        _ => About(account, eventName, now),
    };

    /// <summary>Returns an event about an account itself.</summary>
    public static DomainEvent About(Account account, string eventName, DateTimeOffset now) => new()
    {
        Type = Types.First(type => type.Name == eventName),
        At = now,
        About = ResourceKey.OfCustomer(account.CustomerId),
        OrderingKey = account.Number,
        Key = account.Key,
        Version = account.Version,
        Path = PathOf(account.Number),
        Details =
        [
            new("accountNumber", account.Number), new("accountType", Account.Type), new("customerId", $"{account.CustomerId}"), new("status", $"{account.Status}"),
            new("productId", $"{account.ProductId}"), new("title", account.Title), new("clientIdentifier", account.ClientIdentifier),
        ],
    };

    /// <summary>Returns an event about a restriction.</summary>
    /// <param name="restriction">The restriction, or null for the restriction of the bank, which has no identifier.</param>
    private static DomainEvent AboutRestriction(Account account, Restriction? restriction, string eventName, DateTimeOffset now) => restriction is null
        ? About(account, eventName, now) with { Details = [new("accountNumber", account.Number)] }
        : About(account, eventName, now) with
        {
            Path = $"{PathOf(account.Number)}/restrictions/{restriction.Id}",
            Details = [new("restrictionId", $"{restriction.Id}"), new("accountNumber", account.Number)],
        };

    private static KeyValuePair<string, string?>[] DetailsOf(Transfer transfer, TransferSide side) =>
        [new("transactionId", $"{transfer.Id}"), new("accountNumber", side.AccountNumber)];

    private static string PathOf(TransferSide side) => side.Subledger is { IsImplicit: false } ? PathOfSub(side.AccountNumber) : PathOf(side.AccountNumber);

    private static string PathOf(string number) => $"core/v1/dda/accounts/{number}";

    private static string PathOfSub(string number) => $"core/v1/dda/subaccounts/{number}";
}
