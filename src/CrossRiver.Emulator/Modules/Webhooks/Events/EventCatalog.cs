using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Modules.Webhooks.Events;

/// <summary>The events that a partner can register for.</summary>
/// <remarks>Source: the bank's table of event names and recorded registrations.</remarks>
internal sealed class EventCatalog(ModuleCatalog modules)
{
    // The names of the bank beside customers, also of events that no module publishes: a partner may register for them all the same.
    // Assumed: the casing of the names that the bank's pages print in small letters only.
    private static readonly IReadOnlyList<string> RegisteredOnly =
    [
        "Core.Statement.Generated", "Core.TaxDocument.Generated",
        "Core.Account.Opened", "Core.Account.Status.Changed", "Core.Account.Closed", "Core.Account.Title.Changed",
        "Core.SubAccount.Opened", "Core.SubAccount.Status.Changed", "Core.SubAccount.Closed", "Core.SubAccount.Title.Changed",
        "Core.Relationship.Added", "Core.Relationship.Removed", "Core.Restriction.Placed", "Core.Restriction.Removed",
        "Core.TimeDeposit.Withdrawn", "Core.Transaction.Completed", "Core.Activity.Posted",
        "Ach.Payment.Received", "Ach.Payment.Sent", "Ach.Payment.Rejected", "Ach.Payment.Canceled", "Ach.Return.Received", "Ach.Noc.Received",
        "Ach.Batch.Canceled", "Ach.Batch.Imported",
        "Wire.Payment.Sent", "Wire.Payment.Received",
        "Rtp.Payment.Sent", "Rtp.Payment.Received", "Rtp.Payment.Rejected", "Rtp.Payment.Queued", "Rtp.Payment.ResearchRequired",
        "Check.Payment.Sent", "Check.Payment.Received", "Check.Payment.Rejected", "Check.PositivePay.Created", "Check.PositivePay.Revoked",
        "International.Payment.Sent",
        "Cards.Card.Created", "Cards.Card.Activated",
        "CardPayments.Card.Approved", "CardPayments.Card.Rejected",
        "CardPayments.Payment.Cleared", "CardPayments.Payment.Completed", "CardPayments.Payment.Rejected", "CardPayments.Payment.Failed",
        "Crypto.Payment.Sent", "Crypto.Payment.Canceled", "Crypto.Payment.Rejected", "Crypto.Payment.Received",
    ];

    private readonly Dictionary<string, string> _byName = modules.Events.Select(type => type.Name)
        .Union(RegisteredOnly, StringComparer.Ordinal).ToDictionary(name => name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets every name in its canonical casing; the events of the modules are first.</summary>
    public IReadOnlyCollection<string> All => _byName.Values;

    /// <summary>Returns the canonical form of a name in any casing, or null if the bank has no such event.</summary>
    public string? Find(string name) => _byName.GetValueOrDefault(name);
}
