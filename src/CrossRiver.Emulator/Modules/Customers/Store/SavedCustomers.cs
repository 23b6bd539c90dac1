using CrossRiver.Emulator.Kernel.Snapshots;
using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Modules.Customers.Store;

/// <summary>The customers of a world in a snapshot.</summary>
/// <param name="Customers">The customers, in the order of their creation.</param>
/// <param name="TimesSeen">The number of customers of each identifier, or else tax id. The keys of later customers continue it.</param>
/// <param name="HeldBack">The changes that reads do not show yet.</param>
internal sealed record SavedCustomers(IReadOnlyList<Customer> Customers, IReadOnlyDictionary<string, int> TimesSeen, IReadOnlyList<HeldBackChange> HeldBack)
    : ISavedSubjects
{
    private Dictionary<Guid, Customer>? _byId;

    public static SavedCustomers None { get; } = new([], new Dictionary<string, int>(StringComparer.Ordinal), []);

    public Subject? FindSubject(Guid id) => (_byId ??= Customers.ToDictionary(customer => customer.Id)).GetValueOrDefault(id)?.ToSubject();

    /// <summary>Checks that the customers of a snapshot agree with each other.</summary>
    /// <exception cref="InvalidDataException">They do not agree.</exception>
    public static void Check(SavedCustomers saved, SnapshotInCheck snapshot)
    {
        var (partnerId, place) = (snapshot.PartnerId, snapshot.Place.Of("customers"));
        var customers = place.Of("customers").Index(saved.Customers, customer => customer.Id, "customer");
        place.Of("customers").ForEach(saved.Customers, (customer, at) =>
        {
            at.Of("partnerId").Require(customer.PartnerId == partnerId, "a customer is of another partner");
            at.Of("addresses").Index(customer.Addresses, child => child.Id, "address");
            at.Of("phones").Index(customer.Phones, child => child.Id, "phone");
            at.Of("emails").Index(customer.Emails, child => child.Id, "e-mail address");
            at.Of("identifications").Index(customer.Identifications, child => child.Id, "identification");
            at.Of("owners").Index(customer.Owners, child => child.Id, "owner");
        });
        place.Of("heldBack").ForEach(saved.HeldBack, (change, at) =>
        {
            at.Of("before").Require(customers.ContainsKey(change.Before.Id), "a change is held back of a customer that is not there");
            at.Of("after").Require(change.After.Id == change.Before.Id, "the customer after a change is another one than before");
        });
    }
}
