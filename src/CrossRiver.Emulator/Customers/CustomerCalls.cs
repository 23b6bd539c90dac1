using CrossRiver.Emulator.Calls;
using CrossRiver.Emulator.Errors;
using CrossRiver.Emulator.Worlds;

namespace CrossRiver.Emulator.Customers;

/// <summary>Finds the customer that a call names, to read or to change it.</summary>
internal static class CustomerCalls
{
    private const string Kind = "Customer";

    /// <summary>Finds a customer to read.</summary>
    /// <exception cref="RefusedException">No world has such a customer.</exception>
    public static Customer FindCustomer(this WorldDirectory worlds, string id, Call call)
    {
        var (world, customerId) = worlds.FindOwner(Kind, id, call);
        return world.Customers.FindShown(customerId) ?? throw ErrorCatalog.NotFound.Refuse(Kind, id);
    }

    /// <summary>Changes a customer, in its world's turn.</summary>
    /// <param name="worlds">All worlds.</param>
    /// <param name="id">The customer's identifier as the call gives it.</param>
    /// <param name="call">The call.</param>
    /// <param name="change">Makes the change.</param>
    /// <exception cref="RefusedException">No world has such a customer, or it is deactivated.</exception>
    public static T ChangeCustomer<T>(this WorldDirectory worlds, string id, Call call, Func<CustomerStore, Customer, T> change)
    {
        var (world, customerId) = worlds.FindOwner(Kind, id, call);

        return world.InTurn(
            () => world.Customers.Find(customerId) switch
            {
                null => throw ErrorCatalog.NotFound.Refuse(Kind, id),
                { Status: CustomerStatus.Inactive } => throw CustomerErrors.InactiveCustomer.Refuse(id),
                var customer => change(world.Customers, customer),
            },
            call.Origin);
    }
}
