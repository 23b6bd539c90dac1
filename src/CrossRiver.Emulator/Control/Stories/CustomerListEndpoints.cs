using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Queries;
using CrossRiver.Emulator.Scenarios.Overrides;
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

    /// <summary>Lists the customers of all worlds with their next steps. The order is by partner identifier, then by creation.</summary>
    internal static Ok<Page<CustomerLine>> ListCustomersOfAll(CustomerSearch search, PageRequest page, WorldDirectory worlds) =>
        List(worlds.All.OrderBy(world => world.PartnerId), search, page);

    /// <summary>Lists customers with their next steps. The order is that of their creation.</summary>
    internal static Ok<Page<CustomerLine>> ListCustomers(Guid partnerId, CustomerSearch search, PageRequest page, WorldDirectory worlds) =>
        List([worlds.Require(partnerId)], search, page);

    private static Ok<Page<CustomerLine>> List(IEnumerable<World> worlds, CustomerSearch search, PageRequest page)
    {
        var lists = worlds.Where(world => world.FindPart<WorldCustomers>() is not null).ToDictionary(world => world.PartnerId, world => new StoryStates(world));
        var all = lists.Values.SelectMany(states => states.Customers);
        var found = search.In(all).Where(customer => !search.NeedsAttention || lists[customer.PartnerId].NeedsAttention(customer));

        return TypedResults.Ok(page.Of(found.Skip(page.Skipped).Select(customer => lists[customer.PartnerId].LineOf(customer))));
    }
}

/// <summary>Represents the query members that select customers.</summary>
/// <param name="Search">The text that names customers, or null for all.</param>
/// <param name="NeedsAttention">Whether only customers that need attention are selected.</param>
internal sealed record CustomerSearch(string? Search, bool NeedsAttention) : IQuery<CustomerSearch>
{
    private const int LengthOfTaxIdEnd = 4;

    // Fewer characters of an identifier name too many customers.
    private const int ShortestId = 8;

    public static CustomerSearch Read(QueryReader query) => new(
        query.Text("search", "Only customers of this name, `clientIdentifier`, `id` or last four digits of the tax id; if there are none, those with names that contain it.")?.Trim(),
        query.Flag("needsAttention", "True for only customers with an open hold, a failing delivery, or a scan that nothing planned will answer.") is true);

    /// <summary>Returns the selected customers, regardless of their need of attention.</summary>
    public IEnumerable<Customer> In(IEnumerable<Customer> all) => Search is not { } text ? all
        : all.Any(customer => IsNamed(customer, text)) ? all.Where(customer => IsNamed(customer, text))
        : all.Where(customer => IsLike(customer, text));

    /// <summary>Returns the last four digits of a customer's tax id, or null if there is none.</summary>
    public static string? TaxIdEndOf(Customer customer) => customer.Profile.TaxId is { Length: > LengthOfTaxIdEnd } taxId ? taxId[^LengthOfTaxIdEnd..] : null;

    private static bool IsNamed(Customer customer, string text) =>
        GuidText.Parse(text) == customer.Id
        || string.Equals(customer.ClientIdentifier, text, StringComparison.OrdinalIgnoreCase)
        || string.Equals(customer.Name.FullName, text, StringComparison.OrdinalIgnoreCase)
        || TaxIdEndOf(customer) == text;

    private static bool IsLike(Customer customer, string text) =>
        customer.Name.FullName.Contains(text, StringComparison.OrdinalIgnoreCase)
        || customer.ClientIdentifier?.Contains(text, StringComparison.OrdinalIgnoreCase) is true
        || (text.Length >= ShortestId && $"{customer.Id}".StartsWith(text, StringComparison.OrdinalIgnoreCase));
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
    DateTimeOffset CreatedAt, string? Scenario, UpcomingStep? Next, IReadOnlyList<WaitingHold> Holds, IReadOnlyList<string> Attention);
