using CrossRiver.Emulator.Platform.Reports;

namespace CrossRiver.Emulator.Modules.Customers.ReportRules;

/// <summary>Checks that an older event changes nothing if it arrives after a newer one.</summary>
/// <remarks>
/// The journal does not contain the partner's own state. A read after the older event shows that the partner keeps the latest status. A decline of a customer
/// with clear scans, without a read since the newer event, shows the opposite.
/// </remarks>
internal sealed class KeptLatest() : Rule(
    order: 40,
    "kept-latest",
    "keeps the latest status when events arrive out of order",
    "pages: no order is promised (docs/fidelity.md#webhooks)",
    "no events about a customer's scans arrived out of order, or the partner showed no reaction to them")
{
    public override IEnumerable<Observation> Observe(History history)
    {
        var attempts = history.Attempts.ToDictionary(attempt => attempt.Entry.Number);
        return history.EntriesByCustomer().SelectMany(Judge).OrderBy(observation => observation.Entry.Number);

        IEnumerable<Observation> Judge(IEnumerable<JournalEntry> ofCustomer)
        {
            var news = new News();
            return ofCustomer.Select(entry => Follow(news, entry)).OfType<Observation>();
        }

        Observation? Follow(News news, JournalEntry entry)
        {
            if (entry is AttemptEntry && attempts.TryGetValue(entry.Number, out var attempt) && history.FindEvent(attempt.Entry.EventId) is { } happened)
            {
                news.Take(attempt, happened);
            }
            else if (entry is ChangeEntry change)
            {
                news.See(change.What);
            }

            return entry is CallEntry { IsComplete: true } call ? news.Judge(call) : null;
        }
    }

    /// <summary>Follows the events about one customer's scans, and their results.</summary>
    private sealed class News
    {
        private readonly Dictionary<string, string> _results = new(StringComparer.Ordinal);
        private readonly Dictionary<string, long> _newest = new(StringComparer.Ordinal);
        private SentAttempt? _stale;
        private bool _hasRead;

        public void Take(SentAttempt attempt, EventEntry happened)
        {
            if (attempt is { IsSpoiled: true } or { IsTaken: false } || SettableFields.Scans.All(scan => scan.EventName != happened.EventName))
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
            if (change.Split(' ') is [var scan, _, _, var status])
            {
                _results[scan] = status;
            }
        }

        public Observation? Judge(CallEntry call)
        {
            var stale = _stale;
            var isDeclined = call.Operation is "customers.delete" && call.IsAccepted();
            if (call.ReadsCustomer())
            {
                (_stale, _hasRead) = (null, true);
                return stale is null ? null : new Observation(call, IsGood: true, $"{call.Line()} after an old event arrived late: {stale}");
            }

            return isDeclined && stale is not null && !_hasRead && IsCleared()
                ? new Observation(call, IsGood: false, $"{call.Line()}, although the scans are clear, after an old event arrived late: {stale}")
                : null;
        }

        // A scan without a change in the journal was clear before.
        private bool IsCleared() => _results.ContainsKey(SettableFields.Ofac.Key)
            && SettableFields.Scans.All(scan => _results.GetValueOrDefault(scan.Key, nameof(ScanStatus.Clear)) is nameof(ScanStatus.Clear));
    }
}
