using CrossRiver.Emulator.Faults.Rules;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>What becomes of the faults of several rules, and what a status says.</summary>
public sealed class CombinedFaultsTests
{
    [Fact]
    public void Latencies_of_rules_add_up() => Assert.Equal(TimeSpan.FromSeconds(5), Of(new InjectedFault { Latency = TimeSpan.FromSeconds(2) }, new InjectedFault { Latency = TimeSpan.FromSeconds(3) }).Latency);

    [Theory]
    [InlineData(1, 2, 1)]
    [InlineData(1, null, 1)]
    [InlineData(null, 2, 2)]
    public void The_lifetime_of_tokens_is_that_of_the_earliest_rule_that_has_one(int? earlier, int? later, int minutes)
    {
        var both = Of(new InjectedFault { TokenLifetime = Minutes(earlier) }, new InjectedFault { TokenLifetime = Minutes(later) });

        Assert.Equal(Minutes(minutes), both.TokenLifetime);
    }

    [Theory]
    [InlineData(500, 503, 500)]
    [InlineData(500, null, 500)]
    [InlineData(null, 503, 503)]
    public void The_answer_is_that_of_the_earliest_rule_that_has_one(int? earlier, int? later, int status)
    {
        var both = Of(new InjectedFault { Response = Answer(earlier) }, new InjectedFault { Response = Answer(later) });

        Assert.Equal(status, both.Response!.Status);
    }

    [Fact]
    public void Headers_of_all_rules_are_sent_and_the_earliest_value_of_a_name_in_any_casing_wins()
    {
        var both = Of(new InjectedFault { Headers = Headers(("X-A", "1"), ("X-B", "2")) }, new InjectedFault { Headers = Headers(("x-a", "3"), ("X-C", "4")) });

        Assert.Equal(["X-A: 1", "X-B: 2", "X-C: 4"], both.Headers.Select(header => $"{header.Key.ToUpperInvariant()}: {header.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Of_a_header_that_a_rule_gives_twice_the_last_value_wins() =>
        Assert.Equal("2", Assert.Single(ApiRule.Merge([KeyValuePair.Create("X-A", "1"), KeyValuePair.Create("x-a", "2")])).Value);

    [Fact]
    public void The_counts_of_a_rule_are_saved_with_its_hits_and_the_oldest_caller_is_forgotten()
    {
        var counts = new RuleCounts();
        counts.Hit();
        Enumerable.Range(0, RuleCounts.MostKeys).ToList().ForEach(caller => counts.Count($"{caller}"));
        Assert.False(counts.HasForgotten);

        var restored = RuleCounts.Load(counts.Save());

        Assert.Equal((1, 2), (restored.Hits, restored.Count("0")));
        Assert.Equal(1, restored.Count("one more"));
        Assert.True(restored.HasForgotten);
        Assert.Equal((1, 2), (restored.Count("0"), restored.Count("9")));
        Assert.Equal(RuleCounts.MostKeys, restored.Save().Keys.Count);
    }

    [Theory]
    [InlineData(400, 1000, "Bad Request")]
    [InlineData(401, null, "Authorization has been denied for this request.")]
    [InlineData(403, 3000, "Forbidden")]
    [InlineData(404, 1404, "Not Found")]
    [InlineData(408, 1408, "Request Timeout")]
    [InlineData(409, 2409, "Conflict")]
    [InlineData(420, 1000, "Status 420")]
    [InlineData(429, 2429, "Too Many Requests")]
    [InlineData(499, 1000, "Client Closed Request")]
    [InlineData(500, 9999, "System error")]
    [InlineData(599, 9999, "System error")]
    public void A_status_has_the_bank_s_code_and_message(int status, int? code, string message)
    {
        var refusal = FaultStatus.Refusal(Answer(status)!);

        Assert.Equal((status, code), (refusal.Error.Status, refusal.Error.Code));
        Assert.Equal([message], refusal.Messages);
    }

    private static InjectedFault Of(InjectedFault earlier, InjectedFault later) => earlier.And(later);

    private static TimeSpan? Minutes(int? minutes) => minutes is { } known ? TimeSpan.FromMinutes(known) : null;

    private static FaultResponse? Answer(int? status) => status is { } known ? new FaultResponse(FaultKind.Status, IsApplied: false) { Status = known } : null;

    private static Dictionary<string, string> Headers(params (string Name, string Value)[] headers) => headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase);
}
