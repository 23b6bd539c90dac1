using CrossRiver.Emulator.Platform.Reports;

namespace CrossRiver.Emulator.Control.Reports.Rules;

/// <summary>Checks that a receiver answers before it works.</summary>
internal sealed class AcknowledgedInTime() : Rule(
    order: 10,
    "acknowledged-in-time",
    "answers every webhook within 5 s",
    "ours: the bank publishes no time-out, and its wait ends in a retry (docs/fidelity.md#webhooks)",
    "no webhook was answered, and none waited for an answer longer than 5 s")
{
    private const double MostMilliseconds = 5000;

    // An attempt without an answer counts only if it waited too long, because a receiver that was not reached was not slow.
    public override IEnumerable<Observation> Observe(History history) =>
        from attempt in history.Attempts
        let isInTime = attempt.Entry.DurationMilliseconds <= MostMilliseconds
        where (!attempt.IsSpoiled || attempt.Forgery is not null) && (attempt.Entry.StatusCode is not null || !isInTime)
        select new Observation(attempt.Entry, isInTime, $"{attempt}");
}
