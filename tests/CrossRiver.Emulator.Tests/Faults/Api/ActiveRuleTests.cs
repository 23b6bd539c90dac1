using System.Globalization;
using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Kernel.Randomness;
using CrossRiver.Emulator.Kernel.Text;
using CrossRiver.Emulator.Kernel.Time;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>Which calls a rule chooses, by number, by chance and by time, and what it says of them.</summary>
public sealed class ActiveRuleTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly Delay UpToAnHour = new(TimeSpan.Zero, TimeSpan.FromHours(1));

    [Theory]
    [InlineData(null)]
    [InlineData("customer")]
    [InlineData("token")]
    [InlineData("world")]
    public void Each_call_has_its_own_chance(string? countBy)
    {
        var rule = Active(new ApiRule { Probability = 0.5, CountBy = Way(countBy), Status = 503 });

        Assert.InRange(Struck(rule, Enumerable.Repeat(By("a"), 200)).Count(isStruck => isStruck), 60, 140);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("customer")]
    [InlineData("world")]
    public void Each_call_has_its_own_latency(string? countBy)
    {
        var rule = Active(new ApiRule { Latency = UpToAnHour, CountBy = Way(countBy) });

        Assert.Equal(100, Enumerable.Range(0, 100).Select(_ => rule.Evaluate(By("a"), Start)!.Latency).Distinct().Count());
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(null, "1+")]
    [InlineData("customer", "1+")]
    public void The_chances_of_a_customer_do_not_depend_on_other_customers(string? countBy, string? which)
    {
        var rule = new ApiRule { Probability = 0.5, CountBy = Way(countBy), Which = which is null ? null : Filter(which), Status = 503 };

        var alone = Struck(Active(rule), Enumerable.Repeat(By("a"), 50));
        var among = Struck(Active(rule), Enumerable.Range(0, 100).Select(call => By(call % 2 is 0 ? "a" : "b")));

        Assert.Equal(alone, among.Where((_, index) => index % 2 is 0));
        Assert.NotEqual(alone, among.Where((_, index) => index % 2 is 1));
    }

    [Fact]
    public void The_chances_of_calls_that_are_counted_together_do_not_depend_on_their_customers()
    {
        var rule = new ApiRule { Probability = 0.5, CountBy = CountBy.Token, Status = 503 };

        var ofOne = Struck(Active(rule), Enumerable.Repeat(By("a"), 50));
        var ofTwo = Struck(Active(rule), Enumerable.Range(0, 50).Select(call => By(call % 2 is 0 ? "a" : "b")));

        Assert.Equal(ofOne, ofTwo);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("customer")]
    [InlineData("world")]
    public void A_call_counts_once_whatever_is_chosen_for_it(string? countBy)
    {
        var rule = Active(new ApiRule { Which = Filter("2"), Probability = 1, Latency = UpToAnHour, CountBy = Way(countBy), Status = 503 });

        Assert.Equal([false, true, false, false], Struck(rule, Enumerable.Repeat(By("a"), 4)));
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    [InlineData(14, true)]
    [InlineData(15, false)]
    public void A_rule_begins_at_its_time_and_is_over_when_its_time_is(int second, bool isStruck)
    {
        var rule = Active(new ApiRule { At = Seconds(10), Lasts = Seconds(5), Status = 503 });

        Assert.Equal(isStruck, rule.Evaluate(By("a"), Start.AddSeconds(second)) is not null);
    }

    [Fact]
    public void A_range_of_times_is_another_time_for_each_customer()
    {
        Assert.InRange(CustomersStruckAfter(TimeSpan.FromMinutes(30), new ApiRule { At = UpToAnHour, Status = 503 }), 20, 80);
        Assert.InRange(CustomersStruckAfter(TimeSpan.FromMinutes(30), new ApiRule { Lasts = UpToAnHour, Status = 503 }), 20, 80);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void A_call_is_done_all_the_same_only_if_the_rule_says_so(bool? isApplied, bool isDone)
    {
        var rule = new ApiRule { IsApplied = isApplied };

        Assert.All(
            new[] { rule with { Status = 503 }, rule with { Hangs = true }, rule with { Connection = FaultKind.Empty }, rule with { Limit = new CallLimit(0, TimeSpan.FromSeconds(1), By: null, Status: null, RetryAfter: null) } },
            refusing => Assert.Equal(isDone, Active(refusing).Evaluate(By("a"), Start)!.Response!.IsApplied));
    }

    [Fact]
    public void The_journal_names_each_part_of_a_fault()
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["X-B"] = "2", ["x-a"] = "1" };

        Assert.Equal("status 503, latency 2s, headers x-a X-B, token 1m", Describe(new ApiRule { Status = 503, Latency = Seconds(2), Headers = headers, TokenLifetime = TimeSpan.FromMinutes(1) }));
        Assert.Equal("hang", Describe(new ApiRule { Hangs = true }));
        Assert.Equal("connection reset-mid-body", Describe(new ApiRule { Connection = FaultKind.ResetMidBody }));
        Assert.Equal("limit, status 429", Describe(new ApiRule { Limit = new CallLimit(0, TimeSpan.FromSeconds(1), By: null, Status: null, RetryAfter: null) }));
        Assert.Equal("latency 2s", Describe(new ApiRule { Latency = Seconds(2) }));
    }

    [Theory]
    [InlineData(null, "the world")]
    [InlineData("customer", "its customer")]
    [InlineData("body.clientIdentifier", "its client identifier")]
    [InlineData("idempotency-key", "its idempotency key")]
    [InlineData("token", "its token")]
    [InlineData("world", "the world")]
    public void The_journal_says_by_what_a_call_was_counted(string? countBy, string words) =>
        Assert.Equal($"status 503, call 1 of {words}", Describe(new ApiRule { Status = 503, Which = Filter("1+"), CountBy = Way(countBy) }));

    private static string Describe(ApiRule rule) => ActiveRule.Describe(Active(rule).Evaluate(By("a"), Start)!);

    private static int CustomersStruckAfter(TimeSpan span, ApiRule rule) =>
        Enumerable.Range(0, 100).Count(customer => Active(rule).Evaluate(By(customer.ToString(CultureInfo.InvariantCulture)), Start + span) is not null);

    private static List<bool> Struck(ActiveRule rule, IEnumerable<CallContext> calls) => [.. calls.Select(call => rule.Evaluate(call, Start) is not null)];

    private static ActiveRule Active(ApiRule rule) => new(rule, "faults/1", Start, new RuleCounts(), new KeyedRandom(seed: 1, Guid.Empty));

    private static CallContext By(string customer) =>
        new("customers.get") { RequestId = "r", CustomerKey = customer, ClientIdentifier = customer, IdempotencyKey = "key", Token = "token" };

    private static CountBy? Way(string? name) => name switch
    {
        "customer" => CountBy.Customer,
        "body.clientIdentifier" => CountBy.ClientIdentifier,
        "idempotency-key" => CountBy.IdempotencyKey,
        "token" => CountBy.Token,
        "world" => CountBy.World,
        _ => null,
    };

    private static OccurrenceFilter Filter(string text) => OccurrenceFilter.TryParse(text, out var filter) ? filter : throw new ArgumentException(text, nameof(text));

    private static Delay Seconds(int seconds) => new(TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds));
}
