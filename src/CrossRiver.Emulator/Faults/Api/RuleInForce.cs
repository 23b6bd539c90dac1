using CrossRiver.Emulator.Faults.Rules;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>A rule where it is in force: for a world, or for one customer.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Name">Names the rule in its world, as <c>scenario flaky-api, rule 1</c>; chance starts from it, and the journal tells it.</param>
/// <param name="From">From when its times count.</param>
/// <param name="Counts">What it has counted.</param>
/// <param name="Chance">What chooses for it.</param>
internal sealed record RuleInForce(ApiRule Rule, string Name, DateTimeOffset From, RuleCounts Counts, Chance Chance)
{
    /// <summary>Gets whose calls are counted together for <see cref="ApiRule.Which"/> if the rule does not say it: those of the world, or of the customer that has the rule.</summary>
    public CountBy UsuallyCounts { get; init; } = CountBy.World;

    /// <summary>Lets the rule see a call: it counts it, and strikes or not.</summary>
    /// <param name="now">When it comes.</param>
    /// <returns>What the rule does to the call, or <see langword="null"/> when it leaves it alone.</returns>
    public Strike? Meet(CallSubject call, DateTimeOffset now)
    {
        if (!Concerns(call.Name) || !IsInWindow(call, now))
        {
            return null;
        }

        // Chance is the same for a customer however many others there are, so it does not start from counts of the world.
        var countedBy = Rule.CountBy ?? UsuallyCounts;
        var (counted, key) = (call.KeyOf(countedBy), call.KeyOf(Rule.CountBy ?? CountBy.Customer));
        var occurrence = Rule.Which is null ? 0 : Counts.Count(counted);
        var number = Rule.Chance is null && Rule.Latency is null ? 0 : key == counted && occurrence > 0 ? occurrence : Counts.Count(key);
        if (Rule.Which?.Takes(occurrence) is false || (Rule.Chance is { } chance && Chance.Share(ChoiceOf(key, number, "chance")) >= chance))
        {
            return null;
        }

        var room = Rule.Limit is { } limit ? Counts.Take(limit, call.KeyOf(limit.By ?? CountBy.World), now) : null;
        return Rule.Limit is not null && room is null ? null : new Strike
        {
            Latency = Rule.Latency is { } latency ? Chance.Of(latency, ChoiceOf(key, number, "latency")) : TimeSpan.Zero,
            Headers = Rule.Headers,
            TokenLifetime = Rule.TokenLifetime,
            Instead = InsteadOf(room),
            Occurrence = occurrence is 0 ? null : string.Create(CultureInfo.InvariantCulture, $"call {occurrence} of {WordsOf(counted)}"),
        };
    }

    /// <summary>What the rule does, as the journal tells it: <c>status 503, latency 2s</c>.</summary>
    public static string Tell(Strike strike) => string.Join(", ", Parts(strike).OfType<string>());

    private static IEnumerable<string?> Parts(Strike strike)
    {
        yield return strike.Instead switch
        {
            null => null,
            { Kind: FaultKind.Status, RetryAfter: not null } limited => string.Create(CultureInfo.InvariantCulture, $"limit, status {limited.Status}"),
            { Kind: FaultKind.Status } status => string.Create(CultureInfo.InvariantCulture, $"status {status.Status}"),
            { Kind: FaultKind.Hang } => "hang",
            { Kind: var kind } => $"connection {WireJson.NameOf(kind)}",
        };
        yield return strike.Latency > TimeSpan.Zero ? $"latency {Duration.Print(strike.Latency)}" : null;
        yield return strike.Headers.Count > 0 ? $"headers {string.Join(" ", strike.Headers.Keys.Order(StringComparer.OrdinalIgnoreCase))}" : null;
        yield return strike.TokenLifetime is { } lifetime ? $"token {Duration.Print(lifetime)}" : null;
        yield return strike.Occurrence;
    }

    // A key is what the call was counted by, and what it has of it: customer 4711.
    private static string WordsOf(string key) => key.Split(' ')[0] switch
    {
        CallSubject.World => "the world",
        "client" => "its client identifier",
        "idempotency" => "its idempotency key",
        "token" => "its token",
        _ => "its customer",
    };

    private bool Concerns(string call) => Rule.Calls is [] || Rule.Calls.Contains(ApiRule.Any, StringComparer.Ordinal) || Rule.Calls.Contains(call, StringComparer.Ordinal);

    private bool IsInWindow(CallSubject call, DateTimeOffset now)
    {
        if (Rule is { At: null, Lasts: null })
        {
            return true;
        }

        var begin = ClockCourse.Later(From, Rule.At is { } at ? Chance.Of(at, $"{call.CustomerKey}/{Name}/at") : TimeSpan.Zero);
        return now >= begin && (Rule.Lasts is not { } lasts || now - begin < Chance.Of(lasts, $"{call.CustomerKey}/{Name}/lasts"));
    }

    private string ChoiceOf(string key, int number, string what) => string.Create(CultureInfo.InvariantCulture, $"{key}/{Name}/{number}/{what}");

    private Instead? InsteadOf(TimeSpan? room) => Rule switch
    {
        { Status: { } status } => new Instead(FaultKind.Status, Rule.IsApplied is true) { Status = status },
        { Hangs: true } => new Instead(FaultKind.Hang, Rule.IsApplied is true),
        { Connection: { } kind } => new Instead(kind, Rule.IsApplied is true),
        { Limit: { } limit } when room is { } wait => new Instead(FaultKind.Status, Rule.IsApplied is true)
        {
            Status = limit.Status ?? StatusCodes.Status429TooManyRequests,
            RetryAfter = limit.RetryAfter ?? wait,
        },
        _ => null,
    };
}
