namespace CrossRiver.Emulator.Modules.Accounts.Store;

/// <summary>The instruction to move money between two accounts or subledgers of a partner.</summary>
internal sealed record TransferOrder
{
    /// <summary>The rail of every transfer between own accounts.</summary>
    public const string Rail = "Internal";

    public required string DebitAccountNumber { get; init; }

    public required string CreditAccountNumber { get; init; }

    public required Cents Amount { get; init; }

    /// <summary>Gets the code of the transaction, in words.</summary>
    [AllowNull]
    public string TransactionCode { get => field ?? "Account Transfer"; init; }

    [AllowNull]
    public string Description { get => field ?? $"Transfer from {DebitAccountNumber} to {CreditAccountNumber}"; init; }

    public string? ClientIdentifier { get; init; }

    /// <summary>Returns the transfer, judged by both sides.</summary>
    /// <param name="key">The name of its random choices.</param>
    /// <param name="debit">The subledger that pays, or null if the world has none of the number.</param>
    /// <param name="credit">The subledger that receives, or null if the world has none of the number.</param>
    public Transfer ToTransfer(string key, Subledger? debit, Subledger? credit, DateTimeOffset now, KeyedRandom random) => new()
    {
        Id = random.Id(now, $"{key}/id"),
        TraceNumber = TraceNumber.Choose(now, random, $"{key}/trace"),
        Debit = Judge(TransactionType.Debit, DebitAccountNumber, debit, credit),
        Credit = Judge(TransactionType.Credit, CreditAccountNumber, credit, debit),
        TransactionCode = TransactionCode,
        Amount = Amount,
        Description = Description,
        Rail = Rail,
        ClientIdentifier = ClientIdentifier,
        At = now,
    };

    private TransferSide Judge(TransactionType type, string number, Subledger? own, Subledger? other)
    {
        var posting = new Posting
        {
            Type = type,
            OtherAccountType = other is null ? null : Account.Type,
            Rail = Rail,
            TransactionCode = TransactionCode,
            Amount = Amount,
        };

        return new TransferSide(type, number, own, own is null ? ResultCode.ANF : posting.JudgeBy(own));
    }
}
