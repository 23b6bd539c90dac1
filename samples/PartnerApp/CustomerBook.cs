using System.Collections.Concurrent;
using PartnerApp.Bank;

namespace PartnerApp;

/// <summary>What the app knows of its customers, in memory: of each the newest version that the bank has shown.</summary>
internal class CustomerBook
{
    private readonly ConcurrentDictionary<Guid, BankCustomer> _customers = new();

    public IEnumerable<BankCustomer> All => _customers.Values.OrderBy(customer => customer.Name.FullName, StringComparer.Ordinal);

    public BankCustomer? Find(Guid customerId) => _customers.GetValueOrDefault(customerId);

    /// <summary>Keeps a version, unless it is older than the one that is known.</summary>
    public virtual void Keep(BankCustomer shown) =>
        _customers.AddOrUpdate(shown.Id, shown, (_, known) => Replaces(known, shown) ? shown : known);

    // The order check. The bank promises neither an order of events nor that one comes once, and an event says only that something has changed.
    // So events are not put in order at all: each makes the app read the customer, and one that comes late or twice costs a read. What has to
    // be put in order are the answers. Two reads under way at once may overtake each other, and the answer to a create that was sent again is
    // that of the first time, which later news may have overtaken. The version that the bank changed last is the truth, however late another comes.
    protected virtual bool Replaces(BankCustomer known, BankCustomer shown) => shown.LastModifiedAt >= known.LastModifiedAt;
}
