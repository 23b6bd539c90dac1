using CrossRiver.Emulator.Control.Stories;
using CrossRiver.Emulator.Modules.Customers.TaxIds;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Scenarios.Library;
using CrossRiver.Emulator.Ui.Serving;

namespace CrossRiver.Emulator.Ui.Scenarios;

/// <summary>Builds the list of scenarios.</summary>
internal sealed class ScenariosPage(ScenarioLibrary scenarios, ScenarioDrafts drafts, TaxIdCode code, WorldDirectory worlds)
{
    private const int PageSize = 50;
    private const string Draft = "my-scenario";
    private const string ExampleCode = $"{TaxIdCode.NamePrefix}1203";

    private string Example => scenarios.Format.PrintFile(scenarios.Catalog.Default with { Name = Draft, Match = null });

    /// <param name="text">The text to check, or null for none.</param>
    public (PageFrame Frame, ScenariosModel Model) Of(PageContext page, string? text = null)
    {
        var chosen = ChosenWorld.Of(page, worlds);
        var frame = page.Frame("Scenarios", "Scenarios", chosen.World);
        return (text is null ? frame : frame with { Live = null }, Build(chosen, page, text ?? page.RefusedValueOf(ScenarioDrafts.Field)));
    }

    /// <summary>Returns the origin of a scenario, in words.</summary>
    public static string OriginOf(ScenarioSummary scenario) => scenario switch
    {
        { From: "world" } => "only this world",
        { Source: { } file } => file,
        _ => "ships with the emulator",
    };

    private ScenariosModel Build(ChosenWorld chosen, PageContext page, string? text)
    {
        var listing = ScenarioListing.Of(scenarios.CatalogOf(chosen.World), code, chosen.World);
        var search = page.Query["q"].ToString().Trim();
        var found = listing.Scenarios.Where(scenario => Contains(scenario, search)).ToList();
        var pages = Math.Max(1, (found.Count + PageSize - 1) / PageSize);
        var number = int.TryParse(page.Query["page"], CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, pages) : 1;
        return new ScenariosModel(
            chosen.In(worlds),
            [.. found.Skip((number - 1) * PageSize).Take(PageSize).Select(scenario => LineOf(scenario, chosen, page))],
            listing.Header,
            text is null ? ScenarioDrafts.Of(Example, chosen, page) : drafts.Checked(text, chosen, page))
        {
            Search = search,
            Count = found.Count,
            Previous = number > 1 ? AddressOf(number - 1) : null,
            Next = number < pages ? AddressOf(number + 1) : null,
            TaxIds = listing.TaxIdCode is { } codes ? OfTaxIds(codes, chosen, page) : null,
            Faults = scenarios.Current.Faults,
        };

        string AddressOf(int other) =>
            string.Create(CultureInfo.InvariantCulture, $"{page.Root}/scenarios{chosen.Query}&q={Uri.EscapeDataString(search)}&page={other}");
    }

    private static bool Contains(ScenarioSummary scenario, string search) =>
        new[] { scenario.Name, scenario.Title, scenario.For }.Any(text => text?.Contains(search, StringComparison.OrdinalIgnoreCase) is true);

    private static ScenarioLine LineOf(ScenarioSummary scenario, ChosenWorld chosen, PageContext page) => new(
        scenario.Name,
        scenario.Title ?? "",
        OriginOf(scenario),
        scenario.For,
        $"{page.Root}/scenarios/{scenario.Name}{chosen.Query}",
        scenario.From is "world"
            ? [Deletion(scenario.Name, chosen.World!, page)]
            : []);

    private static ActionForm Deletion(string name, World world, PageContext page) =>
        page.Action("Delete", "DELETE", PageContext.ControlOf(world, $"scenarios/{name}")) with
        {
            Kind = ActionKind.Danger,
            Done = $"Scenario {name} is deleted from this world.",
        };

    private static TaxIdStories OfTaxIds(TaxIdCodeBody codes, ChosenWorld chosen, PageContext page) => new(
        codes.Mask,
        [.. codes.Places.Select(place => new TaxIdPlace(place.Of, [.. place.Digits.Select(digit => new DetailLine(digit.Key, digit.Value))]))],
        ExampleCode,
        $"{page.Root}/scenarios/{ExampleCode}{chosen.Query}");
}
