using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Page.Models;

namespace CrossRiver.Emulator.Ui.Serving;

/// <summary>Provides the customers in the lines of lists.</summary>
internal static class CustomerLinks
{
    /// <summary>Returns the customer of a line, or null if the line concerns none.</summary>
    public static CustomerLink? Of(World world, Guid? customerId) =>
        customerId is { } id ? new CustomerLink(id, world.FindPart<WorldCustomers>()?.FindShown(id)?.Name.FullName) : null;
}
