using CrossRiver.Emulator.Control.Stories;
using CrossRiver.Emulator.Kernel.Journal.Exports;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Scenarios.Playing;
using CrossRiver.Emulator.Ui.Serving;
using CrossRiver.Emulator.Ui.Worlds;

namespace CrossRiver.Emulator.Ui.Stories;

/// <summary>Builds the story of a customer: its holds, its past and its future.</summary>
internal sealed class StoryPage(WorldDirectory worlds, IOptions<CustomerOptions> options)
{
    private const int MostEntries = 200;

    /// <exception cref="ApiException">404: there is no such customer.</exception>
    public (PageFrame Frame, StoryModel Model) Of(Guid partnerId, Guid customerId, PageContext page)
    {
        var world = worlds.Require(partnerId);
        var customer = world.Customers.FindShown(customerId) ?? throw ErrorCatalog.NotFound.ToException("Customer", customerId);
        return (page.Frame(customer.Name.FullName, "Customers", world), Build(world, customer, page));
    }

    /// <summary>Returns a customer as lists and heads show it.</summary>
    public static CustomerModel HeadOf(Customer customer) =>
        new(customer.Id, customer.Name.FullName, $"{customer.Classification}", $"{customer.Status}", $"{customer.Ofac}", $"{customer.PepScan}")
        {
            TaxIdEnd = CustomerSearch.TaxIdEndOf(customer),
            ClientIdentifier = customer.ClientIdentifier,
            CreatedAt = EasternTime.From(customer.CreatedAt),
        };

    private StoryModel Build(World world, Customer customer, PageContext page)
    {
        var level = Enum.TryParse<StoryLevel>(page.Query["detail"], ignoreCase: true, out var asked) ? asked : StoryLevel.Story;
        var actions = new StoryActions(world, customer.Id, page);
        var timeline = world.RunLocked(() => world.Stories.Timelines.Of(customer.Id));
        var read = world.Journal.Read(new JournalQuery(After: 0, int.MaxValue) { Filter = new JournalFilter { IsCustomer = (_, id) => id == customer.Id } });
        var past = new StoryPast(world, page, level).Of(read.Entries);
        var shown = long.TryParse(page.Query["before"], CultureInfo.InvariantCulture, out var before) ? past.Where(entry => entry.Number < before).ToList() : past;
        return new StoryModel(HeadOf(customer), EasternTime.From(world.Clock.Now))
        {
            Scenario = timeline.Scenario,
            Reason = read.Entries.OfType<ChoiceEntry>().LastOrDefault()?.Reason,
            Level = level,
            Holds = [.. timeline.Holds.Select(actions.OfHold)],
            Past = [.. shown.TakeLast(MostEntries)],
            Older = shown.Count > MostEntries ? $"{page.Root}/partners/{world.PartnerId}/customers/{customer.Id}?detail={level}&before={shown[^MostEntries].Number}" : null,
            Lost = read.Lost,
            Planned = [.. StoryActions.OfHoldEnds(timeline.Holds).Concat(timeline.Planned.Select(actions.OfPlanned)).OrderBy(planned => planned.DueAt ?? DateTimeOffset.MaxValue)],
            IsCut = timeline.IsCut,
            Clock = new WorldTimeControl(world, page).Shortcuts(),
            Actions = actions.OfCustomer(customer),
            Accounts = actions.OfAccounts(),
            Record = JsonSerializer.Serialize(CustomerBody.Stored(customer, options.Value), PageContext.Indented),
            Mermaid = SequenceDiagram.Of(read.Entries),
            CurlLines = string.Join('\n', read.Entries.OfType<CallEntry>().Select(call => page.Curl(call.Method, $"{call.Path}{call.Query}", call.Body?.GetRawText()))),
            ScenarioFile = $"{page.Root[..^"/ui".Length]}/partners/{world.PartnerId}/customers/{customer.Id}/scenario",
            Har = $"{page.Root[..^"/ui".Length]}/partners/{world.PartnerId}/journal/export?format=har&customer={customer.Id}",
        };
    }
}
