using CrossRiver.Emulator.Kernel.Snapshots.Checks;
using CrossRiver.Emulator.Kernel.Time;
using CrossRiver.Emulator.Modules.Webhooks.Contract;

namespace CrossRiver.Emulator.Modules.Webhooks.Saving;

/// <summary>The check of delivery plans in a snapshot accepts the plans that scenarios can make, and no others.</summary>
public sealed class PlansCheckTests
{
    private static readonly DeliveryFault Late = new() { Late = new Delay(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)) };

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(1, 100, null)]
    [InlineData(-0.01, 0, "$.retry: jitter must be from 0 to 1")]
    [InlineData(1.01, 0, "$.retry: jitter must be from 0 to 1")]
    [InlineData(0, 101, "$.retry: there must be at most 100 waits")]
    public void Retries_are_within_their_bounds(double jitter, int waits, string? refusal) =>
        Assert.Equal(refusal, Refusal(new DeliveryPlan { Choice = "", Retry = new RetryRules { Jitter = jitter, Waits = [.. Enumerable.Repeat(default(Delay), waits)] } }));

    [Fact]
    public void A_failure_that_is_tried_again_has_a_name()
    {
        Assert.Null(Refusal(new DeliveryPlan { Choice = "", Retry = new RetryRules { RetryWhen = ["timeout", "5xx"] } }));
        Assert.Equal("$.retry: a failure that is tried again has no name", Refusal(new DeliveryPlan { Choice = "", Retry = new RetryRules { RetryWhen = ["timeout", ""] } }));
        Assert.Null(Refusal(plan: null));
    }

    [Fact]
    public void A_fault_acts_only_if_its_rule_is_of_its_kind()
    {
        var planned = Planned(Late);
        var other = Planned(new DeliveryFault { Lose = Loss.Event });

        Assert.Null(Refusal(new DeliveryPlan { Choice = "", Late = planned, Loss = other }));
        Assert.Equal("$.late: a fault is none of its kind", Refusal(new DeliveryPlan { Choice = "", Late = other }));
        Assert.Equal("$.loss: a fault is none of its kind", Refusal(new DeliveryPlan { Choice = "", Loss = planned }));
        Assert.Equal("$.reorder: a fault is none of its kind", Refusal(new DeliveryPlan { Choice = "", Reorder = planned }));
        Assert.Equal("$.duplicate: a fault is none of its kind", Refusal(new DeliveryPlan { Choice = "", Duplicate = planned }));
        Assert.Equal("$.replay: a fault is none of its kind", Refusal(new DeliveryPlan { Choice = "", Replay = planned }));
        Assert.Null(Refusal(new DeliveryPlan
        {
            Choice = "",
            Reorder = Planned(new DeliveryFault { Reorder = new Reorder(NewOrder.Swap, TimeSpan.FromSeconds(1)) }),
            Duplicate = Planned(new DeliveryFault { Duplicate = new Duplicate(1, default, SameId: true) }),
            Replay = Planned(new DeliveryFault { Replay = new Replay(default, 1) }),
        }));
    }

    [Fact]
    public void Each_fault_of_a_plan_is_checked()
    {
        var bad = Planned(Late with { Probability = 2, Lose = Loss.Event, Reorder = new Reorder(NewOrder.Swap, default), Duplicate = new Duplicate(1, default, SameId: true), Replay = new Replay(default, 1) });

        Assert.All(
            new[]
            {
                new DeliveryPlan { Choice = "", Late = bad }, new DeliveryPlan { Choice = "", Loss = bad }, new DeliveryPlan { Choice = "", Reorder = bad },
                new DeliveryPlan { Choice = "", Duplicate = bad }, new DeliveryPlan { Choice = "", Replay = bad }, new DeliveryPlan { Choice = "", OfAttempts = [bad] },
            },
            plan => Assert.Equal("$: a chance must be from 0 to 1", Refusal(plan)));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, null)]
    [InlineData(-0.1, "$: a chance must be from 0 to 1")]
    [InlineData(1.1, "$: a chance must be from 0 to 1")]
    public void A_chance_is_a_share(double chance, string? refusal) => Assert.Equal(refusal, Refusal(Late with { Probability = chance }));

    [Theory]
    [InlineData(1, null, null)]
    [InlineData(100, null, null)]
    [InlineData(0, "$: there must be 1 to 100 copies", "$: an event must be replayed 1 to 100 times")]
    [InlineData(101, "$: there must be 1 to 100 copies", "$: an event must be replayed 1 to 100 times")]
    public void An_event_comes_again_a_hundred_times_at_most(int times, string? ofCopies, string? ofReplays)
    {
        Assert.Equal(ofCopies, Refusal(new DeliveryFault { Duplicate = new Duplicate(times, default, SameId: true) }));
        Assert.Equal(ofReplays, Refusal(new DeliveryFault { Replay = new Replay(default, times) }));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(1, null)]
    [InlineData(0, "$: a connection must be of at least 1 byte a second")]
    public void A_connection_is_not_slower_than_a_byte_a_second(int? rate, string? refusal) =>
        Assert.Equal(refusal, Refusal(new DeliveryFault { Connection = new DeliveryConnection(rate, ResetsMidBody: rate is null) }));

    private static PlannedFault Planned(DeliveryFault fault) => new("rule", Source: "", "choice", fault);

    private static string? Refusal(DeliveryPlan? plan) => Record.Exception(() => PlansCheck.Check(plan, Place.Root))?.Message;

    private static string? Refusal(DeliveryFault fault) => Record.Exception(() => PlansCheck.Check(fault, Place.Root))?.Message;
}
