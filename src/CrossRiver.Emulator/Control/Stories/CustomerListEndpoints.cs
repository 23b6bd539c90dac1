using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Queries;
using CrossRiver.Emulator.Scenarios.Overrides;
using CrossRiver.Emulator.Scenarios.Playing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Control.Stories;

/// <summary>Provides the routes that list customers with the state of their stories.</summary>
internal static class CustomerListEndpoints
{
    public static void MapCustomerLists(this LazyRoutes control)
    {
        var customers = control.Group("").WithTags("Stories");

        customers.Get("/customers", ListCustomersOfAll);
        customers.Get("/partners/{partnerId:guid}/customers", ListCustomers);
    }

    /// <summary>Lists the customers of all worlds with their next steps. They are sorted by partner identifier, then by creation.</summary>
    internal static Ok<Page<CustomerLine>> ListCustomersOfAll(CustomerSearch search, PageRequest page, WorldDirectory worlds) =>
        List(worlds.All.OrderBy(world => world.PartnerId), search, page);

    /// <summary>Lists customers with their next steps. They are sorted by creation.</summary>
    internal static Ok<Page<CustomerLine>> ListCustomers(Guid partnerId, CustomerSearch search, PageRequest page, WorldDirectory worlds) =>
        List([worlds.Require(partnerId)], search, page);

    private static Ok<Page<CustomerLine>> List(IEnumerable<World> worlds, CustomerSearch search, PageRequest page)
    {
        var lines = worlds.SelectMany(world => LinesOf(world, search));
        return TypedResults.Ok(page.Of(lines.Skip(page.Skipped).Select(line => line())));
    }

    // The lines of other pages are found, but not made.
    private static IEnumerable<Func<CustomerLine>> LinesOf(World world, CustomerSearch search)
    {
        if (world.FindPart<WorldCustomers>() is not { } customers)
        {
            return [];
        }

        var attention = new CustomerAttention(world);
        return customers.IdsFrom(0).Where(id => !search.NeedsAttention || attention.IsNeededBy(id))
            .Select(customers.FindShown).OfType<Customer>().Where(search.Names)
            .Select(customer => new Func<CustomerLine>(() => CustomerLine.Of(customer, world, attention)));
    }
}

/// <summary>Represents a customer in a list, with the state of its story.</summary>
/// <param name="PartnerId">The partner that it belongs to.</param>
/// <param name="TaxIdEnd">The last four digits of its tax id.</param>
/// <param name="Scenario">The scenario, or null for a customer without a story.</param>
/// <param name="Next">The next planned step, or null if nothing is planned.</param>
/// <param name="Holds">The holds that wait for a person.</param>
/// <param name="Attention">The reasons why it needs attention.</param>
internal sealed record CustomerLine(
    Guid PartnerId, Guid Id, string Name, Classification Classification, CustomerStatus Status, ScanStatus Ofac, ScanStatus PepScan, string? ClientIdentifier, string? TaxIdEnd,
    DateTimeOffset CreatedAt, string? Scenario, UpcomingStep? Next, IReadOnlyList<WaitingHold> Holds, IReadOnlyList<string> Attention)
{
    public static CustomerLine Of(Customer customer, World world, CustomerAttention attention) => world.RunLocked(() =>
    {
        var timeline = world.Stories.Timelines.Of(customer.Id);
        return new CustomerLine(
            customer.PartnerId,
            customer.Id,
            customer.Name.FullName,
            customer.Classification,
            customer.Status,
            customer.Ofac,
            customer.PepScan,
            customer.ClientIdentifier,
            CustomerSearch.TaxIdEndOf(customer),
            customer.CreatedAt,
            timeline.Scenario,
            timeline.Planned is [var next, ..] ? next : null,
            timeline.Holds,
            attention.Of(customer.Id).InWords());
    });
}
