using CrossRiver.Emulator.Kernel.Randomness;
using CrossRiver.Emulator.Kernel.Time;
using CrossRiver.Emulator.Modules.Webhooks.Contract;

namespace CrossRiver.Emulator.Modules.Webhooks.Delivering;

/// <summary>Which failures are tried again, and after which wait.</summary>
public sealed class RetriesTests
{
    private static readonly KeyedRandom Random = new(seed: 1, new Guid(1, 0, 0, new byte[8]));

    [Theory]
    [InlineData("timeout", "timeout", true)]
    [InlineData("timeout", "503", false)]
    [InlineData("timeout", "connection_error", false)]
    [InlineData("connection", "connection_error", true)]
    [InlineData("connection", "name_resolution_error", true)]
    [InlineData("connection", null, true)]
    [InlineData("connection", "timeout", false)]
    [InlineData("connection", "503", false)]
    [InlineData("429", "429", true)]
    [InlineData("429", "428", false)]
    [InlineData("5xx", "500", true)]
    [InlineData("5xx", "599", true)]
    [InlineData("5xx", "404", false)]
    [InlineData("4xx", "404", true)]
    [InlineData("5yy", "500", false)]
    [InlineData("txx", "timeout", false)]
    [InlineData("cxx", "connection_error", false)]
    public void A_failure_is_tried_again_if_a_rule_names_it(string rule, string? failure, bool isTaken)
    {
        Assert.Equal(isTaken, Retries.Takes(new RetryRules { RetryWhen = [rule] }, failure));
        Assert.Equal(isTaken, Retries.Takes(new RetryRules { RetryWhen = ["418", rule] }, failure));
        Assert.False(Retries.Takes(new RetryRules { RetryWhen = [] }, failure));
        Assert.True(Retries.Takes(new RetryRules(), failure));
        Assert.True(Retries.Takes(rules: null, failure));
    }

    [Fact]
    public void A_wait_of_one_length_is_always_that_long()
    {
        Assert.Equal(TimeSpan.FromSeconds(2), WaitOf(plan: null, Fixed(2), "event", attempts: 1));
        Assert.Equal(TimeSpan.FromSeconds(2), WaitOf(new DeliveryPlan { Choice = "key", Retry = new RetryRules() }, Fixed(2), "event", attempts: 3));
    }

    [Fact]
    public void A_wait_of_a_range_is_another_for_each_attempt_event_and_seed_and_the_same_again()
    {
        var range = new Delay(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60));
        var ofStory = new DeliveryPlan { Choice = "key" };
        TimeSpan[] waits =
        [
            WaitOf(plan: null, range, "event", 1), WaitOf(plan: null, range, "event", 2), WaitOf(plan: null, range, "other", 1),
            WaitOf(ofStory, range, "event", 1), WaitOf(ofStory with { Choice = "key 2" }, range, "event", 1), WaitOf(ofStory with { Seed = 7 }, range, "event", 1),
        ];

        Assert.All(waits, wait => Assert.InRange(wait, range.Shortest, range.Longest));
        Assert.Equal(waits, waits.Distinct());
        Assert.Equal(waits[3], WaitOf(ofStory, range, "other", 1));
        Assert.Equal(waits[0], WaitOf(plan: null, range, "event", 1));
    }

    [Fact]
    public void Jitter_makes_waits_longer_and_shorter_by_its_share_at_most_and_uses_all_of_it()
    {
        var plan = new DeliveryPlan { Choice = "key", Retry = new RetryRules { Jitter = 0.5 } };
        var waits = Enumerable.Range(1, 400).Select(attempt => WaitOf(plan, Fixed(10), "event", attempt).TotalSeconds).ToList();

        Assert.InRange(waits.Min(), 5, 5.2);
        Assert.InRange(waits.Max(), 14.8, 15);
        Assert.InRange(waits.Average(), 9.5, 10.5);
        Assert.Equal(waits.Count, waits.Distinct().Count());
    }

    private static Delay Fixed(int seconds) => new(TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds));

    private static TimeSpan WaitOf(DeliveryPlan? plan, Delay wait, string choice, int attempts) => Retries.WaitOf(plan, wait, choice, attempts, Random);
}
