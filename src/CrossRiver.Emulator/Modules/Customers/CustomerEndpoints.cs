using CrossRiver.Emulator.Modules.Customers.Children;
using CrossRiver.Emulator.Modules.Customers.Owners;
using CrossRiver.Emulator.Modules.Customers.Requests;
using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Modules.Customers;

/// <summary>The customer management API, <c>/core/v1/cm/customers</c>.</summary>
/// <remarks>Assumed: every call answers 200 and the resource; the bank documents no status.</remarks>
internal static class CustomerEndpoints
{
    public static void MapCustomers(this LazyRoutes routes, ResourceType customer)
    {
        var customers = routes.Group("/core/v1/cm/customers")
            .WithTag("Customers", "People and businesses that a partner onboards. Their scans start by themselves.");

        customers.Post("/", CreateCustomer).WithOperation("customers.create", writes: true, creates: customer)
            .WithExample("customers.create", CustomerExamples.Person).WithExample("customers.create-business", CustomerExamples.Business);
        customers.Get("/", ListCustomers).WithOperation("customers.list");
        customers.Get("/{id}", GetCustomer).WithOperation("customers.get", about: customer).WithAnswerExample(CustomerExamples.AnsweredCustomer);
        customers.Delete("/{id}", DeleteCustomer).WithOperation("customers.delete", writes: true, about: customer);
        customers.Put("/{id}/name", UpdateName).WithOperation("name.update", writes: true, about: customer).WithExample("name.update", CustomerExamples.Name);
        customers.Put("/{id}/profile", UpdateProfile).WithOperation("profile.update", writes: true, about: customer).WithExample("profile.update", CustomerExamples.Profile);

        customers.MapChildren(ChildKinds.Addresses, customer, CustomerExamples.Addresses);
        customers.MapChildren(ChildKinds.Phones, customer, CustomerExamples.Phones);
        customers.MapChildren(ChildKinds.Emails, customer, CustomerExamples.Emails);
        customers.MapChildren(ChildKinds.Identifications, customer, CustomerExamples.Identifications);
        customers.MapOwners(customer);
    }

    /// <summary>Creates a customer. Its scans start at once, as in its scenario.</summary>
    internal static Ok<CustomerBody> CreateCustomer(
        Body<CreateCustomerRequest> body, HttpContext context, CustomerCalls customers, IOptions<CustomerOptions> options) =>
        TypedResults.Ok(CustomerBody.Fresh(customers.Onboard(body, context), options.Value));

    /// <summary>Lists customers. The order is that of their creation.</summary>
    internal static Ok<Page<CustomerBody>> ListCustomers(
        CustomerFilter filter, PageRequest page, HttpContext context, CustomerCalls customers, IOptions<CustomerOptions> options) =>
        TypedResults.Ok(page.Of(customers.List(filter, page.Skipped, context.Call()).Select(customer => CustomerBody.Stored(customer, options.Value))));

    /// <summary>Reads one customer, with the results of its scans so far.</summary>
    internal static Ok<CustomerBody> GetCustomer(string id, HttpContext context, CustomerCalls customers, IOptions<CustomerOptions> options) =>
        TypedResults.Ok(CustomerBody.Stored(customers.Find(id, context.Call()), options.Value));

    /// <summary>Changes a customer's name. Members that are not sent stay.</summary>
    internal static Ok<CustomerBody> UpdateName(
        string id, Changes<CustomerName> changes, HttpContext context, CustomerCalls customers, IOptions<CustomerOptions> options) =>
        TypedResults.Ok(CustomerBody.Stored(customers.Change(id, context.Call(), (store, customer) => store.Rename(customer, changes)), options.Value));

    /// <summary>Changes a customer's profile. Members that are not sent stay.</summary>
    internal static Ok<CustomerBody> UpdateProfile(
        string id, Changes<CustomerProfile> changes, HttpContext context, CustomerCalls customers, IOptions<CustomerOptions> options) =>
        TypedResults.Ok(CustomerBody.Stored(customers.Change(id, context.Call(), (store, customer) => store.ChangeProfile(customer, changes)), options.Value));

    /// <summary>Deactivates a customer. It can still be read, and no longer be changed.</summary>
    internal static Ok<CustomerBody> DeleteCustomer(string id, HttpContext context, CustomerCalls customers, IOptions<CustomerOptions> options) =>
        TypedResults.Ok(CustomerBody.Stored(customers.Change(id, context.Call(), Deactivate), options.Value));

    private static Customer Deactivate(CustomerStore store, Customer customer) => store.Set(customer, SettableFields.Status.To(CustomerStatus.Inactive));
}
