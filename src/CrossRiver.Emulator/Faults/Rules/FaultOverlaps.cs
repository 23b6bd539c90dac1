using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Modules.Webhooks.Contract;

namespace CrossRiver.Emulator.Faults.Rules;

/// <summary>Faults of one kind that meet on one attempt: which of them acts would be anybody's guess.</summary>
/// <param name="events">The names of the bank's events.</param>
internal sealed class FaultOverlaps(IReadOnlyList<string> events)
{
    /// <summary>Tells all of them: as an error when they are bound to meet, as a warning when they can.</summary>
    public void Tell(IReadOnlyList<DeliveryFault> faults, Reading reading)
    {
        foreach (var (second, index) in faults.Select((fault, index) => (fault, index)))
        {
            foreach (var first in faults.Take(index))
            {
                Tell(first, second, reading);
            }
        }
    }

    private void Tell(DeliveryFault first, DeliveryFault second, Reading reading)
    {
        var kind = KindsOf(first).Intersect(KindsOf(second), StringComparer.Ordinal).FirstOrDefault();
        if (kind is null || first.At is not null || second.At is not null || !MeetOnAttempts(first, second) || !MeetOnEvents(first, second))
        {
            return;
        }

        var line = reading.PlaceOf(first).Line;
        if (first.Chance is null && second.Chance is null && (first.Event == second.Event || (first.Which is null && second.Which is null)))
        {
            reading.Refuse(reading.PlaceOf(second), $"this and the fault in line {line} are both '{kind}', on the same attempts; choose others by event, which or attempts");
        }
        else
        {
            reading.Warn(reading.PlaceOf(second), $"this and the fault in line {line} are both '{kind}' and can meet on one attempt, where only the first one acts");
        }
    }

    private static IEnumerable<string> KindsOf(DeliveryFault fault) => new (string Kind, object? Value)[]
    {
        ("lose", fault.Lose), ("duplicate", fault.Duplicate), ("reorder", fault.Reorder), ("late", fault.Late), ("replay", fault.Replay),
        ("auth", fault.Auth), ("body", fault.Body), ("connection", fault.Connection), ("phantom", fault.Phantom),
    }.Where(part => part.Value is not null).Select(part => part.Kind);

    // Counted events are the same ones only when they are counted among the same names.
    private bool MeetOnEvents(DeliveryFault first, DeliveryFault second) => first.Event == second.Event
        ? first.Which is not { } one || second.Which is not { } other || one.Meets(other)
        : events.Any(name => EventPattern.Matches(name, first.Event) && EventPattern.Matches(name, second.Event));

    private static bool MeetOnAttempts(DeliveryFault first, DeliveryFault second) =>
        first.Attempts is not { } one || second.Attempts is not { } other || one.Meets(other);
}
