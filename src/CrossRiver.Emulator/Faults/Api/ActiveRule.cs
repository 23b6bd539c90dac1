using CrossRiver.Emulator.Faults.Rules;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>Represents an active rule for calls, of a world or of one customer.</summary>
/// <param name="Name">The name in random choices and in the journal, for example <c>scenario flaky-api, rule 1</c>.</param>
/// <param name="From">The moment from which the times of the rule count.</param>
internal sealed record ActiveRule(ApiRule Rule, string Name, DateTimeOffset From, RuleCounts Counts, KeyedRandom Chance)
{
    /// <summary>Gets the way to count calls if the rule has none: by world, or by the customer that has the rule.</summary>
    public CountBy UsuallyCounts { get; init; } = CountBy.World;

    /// <summary>Counts a call, and returns the faults of the call, or null if there are none.</summary>
    /// <param name="now">The arrival of the call.</param>
    public InjectedFault? Evaluate(CallContext call, DateTimeOffset now)
    {
        if (!Concerns(call.Name) || !IsInWindow(call, now))
        {
            return null;
        }

        // Because the choices for a customer must not depend on other customers, they do not start from counts of the world.
        var countedBy = Rule.CountBy ?? UsuallyCounts;
        var (counted, key) = (call.KeyOf(countedBy), call.KeyOf(Rule.CountBy ?? CountBy.Customer));
        var occurrence = Rule.Which is null ? 0 : Counts.Count(counted);
        var number = Rule.Probability is null && Rule.Latency is null ? 0 : key == counted && occurrence > 0 ? occurrence : Counts.Count(key);
        if (Rule.Which?.Takes(occurrence) is false || (Rule.Probability is { } chance && Chance.Share(ChoiceOf(key, number, "chance")) >= chance))
        {
            return null;
        }

        var room = Rule.Limit is { } limit ? Counts.Take(limit, call.KeyOf(limit.By ?? CountBy.World), now) : null;
        return Rule.Limit is not null && room is null ? null : new InjectedFault
        {
            Latency = Rule.Latency is { } latency ? Chance.Of(latency, ChoiceOf(key, number, "latency")) : TimeSpan.Zero,
            Headers = Rule.Headers,
            TokenLifetime = Rule.TokenLifetime,
            Response = InsteadOf(room),
            Occurrence = occurrence is 0 ? null : string.Create(CultureInfo.InvariantCulture, $"call {occurrence} of {WordsOf(counted)}"),
        };
    }

    /// <summary>Returns the faults in words for the journal: <c>status 503, latency 2s</c>.</summary>
    public static string Describe(InjectedFault fault) => string.Join(", ", new[]
    {
        fault.Response switch
        {
            null => null,
            { Kind: FaultKind.Status, RetryAfter: not null } limited => string.Create(CultureInfo.InvariantCulture, $"limit, status {limited.Status}"),
            { Kind: FaultKind.Status } status => string.Create(CultureInfo.InvariantCulture, $"status {status.Status}"),
            { Kind: FaultKind.Hang } => "hang",
            { Kind: var kind } => $"connection {WireJson.NameOf(kind)}",
        },
        fault.Latency > TimeSpan.Zero ? $"latency {Duration.Print(fault.Latency)}" : null,
        fault.Headers.Count > 0 ? $"headers {string.Join(" ", fault.Headers.Keys.Order(StringComparer.OrdinalIgnoreCase))}" : null,
        fault.TokenLifetime is { } lifetime ? $"token {Duration.Print(lifetime)}" : null,
        fault.Occurrence,
    }.OfType<string>());

    // A key begins with the way to count, as in: customer 4711.
    private static string WordsOf(string key) => key.Split(' ')[0] switch
    {
        CallContext.World => "the world",
        "client" => "its client identifier",
        "idempotency" => "its idempotency key",
        "token" => "its token",
        _ => "its customer",
    };

    private bool Concerns(string call) => Rule.Calls is [] || Rule.Calls.Contains(ApiRule.Any, StringComparer.Ordinal) || Rule.Calls.Contains(call, StringComparer.Ordinal);

    private bool IsInWindow(CallContext call, DateTimeOffset now)
    {
        if (Rule is { At: null, Lasts: null })
        {
            return true;
        }

        var begin = ClockSetting.Later(From, Rule.At is { } at ? Chance.Of(at, $"{call.CustomerKey}/{Name}/at") : TimeSpan.Zero);
        return now >= begin && (Rule.Lasts is not { } lasts || now - begin < Chance.Of(lasts, $"{call.CustomerKey}/{Name}/lasts"));
    }

    private string ChoiceOf(string key, int number, string what) => string.Create(CultureInfo.InvariantCulture, $"{key}/{Name}/{number}/{what}");

    private FaultResponse? InsteadOf(TimeSpan? room) => Rule switch
    {
        { Status: { } status } => new FaultResponse(FaultKind.Status, Rule.IsApplied is true) { Status = status },
        { Hangs: true } => new FaultResponse(FaultKind.Hang, Rule.IsApplied is true),
        { Connection: { } kind } => new FaultResponse(kind, Rule.IsApplied is true),
        { Limit: { } limit } when room is { } wait => new FaultResponse(FaultKind.Status, Rule.IsApplied is true)
        {
            Status = limit.Status ?? StatusCodes.Status429TooManyRequests,
            RetryAfter = limit.RetryAfter ?? wait,
        },
        _ => null,
    };
}
