namespace CrossRiver.Emulator.Modules.Accounts.Store;

/// <summary>A rule that refuses some postings of an account. A member that is null matches every posting.</summary>
internal sealed record Restriction
{
    public required Guid Id { get; init; }

    /// <summary>Gets the number of the master.</summary>
    public required string AccountNumber { get; init; }

    /// <summary>Gets the only restricted subledger, or null if <see cref="AppliesTo"/> decides.</summary>
    public string? SubAccountNumber { get; init; }

    public AppliesTo? AppliesTo { get; init; }

    public string? Rail { get; init; }

    public TransactionType? TransactionType { get; init; }

    public string? OtherAccountType { get; init; }

    /// <summary>Gets the largest amount that is still allowed.</summary>
    public Cents? AmountThreshold { get; init; }

    public string? TransactionCode { get; init; }

    public string? Reason { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Returns whether the restriction forbids a posting of the account.</summary>
    public bool Refuses(Posting posting, Subledger subledger) =>
        Covers(subledger)
        && (TransactionType is null || TransactionType == posting.Type)
        && (AmountThreshold is not { } largest || posting.Amount > largest)
        && Matches(Rail, posting.Rail)
        && Matches(TransactionCode, posting.TransactionCode)
        && Matches(OtherAccountType, posting.OtherAccountType);

    private bool Covers(Subledger subledger) => SubAccountNumber is { } only ? only == subledger.Number : AppliesTo switch
    {
        Store.AppliesTo.Account => subledger.IsImplicit,
        Store.AppliesTo.SubAccounts => !subledger.IsImplicit,
        _ => true,
    };

    private static bool Matches(string? pattern, string? word) =>
        pattern is null || (word is not null && string.Equals(WithoutBlanks(pattern), WithoutBlanks(word), StringComparison.OrdinalIgnoreCase));

    // The bank's table of codes has accountTransfer, and its samples have Account Transfer.
    private static string WithoutBlanks(string text) => text.Replace(" ", "", StringComparison.Ordinal);
}

/// <summary>The subledgers that a restriction is about.</summary>
/// <remarks>Source: the bank's page on restrictions. Assumed: the name SubAccounts.</remarks>
internal enum AppliesTo
{
    /// <summary>All subledgers, the implicit one included.</summary>
    All,

    /// <summary>The implicit subledger only.</summary>
    Account,

    /// <summary>All subledgers except the implicit one.</summary>
    SubAccounts,
}
