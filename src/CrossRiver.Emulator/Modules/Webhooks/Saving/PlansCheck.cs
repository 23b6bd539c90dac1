using CrossRiver.Emulator.Kernel.Snapshots.Checks;
using CrossRiver.Emulator.Modules.Webhooks.Contract;

namespace CrossRiver.Emulator.Modules.Webhooks.Saving;

/// <summary>Checks the plans of deliveries in a snapshot.</summary>
internal static class PlansCheck
{
    private const int Most = 100;

    /// <exception cref="InvalidDataException">No scenario could have made the plan.</exception>
    public static void Check(DeliveryPlan? plan, Place place)
    {
        if (plan is null)
        {
            return;
        }

        place.Of("retry").Require(plan.Retry is not { Jitter: not (>= 0 and <= 1) }, "jitter must be from 0 to 1");
        place.Of("retry").Require(plan.Retry is not { Waits.Count: > Most }, $"there must be at most {Most} waits");
        place.Of("retry").Require(plan.Retry?.RetryWhen is not { } taken || taken.All(one => one is not ""), "a failure that is tried again has no name");
        foreach (var planned in new[] { plan.Reorder, plan.Late, plan.Duplicate, plan.Replay, plan.Loss }.OfType<PlannedFault>().Concat(plan.OfAttempts))
        {
            Check(planned.Fault, place);
        }

        // A fault acts only if its rule is of its kind.
        place.Of("reorder").Require(plan.Reorder is null or { Fault.Reorder: not null }, "a fault is none of its kind");
        place.Of("late").Require(plan.Late is null or { Fault.Late: not null }, "a fault is none of its kind");
        place.Of("duplicate").Require(plan.Duplicate is null or { Fault.Duplicate: not null }, "a fault is none of its kind");
        place.Of("replay").Require(plan.Replay is null or { Fault.Replay: not null }, "a fault is none of its kind");
        place.Of("loss").Require(plan.Loss is null or { Fault.Lose: not null }, "a fault is none of its kind");
    }

    /// <exception cref="InvalidDataException">No scenario could contain the fault.</exception>
    public static void Check(DeliveryFault fault, Place place)
    {
        place.Require(fault.Probability is null or (>= 0 and <= 1), "a chance must be from 0 to 1");
        place.Require(fault.Duplicate is null or { Copies: >= 1 and <= Most }, $"there must be 1 to {Most} copies");
        place.Require(fault.Replay is null or { Times: >= 1 and <= Most }, $"an event must be replayed 1 to {Most} times");
        place.Require(fault.Connection is null or { BytesPerSecond: null or >= 1 }, "a connection must be of at least 1 byte a second");
    }
}
