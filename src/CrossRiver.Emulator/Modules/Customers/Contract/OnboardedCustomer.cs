using CrossRiver.Emulator.Modules.Customers.Store;

namespace CrossRiver.Emulator.Modules.Customers.Contract;

/// <summary>A customer as other modules see it.</summary>
/// <param name="Classification"><c>Personal</c> or <c>Business</c>.</param>
/// <param name="Status">The status, in the bank's word.</param>
/// <param name="Ofac">The result of the OFAC scan so far, in the bank's word.</param>
internal sealed record OnboardedCustomer(Guid Id, string Classification, string Status, string Ofac, string FullName)
{
    /// <summary>Gets whether nothing was found in the OFAC scan.</summary>
    public required bool IsClear { get; init; }

    /// <summary>Gets whether the customer is in use.</summary>
    public required bool IsActive { get; init; }

    public required bool HasAddress { get; init; }

    public required bool HasPhone { get; init; }
}

/// <summary>Provides the customers of a world for other modules. Call only while holding the world lock.</summary>
internal static class CustomersForModules
{
    extension(World world)
    {
        /// <summary>Gets the customers of the world, in the order of their creation.</summary>
        public IEnumerable<OnboardedCustomer> OnboardedCustomers =>
            world.FindPart<WorldCustomers>()?.IdsFrom(0).Select(world.FindOnboarded).OfType<OnboardedCustomer>() ?? [];

        /// <summary>Returns a customer, or null if the partner has no such customer.</summary>
        public OnboardedCustomer? FindOnboarded(Guid id) => world.FindPart<WorldCustomers>()?.Find(id) is not { } customer ? null
            : new OnboardedCustomer(id, $"{customer.Classification}", $"{customer.Status}", $"{customer.Ofac}", customer.Name.FullName)
            {
                IsClear = customer.Ofac is ScanStatus.Clear,
                IsActive = customer.Status is CustomerStatus.Active,
                HasAddress = customer.Addresses is not [],
                HasPhone = customer.Phones is not [],
            };
    }
}
