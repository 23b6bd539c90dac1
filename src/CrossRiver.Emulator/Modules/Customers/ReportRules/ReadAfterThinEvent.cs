using CrossRiver.Emulator.Platform.Reports;

namespace CrossRiver.Emulator.Modules.Customers.ReportRules;

/// <summary>Checks that the partner reads the customer after a Basic event, which does not contain the change.</summary>
internal sealed class ReadAfterThinEvent() : Rule(
    order: 20,
    "read-after-thin-event",
    "reads the customer, or the part of it, after a Basic event about it",
    "pages: the help centre advises a GET before anything is done about an event (docs/fidelity.md#webhooks)",
    "no Basic event about one customer was taken")
{
    public override IEnumerable<Observation> Observe(History history)
    {
        var lastReads = new Dictionary<Guid, long>();
        var lastList = 0L;
        foreach (var call in history.Calls)
        {
            if (call.ReadsCustomer())
            {
                lastReads[call.CustomerId!.Value] = call.Number;
            }
            else if (call.ListsCustomers())
            {
                lastList = call.Number;
            }
        }

        var judged = new HashSet<Guid>();
        foreach (var attempt in history.Attempts.Where(attempt => attempt is { IsTaken: true, IsSpoiled: false, Entry: { Format: "Basic", CustomerId: not null } }))
        {
            // A receiver may read before it answers: the change only has to exist by then.
            if (history.FindEvent(attempt.Entry.EventId) is not { } happened || !judged.Add(attempt.Entry.EventId))
            {
                continue;
            }

            var isRead = lastReads.GetValueOrDefault(attempt.Entry.CustomerId!.Value) > happened.Number;
            if (isRead || lastList < happened.Number)
            {
                yield return new Observation(attempt.Entry, isRead, $"{attempt}; customer {attempt.Entry.CustomerId} was {(isRead ? "read" : "not read")} since");
            }
        }
    }
}

/// <summary>Selects the calls and entries about customers for the rules.</summary>
internal static class CustomerReads
{
    /// <summary>Returns the entries about each customer, in their order.</summary>
    public static IEnumerable<IEnumerable<JournalEntry>> EntriesByCustomer(this History history) =>
        history.Entries.Where(entry => entry.AboutCustomer is not null).GroupBy(entry => entry.AboutCustomer);

    /// <summary>Returns whether a call has read a customer or one of its parts.</summary>
    public static bool ReadsCustomer(this CallEntry call) => HttpMethods.IsGet(call.Method) && call.IsAccepted()
        && call.CustomerId is not null && call.Path.StartsWith("/core/v1/cm/customers/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns whether a call has read a list of customers. The journal does not contain their identifiers.</summary>
    public static bool ListsCustomers(this CallEntry call) => call.Operation is "customers.list" && call.IsAccepted();
}
