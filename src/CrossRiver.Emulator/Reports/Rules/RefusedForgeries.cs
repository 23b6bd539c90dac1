
namespace CrossRiver.Emulator.Reports.Rules;

/// <summary>A webhook without a good signature or password may be from anybody.</summary>
internal sealed class RefusedForgeries() : Rule(
    "refused-forgeries",
    "refuses a webhook whose signature or credentials are missing, wrong or too old",
    "the bank's page on signatures (contract: platform 3.5) and the registration's credentials (3.4)",
    "no webhook was sent with a bad signature or bad credentials")
{
    public override IEnumerable<Observation> Observe(History history) =>
        from attempt in history.Attempts
        where attempt.Forgery is not null && attempt.Entry.StatusCode is not null
        select new Observation(attempt.Entry, !attempt.IsTaken, $"{attempt}; sent with {attempt.Forgery}");
}
