using CrossRiver.Emulator.Platform.Reports;

namespace CrossRiver.Emulator.Control.Reports.Rules;

/// <summary>Checks that a receiver acknowledges an event again if it is sent twice.</summary>
internal sealed class TookDuplicates() : Rule(
    order: 30,
    "took-duplicates",
    "answers a repeated event without an error",
    "pages: nothing is promised against duplicates (docs/fidelity.md#webhooks)",
    "no event was sent again after its acknowledgement")
{
    public override IEnumerable<Observation> Observe(History history)
    {
        var taken = new HashSet<Guid>();
        foreach (var attempt in history.Attempts.Where(attempt => !attempt.IsSpoiled && attempt.Entry.StatusCode is not null))
        {
            if (taken.Contains(attempt.Entry.EventId))
            {
                yield return new Observation(attempt.Entry, attempt.IsTaken, $"{attempt}; it was acknowledged before");
            }
            else if (attempt.IsTaken)
            {
                taken.Add(attempt.Entry.EventId);
            }
        }
    }
}
