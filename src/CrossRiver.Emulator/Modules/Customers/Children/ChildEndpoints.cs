using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Modules.Customers.Children;

/// <summary>Maps the same five calls for each kind of children.</summary>
/// <remarks>Assumed: all but the POST of each kind; the bank's list of events implies the operations.</remarks>
internal static class ChildEndpoints
{
    public static void MapChildren<T>(this LazyRoutes customers, ChildKind<T> kind, ResourceType customer, ChildExamples<T> examples)
        where T : Child, IRequestBody
    {
        var these = kind.Segment;
        var title = $"{char.ToUpperInvariant(these[0])}{these[1..]}";
        var children = customers.Group($"/{{customerId}}/{these}").WithTag(title, kind.Text);

        children.Post("/", Add).WithOperation($"{these}.add", writes: true, about: customer).WithExample($"{these}.add", examples.Added)
            .WithName($"Add{kind.Name}").WithSummary($"Adds one to a customer's {these}.");
        children.Get("/", List).WithOperation($"{these}.list", about: customer)
            .WithName($"List{title}").WithSummary($"Lists a customer's {these}. The order is that of their creation.");
        children.Get("/{id}", Get).WithOperation($"{these}.get", about: customer).WithAnswerExample(examples.Answered)
            .WithName($"Get{kind.Name}").WithSummary($"Reads one of a customer's {these}.");
        children.Put("/{id}", Change).WithOperation($"{these}.update", writes: true, about: customer).WithExample($"{these}.update", examples.Changed)
            .WithName($"Update{kind.Name}").WithSummary($"Changes one of a customer's {these}; members that are not sent stay.");
        children.Delete("/{id}", Remove).WithOperation($"{these}.remove", writes: true, about: customer)
            .WithName($"Remove{kind.Name}").WithSummary($"Removes one of a customer's {these}.");

        Ok<T> Add(string customerId, Body<T> body, HttpContext context, CustomerCalls customers) =>
            TypedResults.Ok(customers.Change(customerId, context.Call(), (store, customer) => kind.Add(store, customer, body.Value)));

        Ok<Page<T>> List(string customerId, PageRequest page, HttpContext context, CustomerCalls customers) =>
            TypedResults.Ok(page.Of(kind.Of(customers.Find(customerId, context.Call())).Skip(page.Skipped)));

        Ok<T> Get(string customerId, string id, HttpContext context, CustomerCalls customers) =>
            TypedResults.Ok(kind.Find(customers.Find(customerId, context.Call()), id));

        Ok<T> Change(string customerId, string id, Changes<T> changes, HttpContext context, CustomerCalls customers) =>
            TypedResults.Ok(customers.Change(customerId, context.Call(), (store, customer) => kind.Change(store, customer, id, changes)));

        Ok<T> Remove(string customerId, string id, HttpContext context, CustomerCalls customers) =>
            TypedResults.Ok(customers.Change(customerId, context.Call(), (store, customer) => kind.Remove(store, customer, id)));
    }
}
