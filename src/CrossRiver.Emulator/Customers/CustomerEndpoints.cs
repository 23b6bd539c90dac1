using CrossRiver.Emulator.Bodies;
using CrossRiver.Emulator.Calls;
using CrossRiver.Emulator.Errors;
using CrossRiver.Emulator.Worlds;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Customers;

/// <summary>The customer management API, <c>/core/v1/cm/customers</c>.</summary>
/// <remarks>Assumed: that a create answers 200 and a child call the child; the bank documents neither.</remarks>
internal static class CustomerEndpoints
{
    private const string Kind = "Customer";

    public static void MapCustomers(this IEndpointRouteBuilder routes)
    {
        var customers = routes.MapGroup("/core/v1/cm/customers").WithTags("Customers");

        customers.MapPost("/", CreateCustomer);
        customers.MapGet("/{id}", GetCustomer);
        customers.MapChildren(ChildKinds.Addresses);
        customers.MapChildren(ChildKinds.Phones);
    }

    /// <summary>Creates a customer. Its scans start at once, as its scenario tells.</summary>
    internal static Ok<CustomerBody> CreateCustomer(Body<CreateCustomerRequest> body, HttpContext context, WorldDirectory worlds) =>
        TypedResults.Ok(CustomerBody.Fresh(worlds.Onboard(body, context)));

    /// <summary>Reads one customer, with the results of its scans so far.</summary>
    internal static Ok<CustomerBody> GetCustomer(string id, HttpContext context, WorldDirectory worlds)
    {
        var (world, customerId) = worlds.FindOwner(Kind, id, context.Call());
        var customer = world.Customers.Find(customerId) ?? throw RefusedException.NotFound(Kind, id);

        return TypedResults.Ok(CustomerBody.Stored(customer));
    }

    private static void MapChildren<T>(this IEndpointRouteBuilder customers, ChildKind<T> kind)
        where T : Child, IRequestBody
    {
        customers.MapPost($"/{{customerId}}/{kind.Segment}", AddChild);

        Ok<T> AddChild(string customerId, Body<T> body, HttpContext context, WorldDirectory worlds)
        {
            var (world, id) = worlds.FindOwner(Kind, customerId, context.Call());
            var added = world.InTurn(() => world.Customers.Add(id, kind, body.Value));

            return TypedResults.Ok(added ?? throw RefusedException.NotFound(Kind, customerId));
        }
    }
}
