using CrossRiver.Emulator.Kernel.Randomness;
using CrossRiver.Emulator.Kernel.Text;
using CrossRiver.Emulator.Modules.Webhooks.Contract;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending.Broken;

/// <summary>Which faults an attempt has, and what they are called.</summary>
public sealed class AttemptFaultsTests
{
    private static readonly KeyedRandom Random = new(seed: 1, new Guid(1, 0, 0, new byte[8]));

    private static readonly DeliveryFault BadSignature = new() { Auth = CredentialFault.BadSignature };
    private static readonly DeliveryFault Truncated = new() { Body = BodyFault.Truncated };
    private static readonly DeliveryFault Slow = new() { Connection = new DeliveryConnection(BytesPerSecond: 10_000, ResetsMidBody: false) };
    private static readonly DeliveryFault Lost = new() { Lose = Loss.Attempt };

    [Fact]
    public void Faults_act_together_and_are_named_in_the_order_in_which_they_act() =>
        Assert.Equal(["auth: bad-signature", "body: truncated", "connection: slow 10000B/s"], Acting(Plan(Slow, Truncated, BadSignature)));

    [Fact]
    public void A_reset_is_named_by_itself() =>
        Assert.Equal(["connection: reset-mid-body"], Acting(Plan(new DeliveryFault { Connection = new DeliveryConnection(BytesPerSecond: null, ResetsMidBody: true) })));

    [Fact]
    public void A_lost_attempt_has_no_other_fault() => Assert.Equal(["lose: attempt"], Acting(Plan(Slow, Lost, BadSignature)));

    [Fact]
    public void The_first_fault_of_a_kind_acts() => Assert.Equal(["auth: bad-signature"], Acting(Plan(BadSignature, new DeliveryFault { Auth = CredentialFault.Missing })));

    [Fact]
    public void An_attempt_without_a_fault_has_none()
    {
        Assert.Null(AttemptFaults.Of(plan: null, 1, Random));
        Assert.Null(AttemptFaults.Of(Plan(), 1, Random));
        Assert.Empty(AttemptFaults.Of(Plan(new DeliveryFault { Lose = Loss.Event }), 1, Random)!.Acting);
    }

    [Theory]
    [InlineData("2", "2")]
    [InlineData("2+", "2 3")]
    [InlineData("1..2", "1 2")]
    public void A_fault_concerns_the_attempts_that_it_names(string attempts, string taken)
    {
        Assert.True(OccurrenceFilter.TryParse(attempts, out var filter));
        var plan = Plan(BadSignature with { Attempts = filter });

        Assert.Equal(taken, string.Join(' ', Enumerable.Range(1, 3).Where(attempt => AttemptFaults.Of(plan, attempt, Random) is not null)));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0.25, 60, 140)]
    [InlineData(1, 400, 400)]
    public void A_chance_is_drawn_for_each_attempt_event_and_seed(double chance, int least, int most)
    {
        var plan = Plan(BadSignature with { Probability = chance });

        Assert.InRange(Enumerable.Range(1, 400).Count(attempt => AttemptFaults.Of(plan, attempt, Random) is not null), least, most);
        Assert.InRange(Enumerable.Range(1, 400).Count(number => AttemptFaults.Of(plan with { Choice = $"key {number}" }, 1, Random) is not null), least, most);
        Assert.InRange(Enumerable.Range(1, 400).Count(number => AttemptFaults.Of(plan with { Seed = number }, 1, Random) is not null), least, most);
        Assert.InRange(Enumerable.Range(1, 400).Count(number => AttemptFaults.Of(plan with { OfAttempts = [plan.OfAttempts[0] with { Choice = $"rule {number}" }] }, 1, Random) is not null), least, most);
    }

    private static string[] Acting(DeliveryPlan plan) => [.. AttemptFaults.Of(plan, 1, Random)!.Acting.Select(acting => acting.What)];

    private static DeliveryPlan Plan(params DeliveryFault[] faults) =>
        new() { Choice = "key", OfAttempts = [.. faults.Select((fault, index) => new PlannedFault($"rule {index}", Source: "", $"rule {index}", fault))] };
}
