using CrossRiver.Emulator.Customers;

namespace CrossRiver.Emulator.Webhooks.Events;

/// <summary>The events a partner can register for.</summary>
/// <remarks>
/// Source: the bank's table of event names and recorded registrations. Only those of customers
/// ever happen here; the rest can be registered for, so that a partner's whole set-up runs.
/// </remarks>
internal static class EventCatalog
{
    private static readonly Dictionary<string, string> ByName =
        Names().ToDictionary(name => name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Every name in its canonical casing.</summary>
    public static IEnumerable<string> All => ByName.Values;

    /// <summary>The canonical form of a name in any casing, or <see langword="null"/> when the bank has no such event.</summary>
    public static string? Find(string name) => ByName.GetValueOrDefault(name);

    private static IEnumerable<string> Names() =>
    [
        .. CustomerEvents.All,
        "Core.Statement.Generated",
        "Core.TaxDocument.Generated",
        "Core.Account.Opened",
        "Core.Account.Status.Changed",
        "Core.Account.Closed",
        "Core.Account.Title.Changed",
        "Core.SubAccount.Opened",
        "Core.SubAccount.Status.Changed",
        "Core.SubAccount.Closed",
        "Core.SubAccount.Title.Changed",
        "Core.Relationship.Added",
        "Core.Relationship.Removed",
        "Core.Restriction.Placed",
        "Core.Restriction.Removed",
        "Ach.Payment.Received",
        "Ach.Payment.Sent",
        "Ach.Batch.Canceled",
        "Ach.Batch.Imported",
        "Wire.Payment.Sent",
        "Wire.Payment.Received",
        "Rtp.Payment.Sent",
        "Rtp.Payment.Received",
        "Rtp.Payment.Rejected",
        "Cards.Card.Activated",
        "CardPayments.Card.Approved",
        "CardPayments.Card.Rejected",
        "CardPayments.Payment.Cleared",
        "CardPayments.Payment.Completed",
        "Crypto.Payment.Sent",
        "Crypto.Payment.Canceled",
        "Crypto.Payment.Rejected",
        "Crypto.Payment.Received",
    ];
}
