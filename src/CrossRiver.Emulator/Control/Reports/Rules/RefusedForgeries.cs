using CrossRiver.Emulator.Platform.Reports;

namespace CrossRiver.Emulator.Control.Reports.Rules;

/// <summary>Checks that a receiver refuses webhooks without a good signature or password, because any sender can make them.</summary>
internal sealed class RefusedForgeries() : Rule(
    order: 70,
    "refused-forgeries",
    "refuses a webhook whose signature or credentials are missing, wrong or too old",
    "pages: webhooks are signed and carry the registration's credentials (docs/fidelity.md#webhooks)",
    "no webhook was sent with a bad signature or bad credentials")
{
    public override IEnumerable<Observation> Observe(History history) =>
        from attempt in history.Attempts
        where attempt.Forgery is not null && attempt.Entry.StatusCode is not null
        select new Observation(attempt.Entry, !attempt.IsTaken, $"{attempt}; sent with {attempt.Forgery}");
}
