namespace CrossRiver.Emulator.Modules.Accounts.Store;

/// <summary>A movement of money between two accounts or subledgers, done or refused.</summary>
/// <remarks>The store keeps no transfers, because no route reads one.</remarks>
internal sealed record Transfer
{
    public required Guid Id { get; init; }

    public required string TraceNumber { get; init; }

    public TransferStatus Status => Debit.Result is ResultCode.OK && Credit.Result is ResultCode.OK ? TransferStatus.Complete : TransferStatus.Rejected;

    public required TransferSide Debit { get; init; }

    public required TransferSide Credit { get; init; }

    public required string TransactionCode { get; init; }

    public required Cents Amount { get; init; }

    public required string Description { get; init; }

    public required string Rail { get; init; }

    /// <summary>Gets the partner's own identifier, up to 50 characters.</summary>
    public string? ClientIdentifier { get; init; }

    /// <summary>Gets the moment of the proposal. The money moves, or is refused, at the same moment.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>One side of a transfer.</summary>
/// <param name="AccountNumber">The number in the request.</param>
/// <param name="Subledger">The subledger before the transfer, or null if the world has no account of the number.</param>
internal sealed record TransferSide(TransactionType Type, string AccountNumber, Subledger? Subledger, ResultCode Result);

/// <summary>The state of a transfer.</summary>
/// <remarks>Source: the bank's sample for Complete. Assumed: Rejected.</remarks>
internal enum TransferStatus
{
    Complete,
    Rejected,
}

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

/// <summary>Creates the trace numbers of transfers.</summary>
internal static class TraceNumber
{
    private const string Characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const int RandomLength = 5;

    /// <summary>Chooses a trace number: T, the year, the day of the year and the time in Eastern time, and five random characters.</summary>
    /// <remarks>Source: derived from the bank's sample of a transfer.</remarks>
    public static string Choose(DateTimeOffset now, KeyedRandom random, string choice)
    {
        var eastern = EasternTime.From(now);
        var characters = Enumerable.Range(1, RandomLength).Select(place => Characters[(int)(random.Share($"{choice}/{place}") * Characters.Length)]);
        return string.Create(CultureInfo.InvariantCulture, $"T{eastern:yy}{eastern.DayOfYear:000}{eastern:HHmmss}{string.Concat(characters)}");
    }
}
