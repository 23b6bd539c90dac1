using CrossRiver.Emulator.Platform.Reports;

namespace CrossRiver.Emulator.Modules.Customers.ReportRules;

/// <summary>Checks that each of the partner's identifiers belongs to one customer.</summary>
internal sealed class OneCustomerAnIdentifier() : Rule(
    order: 60,
    "one-customer-an-identifier",
    "makes no second customer for one clientIdentifier",
    "pages: clientIdentifier is better unique; the bank is not seen to enforce it (docs/fidelity.md#idempotency)",
    "no customer was made with a clientIdentifier")
{
    public override IEnumerable<Observation> Observe(History history)
    {
        // The answer does not matter, nor its arrival: the customer was created.
        var first = new Dictionary<string, CallEntry>(StringComparer.Ordinal);
        foreach (var call in history.Calls.Where(call => call is { Operation: "customers.create", CustomerId: not null, OriginalRequestId: null }))
        {
            if (call.Body?.FindMember("clientIdentifier")?.TextOrNull() is { } identifier)
            {
                var isFirst = first.TryAdd(identifier, call);
                var what = $"customer {call.CustomerId} is made for clientIdentifier {identifier}";
                var before = first[identifier];
                yield return new Observation(call, isFirst, isFirst ? what : $"{what}, as {before.CustomerId} was by entry {before.Number}");
            }
        }
    }
}
