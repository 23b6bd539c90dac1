using CrossRiver.Emulator.Journal;
using CrossRiver.Emulator.Platform.Reports;

namespace CrossRiver.Emulator.Customers.ReportRules;

/// <summary>Old news that comes after new news changes nothing.</summary>
/// <remarks>
/// What a partner believes is not in the journal. That it asks again after the old news shows that it keeps the latest; that it
/// declines a customer whom the scans have cleared, without asking since the newer news, shows that it does not.
/// </remarks>
internal sealed class KeptLatest() : Rule(
    order: 40,
    "kept-latest",
    "keeps the latest status when news comes out of order",
    "pages: no order is promised (docs/fidelity.md#webhooks)",
    "no news about a customer's scans came out of order, or the partner showed nothing of what it made of it")
{
    private const string ScanChanged = "Core.Customer.Ofac.Changed";
    private const string PepScanChanged = "Core.Customer.PepScan.Changed";

    public override IEnumerable<Observation> Observe(History history)
    {
        var attempts = history.Attempts.ToDictionary(attempt => attempt.Entry.Number);
        var customers = new Dictionary<Guid, News>();
        foreach (var entry in history.Entries)
        {
            if (entry.AboutCustomer is not { } customerId)
            {
                continue;
            }

            var news = customers.TryGetValue(customerId, out var known) ? known : customers[customerId] = new News();
            if (entry is AttemptEntry && attempts.TryGetValue(entry.Number, out var attempt) && history.FindEvent(attempt.Entry.EventId) is { } happened)
            {
                news.Take(attempt, happened);
            }
            else if (entry is ChangeEntry change)
            {
                news.See(change.What);
            }
            else if (entry is CallEntry { IsComplete: true } call && news.Judge(call) is { } observation)
            {
                yield return observation;
            }
        }
    }

    /// <summary>What a partner was told of one customer's scans, and how they stand.</summary>
    private sealed class News
    {
        private readonly Dictionary<string, long> _newest = new(StringComparer.Ordinal);
        private SentAttempt? _stale;
        private bool _hasRead;
        private string? _ofac;
        private string? _pepScan;

        public void Take(SentAttempt attempt, EventEntry happened)
        {
            if (attempt is { IsSpoiled: true } or { IsTaken: false } || happened.EventName is not (ScanChanged or PepScanChanged))
            {
                return;
            }

            var newest = _newest.GetValueOrDefault(happened.EventName);
            if (happened.Number < newest)
            {
                _stale = attempt;
            }
            else if (happened.Number > newest)
            {
                _newest[happened.EventName] = happened.Number;
                _hasRead = false;
            }
        }

        public void See(string change)
        {
            (_ofac, _pepScan) = change.Split(' ') switch
            {
                ["ofac", _, _, var status] => (status, _pepScan),
                ["pepScan", _, _, var status] => (_ofac, status),
                _ => (_ofac, _pepScan),
            };
        }

        public Observation? Judge(CallEntry call)
        {
            var stale = _stale;
            var isDeclined = call.Operation is "customers.delete" && call.IsAccepted();
            if (call.ReadsCustomer())
            {
                (_stale, _hasRead) = (null, true);
                return stale is null ? null : new Observation(call, IsGood: true, $"{call.Line()} after old news came late: {stale}");
            }

            return isDeclined && stale is not null && !_hasRead && (_ofac, _pepScan) is ("Clear", null or "Clear")
                ? new Observation(call, IsGood: false, $"{call.Line()}, although the scans are clear, after old news came late: {stale}")
                : null;
        }
    }
}
