using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Modules.Customers.Owners;

/// <summary>The beneficial owners of a business.</summary>
internal static class OwnerEndpoints
{
    public static void MapOwners(this LazyRoutes customers, ResourceType customer)
    {
        var owners = customers.Group("/{customerId}/beneficial-owners").WithTag("Beneficial owners", "The people who own a business.");

        owners.Post("/", AddOwner).WithOperation("beneficial-owners.add", writes: true, about: customer).WithExample("beneficial-owners.add", CustomerExamples.Owner);
        owners.Get("/", ListOwners).WithOperation("beneficial-owners.list", about: customer);
        owners.Get("/{id}", GetOwner).WithOperation("beneficial-owners.get", about: customer).WithAnswerExample(CustomerExamples.AnsweredOwner);
        owners.Put("/{id}", UpdateOwner).WithOperation("beneficial-owners.update", writes: true, about: customer).WithExample("beneficial-owners.update", CustomerExamples.ChangedOwner);
        owners.Delete("/{id}", RemoveOwner).WithOperation("beneficial-owners.remove", writes: true, about: customer);
    }

    /// <summary>Adds a beneficial owner to a business. The owner must be a Personal customer already.</summary>
    internal static Ok<BeneficialOwner> AddOwner(string customerId, Body<BeneficialOwner> body, HttpContext context, CustomerCalls customers) =>
        TypedResults.Ok(customers.Change(customerId, context.Call(), (store, business) => store.AddOwner(business, body.Value)));

    /// <summary>Lists the beneficial owners of a business. The order is that in which they were added.</summary>
    internal static Ok<Page<BeneficialOwner>> ListOwners(string customerId, PageRequest page, HttpContext context, CustomerCalls customers) =>
        TypedResults.Ok(page.Of(customers.Find(customerId, context.Call()).Owners.Skip(page.Skipped)));

    /// <summary>Reads one of the beneficial owners of a business.</summary>
    internal static Ok<BeneficialOwner> GetOwner(string customerId, string id, HttpContext context, CustomerCalls customers) =>
        TypedResults.Ok(customers.Find(customerId, context.Call()).RequireOwner(id));

    /// <summary>Changes the title or the share of a beneficial owner. Members that are not sent stay.</summary>
    internal static Ok<BeneficialOwner> UpdateOwner(
        string customerId, string id, Changes<BeneficialOwner> changes, HttpContext context, CustomerCalls customers) =>
        TypedResults.Ok(customers.Change(customerId, context.Call(), (store, business) => store.ChangeOwner(business, id, changes)));

    /// <summary>Removes a beneficial owner from a business.</summary>
    internal static Ok<BeneficialOwner> RemoveOwner(string customerId, string id, HttpContext context, CustomerCalls customers) =>
        TypedResults.Ok(customers.Change(customerId, context.Call(), (store, business) => store.RemoveOwner(business, id)));
}
