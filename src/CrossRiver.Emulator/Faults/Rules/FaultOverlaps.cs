using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Modules.Webhooks.Contract;

namespace CrossRiver.Emulator.Faults.Rules;

/// <summary>Finds faults of one kind that meet on one attempt, on which only one of them can act.</summary>
internal sealed class FaultOverlaps(IReadOnlyList<string> events)
{
    /// <summary>Reports faults that always meet as errors, and faults that can meet as warnings.</summary>
    public void Report(IReadOnlyList<DeliveryFault> faults, ParseContext context)
    {
        for (var second = 1; second < faults.Count; second++)
        {
            foreach (var first in faults.Take(second))
            {
                Report(first, faults[second], context);
            }
        }
    }

    private void Report(DeliveryFault first, DeliveryFault second, ParseContext context)
    {
        var kind = KindsOf(first).Intersect(KindsOf(second), StringComparer.Ordinal).FirstOrDefault();
        if (kind is null || first.At is not null || second.At is not null || !MeetOnAttempts(first, second) || !MeetOnEvents(first, second))
        {
            return;
        }

        var line = context.PlaceOf(first).Line;
        if (first.Probability is null && second.Probability is null && (first.Event == second.Event || (first.Which is null && second.Which is null)))
        {
            context.Refuse(context.PlaceOf(second), $"this and the fault in line {line} are both '{kind}', on the same attempts; choose others by event, which or attempts");
        }
        else
        {
            context.Warn(context.PlaceOf(second), $"this and the fault in line {line} are both '{kind}' and can meet on one attempt, where only the first one acts");
        }
    }

    private static IEnumerable<string> KindsOf(DeliveryFault fault) => new (string Kind, object? Value)[]
    {
        ("lose", fault.Lose), ("duplicate", fault.Duplicate), ("reorder", fault.Reorder), ("late", fault.Late), ("replay", fault.Replay),
        ("auth", fault.Auth), ("body", fault.Body), ("connection", fault.Connection), ("phantom", fault.Phantom),
    }.Where(part => part.Value is not null).Select(part => part.Kind);

    // Because events are counted among the matches of a pattern, only numbers of the same pattern can be compared.
    private bool MeetOnEvents(DeliveryFault first, DeliveryFault second) => first.Event == second.Event
        ? first.Which is not { } one || second.Which is not { } other || one.Meets(other)
        : events.Any(name => EventPattern.Matches(name, first.Event) && EventPattern.Matches(name, second.Event));

    private static bool MeetOnAttempts(DeliveryFault first, DeliveryFault second) =>
        first.Attempts is not { } one || second.Attempts is not { } other || one.Meets(other);
}
