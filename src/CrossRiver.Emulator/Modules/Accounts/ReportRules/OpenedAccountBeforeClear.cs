using CrossRiver.Emulator.Platform.Reports;

namespace CrossRiver.Emulator.Modules.Accounts.ReportRules;

/// <summary>Checks that the partner opens an account only after it has learnt that the OFAC status of the customer is Clear.</summary>
/// <remarks>
/// The partner learns the status by the answer to a create, by a read of the customer, and by an Extended event about the scan. A customer whose first status
/// is not in the journal is not judged. Neither is a customer that a list may have shown to be Clear.
/// </remarks>
internal sealed class OpenedAccountBeforeClear() : Rule(
    order: 85,
    "opened-account-before-clear",
    "opens an account only after it has learnt that the OFAC status of the customer is Clear",
    "pages: only a customer whose OFAC status is Clear can have an account (docs/fidelity.md#accounts)",
    "no account was opened for a customer whose status the partner had learnt")
{
    private const string OfacChanged = "Core.Customer.Ofac.Changed";
    private const string Pending = "Pending";
    private const string Clear = "Clear";

    public override IEnumerable<Observation> Observe(History history)
    {
        var knowledge = new Knowledge(history);
        return history.Entries.Select(knowledge.Follow).OfType<Observation>();
    }

    /// <summary>Follows the OFAC statuses of the customers, and what the partner has learnt of them.</summary>
    private sealed class Knowledge(History history)
    {
        private readonly Dictionary<long, SentAttempt> _attempts = history.Attempts.ToDictionary(attempt => attempt.Entry.Number);
        private readonly Dictionary<Guid, string> _statuses = [];
        private readonly Dictionary<Guid, string> _announced = [];
        private readonly Dictionary<Guid, (string Status, long Entry)> _learnt = [];
        private long _lastList;

        public Observation? Follow(JournalEntry entry)
        {
            if (entry is CallEntry { Operation: "customers.list" } list && IsAnswered(list))
            {
                _lastList = list.Number;
            }

            return entry.AboutCustomer is { } customerId ? Follow(entry, customerId) : null;
        }

        private Observation? Follow(JournalEntry entry, Guid customerId)
        {
            switch (entry)
            {
                case ChangeEntry { What: "created" }:
                    _statuses[customerId] = Pending;
                    break;
                case ChangeEntry change when change.What.Split(' ') is ["ofac", _, _, var status]:
                    _statuses[customerId] = status;
                    break;
                case EventEntry { EventName: OfacChanged, EventId: { } eventId } when _statuses.TryGetValue(customerId, out var status):
                    _announced[eventId] = status;
                    break;
                case AttemptEntry { Format: "Extended" } attempt when _attempts.GetValueOrDefault(entry.Number) is { IsTaken: true, IsSpoiled: false }:
                    Learn(customerId, _announced.GetValueOrDefault(attempt.EventId), entry);
                    break;
                case CallEntry { Operation: "customers.get" } call when IsAnswered(call):
                    Learn(customerId, _statuses.GetValueOrDefault(customerId), entry);
                    break;

                // The entry of a create is before the change that it makes. A repeated answer is older than what the partner has learnt since.
                case CallEntry { Operation: "customers.create" } call when IsAnswered(call):
                    _learnt.TryAdd(customerId, (Pending, entry.Number));
                    break;
                case CallEntry { Operation: "accounts.open" } call:
                    return Judge(call, customerId);
            }

            return null;
        }

        private void Learn(Guid customerId, string? status, JournalEntry entry)
        {
            if (status is not null)
            {
                _learnt[customerId] = (status, entry.Number);
            }
        }

        private Observation? Judge(CallEntry call, Guid customerId) =>
            _learnt.TryGetValue(customerId, out var learnt) && (learnt.Status is Clear || learnt.Entry > _lastList)
                ? new Observation(call, learnt.Status is Clear, $"{call.Line()}; the last OFAC status that the partner had learnt was {learnt.Status}")
                : null;

        private bool IsAnswered(CallEntry call) => call.IsAccepted() && !history.HasLostAnswer(call);
    }
}
