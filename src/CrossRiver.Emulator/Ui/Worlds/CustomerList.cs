using CrossRiver.Emulator.Control.Stories;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Page.Views;
using CrossRiver.Emulator.Scenarios.Playing;
using CrossRiver.Emulator.Ui.Serving;
using CrossRiver.Emulator.Ui.Stories;

namespace CrossRiver.Emulator.Ui.Worlds;

/// <summary>Lists the customers of a world, the newest first: all of them, or the results of a search.</summary>
internal sealed class CustomerList(World world, PageContext page)
{
    /// <summary>The number of rows of a page.</summary>
    public const int PageSize = 50;

    private readonly string _search = page.Query["q"].ToString().Trim();

    private int Number => NumberIn(page.Query["page"]);

    public CustomersModel Read()
    {
        var customers = world.FindPart<WorldCustomers>();
        var count = customers?.Count ?? 0;
        var skipped = (Number - 1) * PageSize;

        // A row more than a page has means that there is a next page.
        var found = (customers is null ? [] : Find(customers, skipped)).Take(PageSize + 1).ToList();
        var shown = found.Take(PageSize).ToList();
        return new CustomersModel(count, _search, HeadsOf(world, shown), new PagerModel(
            $"{PlaceOf(skipped, shown.Count)}{(_search is "" ? $" of {Words.Count(count, "customer")}" : "")}",
            Number > 1 ? AddressOf(Number - 1) : null,
            found.Count > PageSize ? AddressOf(Number + 1) : null));
    }

    /// <summary>Returns customers as lists show them, with their scenarios.</summary>
    public static IReadOnlyList<CustomerModel> HeadsOf(World world, IReadOnlyList<Customer> customers) => world.RunLocked(() =>
    {
        var stories = world.FindPart<ScenarioPlayer>()?.Stories;
        return customers.Select(customer => StoryPage.HeadOf(customer) with { Scenario = stories?.FindPast(customer.Id)?.Scenario.Name }).ToList();
    });

    /// <summary>Returns the number of a page in a query, from 1.</summary>
    public static int NumberIn(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < int.MaxValue / PageSize ? number : 1;

    /// <summary>Returns the place of a page in its list, for example <c>51 to 100</c>.</summary>
    public static string PlaceOf(int skipped, int shown) =>
        string.Create(CultureInfo.InvariantCulture, $"{skipped + Math.Min(1, shown):N0} to {skipped + shown:N0}");

    // Without a search, the pages before need not be read.
    private IEnumerable<Customer> Find(WorldCustomers customers, int skipped) =>
        _search is "" ? All(customers, skipped) : All(customers, skipped: 0).Where(new CustomerSearch(_search, NeedsAttention: false).Names).Skip(skipped);

    private static IEnumerable<Customer> All(WorldCustomers customers, int skipped) =>
        customers.NewestIds(skipped).Select(customers.FindShown).OfType<Customer>();

    private string AddressOf(int number)
    {
        var search = _search is "" ? "" : $"q={Uri.EscapeDataString(_search)}&";
        return string.Create(CultureInfo.InvariantCulture, $"{WorldPage.AddressOf(world, page)}?{search}page={number}#customers");
    }
}
