using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Modules.Webhooks.Events;

/// <summary>The events a partner can register for.</summary>
/// <remarks>Source: the bank's table of event names and recorded registrations.</remarks>
/// <param name="modules">The modules, with the events that happen.</param>
internal sealed class EventCatalog(ModuleCatalog modules)
{
    // They happen in no module. A partner's whole set-up runs all the same.
    private static readonly IReadOnlyList<string> RegisteredOnly =
    [
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

    private readonly Dictionary<string, string> _byName = modules.Events.Select(type => type.Name)
        .Union(RegisteredOnly, StringComparer.Ordinal)
        .ToDictionary(name => name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets every name in its canonical casing, those of the modules first.</summary>
    public IReadOnlyCollection<string> All => _byName.Values;

    /// <summary>Finds the canonical form of a name in any casing.</summary>
    /// <returns>The name, or null if the bank has no such event.</returns>
    public string? Find(string name) => _byName.GetValueOrDefault(name);
}
