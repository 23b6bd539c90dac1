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
