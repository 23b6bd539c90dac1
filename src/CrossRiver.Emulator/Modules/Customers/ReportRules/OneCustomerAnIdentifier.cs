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
            if (IdentifierOf(call) is not { } identifier)
            {
                continue;
            }

            var isFirst = first.TryAdd(identifier, call);
            var what = $"customer {call.CustomerId} is made for clientIdentifier {identifier}";
            yield return new Observation(call, isFirst, isFirst ? what : $"{what}, as {first[identifier].CustomerId} was by entry {first[identifier].Number}");
        }
    }

    private static string? IdentifierOf(CallEntry call) => call.Body is { ValueKind: JsonValueKind.Object } body
        ? body.EnumerateObject()
            .Where(member => string.Equals(member.Name, "clientIdentifier", StringComparison.OrdinalIgnoreCase) && member.Value.ValueKind is JsonValueKind.String)
            .Select(member => member.Value.GetString())
            .FirstOrDefault()
        : null;
}
