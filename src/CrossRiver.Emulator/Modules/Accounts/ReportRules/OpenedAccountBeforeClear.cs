using CrossRiver.Emulator.Platform.Reports;

namespace CrossRiver.Emulator.Modules.Accounts.ReportRules;

/// <summary>Checks that the partner opens an account only after it has learnt that the OFAC status of the customer is Clear.</summary>
/// <remarks>
/// The partner learns the status by the answer to a create, by a read of the customer, and by an Extended event about the scan. A customer whose first status
/// is not in the journal is not judged.
/// </remarks>
internal sealed class OpenedAccountBeforeClear() : Rule(
    order: 85,
    "opened-account-before-clear",
    "opens an account only after it has learnt that the OFAC status of the customer is Clear",
    "pages: only a customer whose OFAC status is Clear can have an account (docs/fidelity.md#accounts)",
    "no account was opened for a customer whose status the partner had learnt")
{
    private const string OfacChanged = "Core.Customer.Ofac.Changed";
    private const string Clear = "Clear";

    public override IEnumerable<Observation> Observe(History history)
    {
        var attempts = history.Attempts.ToDictionary(attempt => attempt.Entry.Number);
        return history.Entries.Where(entry => entry.AboutCustomer is not null).GroupBy(entry => entry.AboutCustomer)
            .SelectMany(ofCustomer => new Knowledge(attempts).Follow(ofCustomer)).OrderBy(observation => observation.Entry.Number);
    }

    /// <summary>Follows the OFAC status of one customer, and what the partner has learnt of it.</summary>
    private sealed class Knowledge(Dictionary<long, SentAttempt> attempts)
    {
        private readonly Dictionary<Guid, string?> _told = [];
        private string? _status;
        private string? _known;

        public IEnumerable<Observation> Follow(IEnumerable<JournalEntry> entries) => entries.Select(Follow).OfType<Observation>();

        private Observation? Follow(JournalEntry entry)
        {
            switch (entry)
            {
                case ChangeEntry { What: "created" }:
                    _status = "Pending";
                    break;
                case ChangeEntry change when change.What.Split(' ') is ["ofac", _, _, var status]:
                    _status = status;
                    break;
                case EventEntry { EventName: OfacChanged, EventId: { } eventId }:
                    _told[eventId] = _status;
                    break;
                case AttemptEntry { Format: "Extended", EventName: OfacChanged } when attempts.TryGetValue(entry.Number, out var attempt) && attempt is { IsTaken: true, IsSpoiled: false }:
                    _known = _told.GetValueOrDefault(attempt.Entry.EventId) ?? _known;
                    break;
                case CallEntry { IsComplete: true, Operation: "accounts.open" } call:
                    return _known is null ? null : new Observation(call, _known is Clear, $"{call.Line()}; the last OFAC status that the partner had learnt was {_known}");
                case CallEntry { IsComplete: true, Operation: "customers.create" or "customers.get" } call when call.IsAccepted():
                    _known = _status;
                    break;
            }

            return null;
        }
    }
}
