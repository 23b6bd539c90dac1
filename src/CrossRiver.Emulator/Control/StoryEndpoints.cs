using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Errors;
using CrossRiver.Emulator.Worlds;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Control;

/// <summary>What people at the bank do in the stories of customers.</summary>
internal static class StoryEndpoints
{
    public static void MapStories(this IEndpointRouteBuilder control) =>
        control.MapPost("/partners/{partnerId:guid}/customers/{customerId}/actions/{action}", ActOnHold).WithTags("Stories");

    /// <summary>Ends a hold: the review of a customer, for one. The first caller decides.</summary>
    /// <param name="partnerId">Whose customer it is.</param>
    /// <param name="customerId">The customer.</param>
    /// <param name="action">What is done, as the scenario names it: <c>release</c>, <c>reject</c>.</param>
    /// <param name="worlds">All worlds.</param>
    internal static Ok<CustomerBody> ActOnHold(Guid partnerId, string customerId, string action, WorldDirectory worlds)
    {
        var world = worlds.Find(partnerId);
        var customer = Bodies.IdText.Parse(customerId) is { } id ? world?.Customers.Find(id) : null;
        if (world is null || customer is null)
        {
            throw ErrorCatalog.NotFound.Refuse("Customer", customerId);
        }

        return world.Act(customer.Id, action)
            ? TypedResults.Ok(CustomerBody.Stored(world.Customers.Find(customer.Id)!))
            : throw ErrorCatalog.NothingWaits.Refuse(customerId, action);
    }
}
