using CrossRiver.Emulator.Platform.Reports;

namespace CrossRiver.Emulator.Modules.Customers.ReportRules;

/// <summary>Checks that a partner that polls waits half a minute between two calls.</summary>
internal sealed class PolledSlowly() : Rule(
    order: 80,
    "polled-slowly",
    "polls events, and a customer whose scans are pending, no faster than every 30 s",
    "pages, for events: not more than once in 30 s (docs/fidelity.md#webhooks); that it holds for customers is ours",
    "nothing was polled twice")
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(30);

    public override IEnumerable<Observation> Observe(History history)
    {
        var polls = history.Calls.Where(call => call.Operation is "events.poll" && call.IsAccepted()).ToList();
        var reads = history.EntriesByCustomer().SelectMany(ObserveReads).Select(poll => Compare(poll.Before, poll.Read));
        return polls.Zip(polls.Skip(1), Compare).Concat(reads).OrderBy(observation => observation.Entry.Number);
    }

    private static IEnumerable<Poll> ObserveReads(IEnumerable<JournalEntry> ofCustomer)
    {
        var reads = new Reads();
        var certain = ofCustomer.Select(reads.Follow).OfType<Poll>().ToList();
        return reads.Suspect is { } last ? certain.Append(last) : certain;
    }

    private static Observation Compare(CallEntry before, CallEntry call)
    {
        var gap = call.At - before.At;
        return new Observation(call, gap >= Least, string.Create(CultureInfo.InvariantCulture, $"{call.Line()} {gap.TotalSeconds:0.###} s after entry {before.Number}"));
    }

    /// <summary>A read that repeats another one, apparently without a reason.</summary>
    private sealed record Poll(CallEntry Before, CallEntry Read);

    /// <summary>Follows the reads of one customer while its scans are pending.</summary>
    private sealed class Reads
    {
        private readonly HashSet<string> _pending = new(StringComparer.Ordinal);
        private CallEntry? _last;
        private int _owed;

        /// <summary>Gets the last read, if it has no reason so far. The journal contains a webhook in flight only after its answer.</summary>
        public Poll? Suspect { get; private set; }

        private static bool IsRead(JournalEntry entry) => entry is CallEntry { Operation: "customers.get", StatusCode: >= 200 and < 300 };

        // Each webhook is a reason for one read, before its answer or after the answers of others.
        private static bool BringsWebhook(JournalEntry entry) => entry is EventEntry { EventId: not null } or FaultEntry { EventId: not null } or AttemptEntry { StatusCode: not (>= 200 and < 300) };

        /// <summary>Follows the next entry about the customer, and returns the poll that is certain with this entry, or null.</summary>
        public Poll? Follow(JournalEntry entry)
        {
            var certain = IsRead(entry) || (BringsWebhook(entry) && entry is not AttemptEntry) ? Suspect : null;
            Suspect = entry is AttemptEntry || certain is not null ? null : Suspect;
            Note(entry);
            return certain;
        }

        private void Note(JournalEntry entry)
        {
            if (entry is CallEntry { Operation: "customers.create", StatusCode: >= 200 and < 300, OriginalRequestId: null })
            {
                _pending.UnionWith(SettableFields.Scans.Select(scan => scan.Key));
            }
            else if (entry is ChangeEntry change && change.What.Split(' ') is [var scan, _, _, var status] && SettableFields.Scans.Any(field => field.Key == scan))
            {
                _ = status is "Pending" ? _pending.Add(scan) : _pending.Remove(scan);
            }

            // A webhook, a call of the partner and a failed read are reasons to read.
            _owed += BringsWebhook(entry) ? 1 : 0;
            if (!IsRead(entry))
            {
                _last = null;
                return;
            }

            var read = (CallEntry)entry;
            Suspect = _pending.Count > 0 && _owed is 0 && _last is { } before ? new Poll(before, read) : null;
            _owed = Math.Max(0, _owed - 1);
            _last = read;
        }
    }
}
