using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Modules.Customers.Store;

/// <summary>A world's customers as a snapshot keeps them.</summary>
/// <param name="Customers">The customers, in the order in which they were made.</param>
/// <param name="TimesSeen">How many customers of each identifier, or else tax id, there were: their keys are numbered on.</param>
/// <param name="HeldBack">Changes that reads do not show yet.</param>
internal sealed record SavedCustomers(
    IReadOnlyList<Customer> Customers,
    IReadOnlyDictionary<string, int> TimesSeen,
    IReadOnlyList<HeldBackChange> HeldBack) : ISavedSubjects
{
    private Dictionary<Guid, Customer>? _byId;

    public static SavedCustomers None { get; } = new([], new Dictionary<string, int>(StringComparer.Ordinal), []);

    /// <inheritdoc/>
    public Subject? FindSubject(Guid id) => (_byId ??= Customers.ToDictionary(customer => customer.Id)).GetValueOrDefault(id)?.ToSubject();
}
